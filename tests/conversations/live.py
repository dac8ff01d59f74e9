"""A talk with the real servers: by the `web` channel, and through the tracker's own record."""

from __future__ import annotations

import contextlib
import datetime
import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import httpx

from tests.conversations.turn import Message, Turn

SECONDS_AN_HOUR = 60 * 60
DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
FORGETTING = ("session_started", "restart")


class Record:
    """What the tracker store holds of one conversation."""

    def __init__(self, database: Path, session: str) -> None:
        self.database, self.session = database, session
        self.slots: dict[str, Any] = {}
        self._read_to = 0

    def update(self) -> list[str]:
        """Reads on from the last call: takes in the slots, returns the names of responses."""
        said = []
        for number, data in self._rows():
            self._read_to = number
            event = json.loads(data)
            if event["event"] in FORGETTING:
                self.slots = {}
            elif event["event"] == "slot":
                self.slots[event["name"]] = event["value"]
            elif event["event"] == "bot":
                said.append(event["metadata"].get("utter_action", "unnamed"))
        return said

    def age(self, seconds: float) -> None:
        """Makes everything in the record older, the days of a plan and its check-ins too."""
        with contextlib.closing(sqlite3.connect(self.database)) as store, store:
            store.execute(
                "UPDATE events SET timestamp = timestamp - :by, data = "
                "json_set(data, '$.timestamp', json_extract(data, '$.timestamp') - :by) "
                "WHERE sender_id = :session",
                {"by": seconds, "session": self.session},
            )
            query = "SELECT id, data FROM events WHERE sender_id = ? AND action_name = 'course'"
            for row, data in store.execute(query, (self.session,)).fetchall():
                older = DAY.sub(lambda day: _before(day[0], seconds), data)
                store.execute("UPDATE events SET data = ? WHERE id = ?", (older, row))

    def _rows(self) -> list[tuple[int, str]]:
        query = "SELECT id, data FROM events WHERE sender_id = ? AND id > ? ORDER BY id"
        with contextlib.closing(sqlite3.connect(self.database)) as store:
            return store.execute(query, (self.session, self._read_to)).fetchall()


def _before(day: str, seconds: float) -> str:
    return str(datetime.date.fromisoformat(day) - datetime.timedelta(seconds=seconds))


class LiveTalk:
    """A conversation of its own with the servers behind `http`."""

    def __init__(self, http: httpx.Client, database: Path) -> None:
        self._http = http
        self._headers: dict[str, str] = {}
        opened = self._post("session", {})
        self._headers["Authorization"] = f"Bearer {opened['token']}"
        self._opening = opened["messages"]
        self._record = Record(database, opened["session"])

    def open(self) -> Turn:
        return self.seen(self._opening)

    def say(self, text: str) -> Turn:
        return self.seen(self.hear(text))

    def hear(self, text: str) -> list[Message]:
        """What is answered, without a look at the record, which may be away just then."""
        answer: list[Message] = self._post("message", {"message": text})
        return answer

    def wait(self, hours: float) -> None:
        self._record.age(hours * SECONDS_AN_HOUR)

    def history(self) -> list[Message]:
        answer = self._http.get("webhooks/web/history", headers=self._headers)
        messages: list[Message] = answer.raise_for_status().json()
        return messages

    def seen(self, messages: list[Message]) -> Turn:
        """The turn with these messages, and what the record holds after it."""
        said = self._record.update()
        return Turn(messages, said, dict(self._record.slots))

    def _post(self, path: str, body: Message) -> Any:
        answer = self._http.post(f"webhooks/web/{path}", json=body, headers=self._headers)
        return answer.raise_for_status().json()
