"""Backups that can be put back, and one person's data shown and deleted, with SQLite."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from pathlib import Path

import pytest

from channels.privacy import clean
from scripts import kept
from tests.channels.conftest import NewTalk
from tests.channels.harness import SIDE, Talk, asked
from tests.channels.test_privacy import DAY_H, SECRET


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The database of the talks here, also for the command."""
    address = f"sqlite:///{tmp_path}/talks.db"
    monkeypatch.setenv("FOOTWISE_DATABASE_URL", address)
    return address


def rows(file: Path) -> list[tuple[object, ...]]:
    """Everything in the table of events."""
    with sqlite3.connect(file) as database:
        return database.execute("SELECT * FROM events ORDER BY id").fetchall()


async def command(*arguments: str) -> int:
    """The command beside the loop of the test, as it runs beside the servers."""
    return await asyncio.to_thread(kept.main, list(arguments))


async def test_what_was_lost_since_a_backup_is_there_again_and_the_talk_goes_on(
    talk: Talk, tmp_path: Path, url: str
) -> None:
    saved = tmp_path / "saved"
    await talk.open()
    await talk.say(SECRET)
    before = rows(tmp_path / "talks.db")
    assert await command("backup", str(saved)) == 0
    assert saved.stat().st_mode & 0o777 == 0o600
    await talk.say("since then")
    await talk.bot.store.forget(talk.sender)
    assert rows(tmp_path / "talks.db") == []
    assert await command("restore", str(saved)) == 0
    assert rows(tmp_path / "talks.db") == before
    talk.restart()
    assert asked(await talk.say("left")) == SIDE["custom"]["slot"]
    assert [words for who, words in await talk.history() if who == "person"][-2:] == [
        SECRET,
        "left",
    ]


async def test_a_backup_holds_each_turn_whole_that_ended_before_it(
    talk: Talk, tmp_path: Path, url: str
) -> None:
    await talk.open()
    over = asyncio.Event()
    going = asyncio.ensure_future(_chat(talk, over))
    try:
        for number in range(5):
            await asyncio.sleep(0.05)
            turns = len(await talk.history())
            saved = tmp_path / f"saved-{number}"
            assert await command("backup", str(saved)) == 0
            kinds = [json.loads(str(row[-1]))["event"] for row in rows(saved)]
            assert kinds[-1] == "action", "half a turn"
            assert kinds.count("user") + kinds.count("bot") >= turns
    finally:
        over.set()
        await going


async def _chat(talk: Talk, over: asyncio.Event) -> None:
    """Talks on; to be cancelled is no way to end, for a turn that is just ready swallows it."""
    while not over.is_set():
        await talk.say("left")


async def test_what_is_over_its_time_goes_again_after_a_restore(
    talk: Talk, tmp_path: Path, url: str
) -> None:
    await talk.open()
    await talk.grow_old(31 * DAY_H)
    assert await command("backup", str(tmp_path / "saved")) == 0
    assert await clean(talk.tools) > 0
    assert await command("restore", str(tmp_path / "saved")) == 0
    assert rows(tmp_path / "talks.db")
    assert await clean(talk.tools) > 0
    assert rows(tmp_path / "talks.db") == []


@pytest.mark.parametrize("content", [b"", b"no database", None])
async def test_what_is_no_backup_changes_nothing(
    talk: Talk, tmp_path: Path, url: str, content: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    await talk.open()
    before = rows(tmp_path / "talks.db")
    if content is not None:
        (tmp_path / "saved").write_bytes(content)
    assert await command("restore", str(tmp_path / "saved")) == 1
    assert str(tmp_path / "saved") in capsys.readouterr().err
    assert rows(tmp_path / "talks.db") == before


async def test_a_backup_is_never_written_over(talk: Talk, tmp_path: Path, url: str) -> None:
    await talk.open()
    (tmp_path / "saved").write_text("mine")
    assert await command("backup", str(tmp_path / "saved")) == 1
    assert (tmp_path / "saved").read_text() == "mine"


async def test_no_database_makes_no_empty_backup(tmp_path: Path, url: str) -> None:
    assert await command("backup", str(tmp_path / "saved")) == 1
    assert list(tmp_path.iterdir()) == []


async def test_one_persons_data_are_shown_and_deleted_and_nobody_elses(
    talk: Talk, new_talk: NewTalk, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    other = new_talk()
    for each in (talk, other):
        await each.open()
    await talk.say(SECRET)
    assert await command("show", talk.sender) == 0
    shown = json.loads(capsys.readouterr().out)
    assert SECRET in [event.get("text") for event in shown["events"]]
    assert await command("show", other.sender) == 0
    assert SECRET not in capsys.readouterr().out
    assert await command("delete", talk.sender) == 0
    assert await command("show", talk.sender) == 0
    assert json.loads(capsys.readouterr().out) == {"events": [], "plan": None}
    assert await other.history()
