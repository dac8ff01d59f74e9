"""Talks on a real PostgreSQL, which is killed meanwhile: nothing is lost, and trouble is told."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest
import sqlalchemy as sa
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered

from channels.store import SafeSQLTrackerStore, StorageDown
from channels.tables import Base
from scripts import kept
from scripts.services import Service, database_url

SERVERS = 6


def store_on(postgres: Service) -> SafeSQLTrackerStore:
    """A store as a server has it, with connections of its own."""
    return SafeSQLTrackerStore(Domain.empty(), database_url(postgres.port))


async def add(store: SafeSQLTrackerStore, sender: str, text: str) -> None:
    """One message, saved through the wrapper that Rasa puts round every store."""
    wrapped = FailSafeTrackerStore(store)
    tracker = await wrapped.get_or_create_tracker(sender)
    tracker.update(UserUttered(text))
    await wrapped.save(tracker)


async def said(store: SafeSQLTrackerStore, sender: str) -> list[str | None]:
    """What the person said, as the store has it."""
    tracker = await store.retrieve_full_tracker(sender)
    events = tracker.events if tracker else []
    return [event.text for event in events if isinstance(event, UserUttered)]


async def test_servers_that_start_together_on_an_empty_database_all_make_it_ready(
    postgres: Service,
) -> None:
    Base.metadata.drop_all(store_on(postgres).engine)
    servers = [store_on(postgres) for _ in range(SERVERS)]
    await asyncio.gather(*(store.check() for store in servers))
    columns = sa.inspect(servers[0].engine).get_columns("events")
    assert "seq" in {column["name"] for column in columns}


async def test_of_two_turns_at_once_one_is_refused_and_none_is_lost(postgres: Service) -> None:
    first, second = store_on(postgres), store_on(postgres)
    await add(first, "web:both", "my foot")
    trackers = [await store.retrieve("web:both") for store in (first, second)]
    for text, tracker in zip(("left", "right"), trackers, strict=True):
        assert tracker is not None
        tracker.update(UserUttered(text))
    saves = (first.save(trackers[0]), second.save(trackers[1]))
    outcomes = await asyncio.gather(*saves, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes].count(StorageDown) == 1
    kept = "left" if outcomes[0] is None else "right"
    assert await said(first, "web:both") == ["my foot", kept]


async def test_odd_words_are_kept_as_they_are(postgres: Service) -> None:
    store = store_on(postgres)
    words = "a\x00b \ud800 🦶 'x'; DROP TABLE events"
    await add(store, "web:odd", words)
    assert await said(store, "web:odd") == [words]


async def test_a_restart_between_two_turns_goes_unnoticed(postgres: Service) -> None:
    store = store_on(postgres)
    await add(store, "web:restart", "one")
    postgres.stop()
    postgres.start()
    await add(store, "web:restart", "two")
    assert await said(store, "web:restart") == ["one", "two"]


async def test_while_it_is_dead_each_turn_is_refused_and_all_others_are_kept(
    postgres: Service,
) -> None:
    store, kept = store_on(postgres), []
    refused = 0
    killed = 0.0
    for number in range(60):
        if number == 10:
            postgres.kill()
            killed = time.monotonic()
        if number == 20:
            postgres.start(wait=False)
        try:
            await add(store, "web:killed", str(number))
            kept.append(str(number))
        except StorageDown:
            refused += 1
            await asyncio.sleep(0.05)
    assert refused >= 10
    assert kept[-1] == "59"
    assert await said(store, "web:killed") == kept
    assert time.monotonic() - killed < 20


async def test_a_locked_table_is_told_in_time_and_stops_nobody_else(postgres: Service) -> None:
    store = store_on(postgres)
    await store.check()
    with store_on(postgres).engine.connect() as other, other.begin():
        other.execute(sa.text("LOCK TABLE events IN ACCESS EXCLUSIVE MODE"))
        began = time.monotonic()
        reading = asyncio.ensure_future(_outcome(store))
        beats = 0
        while not reading.done():
            await asyncio.sleep(0.05)
            beats += 1
        assert await reading == "refused"
        assert time.monotonic() - began < 6
        assert beats > 20


async def _outcome(store: SafeSQLTrackerStore) -> str:
    try:
        await store.check()
    except StorageDown:
        return "refused"
    return "answered"


async def test_a_dump_brings_back_what_was_lost(postgres: Service, tmp_path: Path) -> None:
    store, url, saved = store_on(postgres), database_url(postgres.port), tmp_path / "saved"
    for number in range(20):
        await add(store, f"web:saved{number}", "my foot")
    before = list(await store.keys())
    await asyncio.to_thread(kept.backup, url, saved)
    await store.forget("web:saved7")
    await add(store, "web:later", "since then")
    await asyncio.to_thread(kept.restore, url, saved)
    assert sorted(await store.keys()) == sorted(before)
    assert await said(store, "web:saved7") == ["my foot"]
    await add(store, "web:saved7", "it goes on")
    assert await said(store, "web:saved7") == ["my foot", "it goes on"]
    with pytest.raises(kept.CannotDo, match="pg_restore"):
        await asyncio.to_thread(kept.restore, url, Path(__file__))
    assert sorted(await store.keys()) == sorted(before)
