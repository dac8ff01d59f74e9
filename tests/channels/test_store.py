"""Talks on a real SQLite file: nothing is lost, and trouble is told."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from channels.store import SafeSQLTrackerStore, StorageDown, make_engine

SENDER = "web:someone"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "talks.db"


@pytest.fixture
def store(file: Path) -> SafeSQLTrackerStore:
    slot = {"type": "any", "influence_conversation": False, "mappings": [{"type": "custom"}]}
    return SafeSQLTrackerStore(Domain.from_dict({"slots": {"side": slot}}), f"sqlite:///{file}")


async def say(store: SafeSQLTrackerStore, *words: str) -> DialogueStateTracker:
    """Adds a turn for each of `words`, as Rasa does."""
    tracker = await store.get_or_create_tracker(SENDER)
    for text in words:
        tracker.update(UserUttered(text))
        tracker.update(BotUttered(f"You said {text}."))
        tracker.update(ActionExecuted("action_listen"))
    await store.save(tracker)
    return tracker


async def said(store: SafeSQLTrackerStore, whole: bool = False) -> list[str | None]:
    """What the person said, as the store has it."""
    tracker = await (store.retrieve_full_tracker if whole else store.retrieve)(SENDER)
    events = tracker.events if tracker else []
    return [event.text for event in events if isinstance(event, UserUttered)]


async def test_a_talk_survives_a_restart(store: SafeSQLTrackerStore, file: Path) -> None:
    tracker = await say(store, "my foot", "the left one")
    tracker.update(SlotSet("side", "left"))
    await store.save(tracker)
    again = SafeSQLTrackerStore(store.domain, f"sqlite:///{file}")
    assert await said(again) == ["my foot", "the left one"]
    kept = await again.retrieve(SENDER)
    assert kept is not None
    assert kept.get_slot("side") == "left"
    assert list(await again.keys()) == [SENDER]


async def test_somebody_unknown_has_no_talk(store: SafeSQLTrackerStore) -> None:
    assert await store.retrieve("web:nobody") is None


async def test_odd_words_are_kept_as_they_are(store: SafeSQLTrackerStore) -> None:
    odd = 'a "quote", {braces}, \\ a line\nand 👣'
    await say(store, odd)
    assert await said(store) == [odd]


async def test_events_are_numbered_from_one(store: SafeSQLTrackerStore, file: Path) -> None:
    await say(store, "one")
    await say(store, "two")
    with sqlite3.connect(file) as database:
        rows = database.execute(
            "SELECT seq FROM events WHERE sender_id = ? ORDER BY id", (SENDER,)
        ).fetchall()
        mode = database.execute("PRAGMA journal_mode").fetchone()
    assert [seq for (seq,) in rows] == list(range(1, len(rows) + 1))
    assert mode == ("wal",)


async def test_a_lost_update_is_impossible(store: SafeSQLTrackerStore) -> None:
    await say(store, "hello")
    first, second = await store.retrieve(SENDER), await store.retrieve(SENDER)
    assert first is not None
    assert second is not None
    first.update(UserUttered("the left one"))
    second.update(UserUttered("I cannot breathe"))
    await store.save(first)
    with pytest.raises(StorageDown):
        await store.save(second)
    assert await said(store) == ["hello", "the left one"]


async def test_two_talks_that_begin_at_once_do_not_mix(store: SafeSQLTrackerStore) -> None:
    first, second = store.init_tracker(SENDER), store.init_tracker(SENDER)
    first.update(UserUttered("one"))
    second.update(UserUttered("two"))
    outcomes = await asyncio.gather(*(_outcome(store, tracker) for tracker in (first, second)))
    assert sorted(outcomes) == ["kept", "refused"]
    assert len(await said(store)) == 1


async def _outcome(store: SafeSQLTrackerStore, tracker: DialogueStateTracker) -> str:
    try:
        await store.save(tracker)
    except StorageDown:
        return "refused"
    return "kept"


async def test_only_the_present_session_is_read_by_default(store: SafeSQLTrackerStore) -> None:
    tracker = await say(store, "long ago")
    tracker.update(SessionStarted())
    await store.save(tracker)
    await say(store, "today")
    assert await said(store) == ["today"]
    assert await said(store, whole=True) == ["long ago", "today"]


async def test_a_clock_that_jumps_back_does_not_hide_the_session(
    store: SafeSQLTrackerStore,
) -> None:
    tracker = await say(store, "before")
    tracker.update(SessionStarted(timestamp=time.time() + 3600))
    tracker.update(UserUttered("after"))
    await store.save(tracker)
    assert await said(store) == ["after"]


async def test_a_database_that_is_away_is_told_through_rasas_own_wrapper(tmp_path: Path) -> None:
    store = SafeSQLTrackerStore(Domain.empty(), f"sqlite:///{tmp_path}/nowhere/talks.db")
    wrapped = FailSafeTrackerStore(store)
    for attempt in (wrapped.retrieve(SENDER), wrapped.save(_talk()), store.check()):
        with pytest.raises(StorageDown):
            await attempt
    (tmp_path / "nowhere").mkdir()
    await store.check()
    await wrapped.save(_talk())
    assert await wrapped.retrieve(SENDER) is not None


def _talk() -> DialogueStateTracker:
    tracker = DialogueStateTracker(SENDER, [])
    tracker.update(UserUttered("hello"))
    return tracker


async def test_an_unreadable_row_is_told_and_ends_no_process(
    store: SafeSQLTrackerStore, file: Path
) -> None:
    await say(store, "hello")
    with sqlite3.connect(file) as database:
        database.execute("UPDATE events SET data = '{broken'")
    with pytest.raises(StorageDown):
        await store.retrieve(SENDER)


@contextlib.contextmanager
def locked(file: Path, how: str) -> Iterator[None]:
    """Somebody else holds the database: for writing (IMMEDIATE), or all of it (EXCLUSIVE)."""
    with sqlite3.connect(file, isolation_level=None) as other:
        other.execute(f"BEGIN {how}")
        yield
        other.execute("ROLLBACK")


async def test_a_locked_database_blocks_nobody_else_and_is_told_in_time(
    store: SafeSQLTrackerStore, file: Path
) -> None:
    tracker = await say(store, "hello")
    tracker.update(UserUttered("more"))
    with locked(file, "EXCLUSIVE"):
        began = time.monotonic()
        saving = asyncio.ensure_future(_outcome(store, tracker))
        beats = 0
        while not saving.done():
            await asyncio.sleep(0.05)
            beats += 1
        assert await saving == "refused"
        assert time.monotonic() - began < 6
        assert beats > 20


async def test_a_turn_that_was_given_up_is_not_written_when_the_lock_ends(
    store: SafeSQLTrackerStore, file: Path
) -> None:
    tracker = await say(store, "hello")
    tracker.update(UserUttered("too late"))
    with locked(file, "IMMEDIATE"):
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(store.save(tracker), 0.2)
        again = await store.retrieve(SENDER)
    await asyncio.sleep(0.5)
    assert again is not None
    again.update(UserUttered("again"))
    await store.save(again)
    assert await said(store) == ["hello", "again"]


async def test_what_the_database_says_is_not_passed_on(
    store: SafeSQLTrackerStore, file: Path
) -> None:
    tracker = await say(store, "hello")
    with sqlite3.connect(file) as database:
        database.execute("DROP TABLE events")
    tracker.update(UserUttered("my secret foot"))
    with pytest.raises(StorageDown) as told:
        await store.save(tracker)
    assert "secret" not in str(told.value)
    assert told.value.__cause__ is None


async def test_a_table_of_rasas_own_store_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "old.db") as database:
        database.execute("CREATE TABLE events (id INTEGER PRIMARY KEY, sender_id TEXT, data TEXT)")
    store = SafeSQLTrackerStore(Domain.empty(), f"sqlite:///{tmp_path}/old.db")
    with pytest.raises(StorageDown):
        await store.check()


def test_postgresql_gets_time_limits_and_a_small_pool(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SQL_POOL_SIZE", "3")
    engine = make_engine("postgresql://someone@localhost/talks")
    assert engine.pool.size() == 3
    assert engine.dialect.name == "postgresql"


async def test_rows_hold_what_rasa_would_store(store: SafeSQLTrackerStore, file: Path) -> None:
    tracker = await store.get_or_create_tracker(SENDER)
    tracker.update(UserUttered("hi", intent={"name": "greet"}, message_id="m1"))
    tracker.update(ActionExecuted("utter_greet"))
    await store.save(tracker)
    with sqlite3.connect(file) as database:
        rows = database.execute(
            "SELECT type_name, intent_name, action_name, data FROM events ORDER BY seq"
        ).fetchall()
    assert [row[:3] for row in rows[-2:]] == [
        ("user", "greet", None),
        ("action", None, "utter_greet"),
    ]
    assert json.loads(rows[-2][3])["message_id"] == "m1"
