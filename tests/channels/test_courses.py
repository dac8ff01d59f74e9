"""Plans that are kept for longer than their talk, for those who asked for it."""

from __future__ import annotations

import copy
import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SessionStarted, SlotSet, UserUttered

from channels import courses
from channels.courses import KEPT, KEPT_S
from channels.store import SafeSQLTrackerStore

SENDER = "telegram:someone"
SLOT = {"type": "any", "influence_conversation": False, "mappings": [{"type": "custom"}]}
NAMES = (*KEPT, "signs_now", "red_flags")
COURSE = {"schema": 1, "start": "2026-01-05"}
PLAN: dict[str, Any] = {"consent": "yes", "course": COURSE, "plan": {"urgency": "self_care"}}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "talks.db"


@pytest.fixture
def store(file: Path) -> SafeSQLTrackerStore:
    domain = Domain.from_dict({"slots": {name: copy.deepcopy(SLOT) for name in NAMES}})
    return SafeSQLTrackerStore(domain, f"sqlite:///{file}")


async def tell(store: SafeSQLTrackerStore, **slots: Any) -> None:
    """Adds a turn in which these slots are set."""
    tracker = await store.get_or_create_tracker(SENDER)
    if not tracker.events:
        tracker.update(SessionStarted())
    tracker.update(UserUttered("words of a person"))
    for name, value in slots.items():
        tracker.update(SlotSet(name, value))
    await store.save(tracker)


async def slots_of(store: SafeSQLTrackerStore) -> dict[str, Any] | None:
    """The slots that somebody comes back to, None where nothing is known."""
    tracker = await store.retrieve(SENDER)
    return None if tracker is None else tracker.current_slot_values()


async def test_a_plan_outlives_its_talk_without_danger_signs(store: SafeSQLTrackerStore) -> None:
    await tell(store, **PLAN, keep_plan="yes", signs_now=["none"], red_flags=["lump"])
    await store.forget_before(time.time() + 1)
    kept = await slots_of(store)
    assert kept is not None
    assert (kept["course"], kept["plan"], kept["consent"]) == (COURSE, PLAN["plan"], "yes")
    assert (kept["signs_now"], kept["red_flags"]) == (None, None)


async def test_the_talk_goes_on_from_a_kept_plan(store: SafeSQLTrackerStore) -> None:
    await tell(store, **PLAN, keep_plan="yes")
    await store.forget_before(time.time() + 1)
    later = {**COURSE, "checks": [1]}
    await tell(store, course=later)
    again = SafeSQLTrackerStore(store.domain, str(store.engine.url))
    kept = await slots_of(again)
    assert kept is not None and kept["course"] == later
    await store.forget_before(time.time() + 1)
    kept = await slots_of(store)
    assert kept is not None and kept["course"] == later


async def test_nothing_outlives_the_talk_of_who_did_not_ask(store: SafeSQLTrackerStore) -> None:
    await tell(store, **PLAN)
    await store.forget_before(time.time() + 1)
    assert await slots_of(store) is None


@pytest.mark.parametrize("gone", [{"course": None}, {"keep_plan": None}])
async def test_a_plan_let_go_of_is_not_kept(
    store: SafeSQLTrackerStore, gone: dict[str, Any]
) -> None:
    await tell(store, **PLAN, keep_plan="yes")
    await tell(store, **gone)
    await store.forget_before(time.time() + 1)
    assert await slots_of(store) is None


async def test_deleting_the_talk_deletes_the_plan_from_the_files(
    store: SafeSQLTrackerStore, file: Path
) -> None:
    await tell(store, **PLAN, keep_plan="yes")
    await store.forget(SENDER)
    assert await slots_of(store) is None
    parts = [path.read_bytes() for path in file.parent.glob("talks.db*")]
    assert not [part for part in parts if b"2026-01-05" in part]


async def test_its_own_time_ends_it(
    store: SafeSQLTrackerStore, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time()
    await tell(store, **PLAN, keep_plan="yes")
    await store.forget_before(now + 1)
    monkeypatch.setattr(courses.time, "time", lambda: now + KEPT_S - 60)
    assert await slots_of(store) is not None
    assert await store.forget_before(now) == 0
    monkeypatch.setattr(courses.time, "time", lambda: now + KEPT_S + 60)
    assert await slots_of(store) is None
    assert await store.forget_before(now) == 1
    with sqlite3.connect(file) as database:
        assert database.execute("SELECT count(*) FROM courses").fetchone() == (0,)


async def test_a_database_of_before_gets_the_table(store: SafeSQLTrackerStore, file: Path) -> None:
    await tell(store, side="left")
    store.engine.dispose()
    with sqlite3.connect(file) as database:
        database.execute("DROP TABLE courses")
    again = SafeSQLTrackerStore(store.domain, f"sqlite:///{file}")
    await tell(again, **PLAN, keep_plan="yes")
    kept = await slots_of(again)
    assert kept is not None and (kept["side"], kept["course"]) == ("left", COURSE)
