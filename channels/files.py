"""Pictures and the plan on paper, for the messaging platforms: as bytes, or by a link that ends."""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import Callable
from dataclasses import dataclass

import jwt
from sanic import response
from sanic.response import HTTPResponse

from channels.messages import RESULT, Message, kind_of
from channels.papers import PAPERS, paper
from channels.store import StorageDown
from channels.tokens import ALGORITHM, BadToken, signing_key
from channels.turn import Tools
from takeaway.content import Door, NothingToTake
from takeaway.pdf import exercise_png

logger = logging.getLogger(__name__)

EXERCISE, PLAN_PDF, PNG = "exercise", "plan.pdf", ".png"
WORDS = "utter_guard_plan_file"
PICTURE = "image/png"
LINK_S = 24 * 60 * 60


@dataclass(frozen=True)
class File:
    """A file that goes with a message: `words` say what it is."""

    name: str
    words: str

    @property
    def is_picture(self) -> bool:
        """Whether it is shown, not opened."""
        return self.name.endswith(PNG)


class Files:
    """The files of one channel."""

    def __init__(self, tools: Callable[[], Tools], route: str) -> None:
        """`route`: where `answer` is reached, below FOOTWISE_PUBLIC_URL."""
        self._tools, self._route = tools, route

    def of(self, message: Message) -> File | None:
        """What goes with `message`: the picture of an exercise, or the plan of a result."""
        custom = message.get("custom") or {}
        if kind_of(message) == EXERCISE and custom.get("picture"):
            return File(f"{custom['id']}{PNG}", str(custom["picture"]["alt"]))
        if kind_of(message) == RESULT and custom.get("exercises"):
            return File(PLAN_PDF, self._tools().words.text(WORDS))
        return None

    async def content(self, person: str, name: str) -> bytes | None:
        """The file itself, None if it cannot be made: what it says has been sent as text too."""
        if name.endswith(PNG):
            return await asyncio.to_thread(exercise_png, name.removesuffix(PNG))
        tools = self._tools()
        try:
            return await paper(tools.record, person, name, Door(tools.settings.page_url))
        except (Exception, StorageDown) as error:
            if not isinstance(error, NothingToTake):
                logger.error("A file could not be made: %s", type(error).__name__)
            return None

    def link(self, person: str, name: str) -> str | None:
        """An address of the file for a day, None where the server's own address is not set."""
        public = os.environ.get("FOOTWISE_PUBLIC_URL", "").rstrip("/")
        if not public:
            return None
        claims = {"sub": person, "file": name, "aud": self._route, "exp": int(time.time()) + LINK_S}
        token = jwt.encode(claims, self._key(), ALGORITHM)
        return f"{public}{self._route}/{token}/{name}"

    async def answer(self, token: str) -> HTTPResponse:
        """The file that `token` of a link stands for; 404 if it is none of ours, or too old."""
        try:
            person, name = self._read(token)
        except BadToken:
            return response.empty(404)
        found = await self.content(person, name)
        if found is None:
            return response.empty(404)
        kind = PICTURE if name.endswith(PNG) else PAPERS[name].content_type
        kept_by_nobody = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}
        return response.raw(found, content_type=kind, headers=kept_by_nobody)

    def _read(self, token: str) -> tuple[str, str]:
        try:
            claims = jwt.decode(
                token,
                self._key(),
                algorithms=[ALGORITHM],
                audience=self._route,
                options={"require": ["sub", "file", "exp"]},
            )
        except (jwt.InvalidTokenError, ValueError) as error:
            raise BadToken(type(error).__name__) from error
        return str(claims["sub"]), str(claims["file"])

    def _key(self) -> str:
        return signing_key(self._tools().settings)
