"""What the stand-ins for the platforms share."""

from __future__ import annotations

import abc
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from channels.platform import Switched

PERSON = "447700900123"
OK, BAD = 200, 400


@dataclass(frozen=True)
class Call:
    """One request of the platform to the webhook."""

    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


class Platform(abc.ABC):
    """Keeps what is sent to people, and refuses what the real one would refuse."""

    path: str
    taken = 200
    channel: type[Switched]
    person = PERSON
    no_choices = False  # whether it takes nothing that has choices

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.last: dict[str, Any] = {}
        self.trouble: list[int] = []
        self.tries = 0
        self.files: list[Any] = []  # bytes, or the address to fetch them at

    async def take(self, request: web.Request) -> web.Response:
        self.tries += 1
        if self.trouble:
            status = self.trouble.pop(0)
            return web.json_response({}, status=status, headers={"Retry-After": "0"})
        is_json = request.content_type == "application/json"
        body = await request.json() if is_json else dict(await request.post())
        if self.no_choices and self.titles(body):
            return self.answer(False)
        file = self.file(body)
        if file:
            self.files.append(file)
            return self.answer(True)
        return self.answer(self.is_fine(request, body) and self.keep(request.path, body))

    def keep(self, path: str, body: dict[str, Any]) -> bool:
        self.last = body
        self.texts.append(self.text(body))
        return True

    def answer(self, fine: bool) -> web.Response:
        return web.json_response({}, status=OK if fine else BAD)

    def tap(self, number: int, title: str) -> Call:
        """Chooses `title` of the last message, in the way that the platform has for it."""
        return self.say(number, self.number_of(title))

    def choose(self, number: int, titles: list[str], alone: bool = False) -> list[Call]:
        """Chooses of a list: by numbers, where a platform has nothing else. `alone`: what is
        chosen rules out the rest."""
        return [self.say(number, " and ".join(map(self.number_of, titles)))]

    def number_of(self, title: str) -> str:
        shown = [line for text in reversed(self.texts) for line in reversed(text.splitlines())]
        lines = (line.split(" ", 1) for line in shown)
        return next(line[0] for line in lines if line[1:] == [title])

    @abc.abstractmethod
    def file(self, body: dict[str, Any]) -> Any:
        """The file that a message brings, or its address; None without one."""

    @abc.abstractmethod
    def settings(self, base: str) -> dict[str, str]:
        """The channel's environment, with this server at address `base`."""

    @abc.abstractmethod
    def is_fine(self, request: web.Request, body: dict[str, Any]) -> bool:
        """Whether the platform would take it."""

    @abc.abstractmethod
    def text(self, body: dict[str, Any]) -> str:
        """What the person reads."""

    @abc.abstractmethod
    def titles(self, body: dict[str, Any]) -> list[str]:
        """What the person can tap."""

    @abc.abstractmethod
    def say(self, number: int, text: str, person: str | None = None, good: bool = True) -> Call:
        """Message `number` of `person`; with `good` false signed by somebody else."""

    @abc.abstractmethod
    def wordless(self, number: int) -> list[Call]:
        """Messages without words, each of which wants an answer."""

    @abc.abstractmethod
    def ignored(self, number: int) -> list[Call]:
        """What must be confirmed and left alone: edits, receipts, groups, a person who leaves."""
