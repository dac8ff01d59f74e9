"""What the web channel does for its clients, whichever way they are connected."""

from __future__ import annotations

import math
import re
import time
from typing import Any

from rasa.core.channels.channel import UserMessage

from channels import privacy
from channels.guard import OPENING, Opening
from channels.history import transcript
from channels.limits import Rate
from channels.messages import Message
from channels.mixin import Handler
from channels.papers import paper
from channels.site import Refused
from channels.store import StorageDown
from channels.tokens import BadToken, Tokens, Visit, signing_key
from channels.turn import Collector, Tools
from channels.way_back import WayBack
from takeaway.content import NothingToTake

MESSAGE_ID = re.compile(r"[A-Za-z0-9_.-]{1,64}")


class Desk:
    """Issues sessions, and takes messages in. Everything that is not served raises Refused."""

    def __init__(self, tools: Tools, on_new_message: Handler) -> None:
        """Raises BadSetting or OSError if there is no usable key to sign with."""
        settings = tools.settings
        self.tools, self._take = tools, on_new_message
        self._tokens = Tokens(signing_key(settings), tools.channel)
        self._way_back = WayBack(tools.record, self._tokens)
        self._sessions = Rate(settings.session_rate)
        self._addresses = Rate(settings.address_rate)

    def refuse_haste(self, address: str) -> None:
        """Raises Refused if `address` makes too many requests."""
        _refuse_haste(self._addresses, address)

    def visit_of(self, token: str) -> Visit:
        """The conversation that `token` stands for, and what it shows of it."""
        try:
            return self._tokens.visit_of(token)
        except BadToken as error:
            raise Refused(401) from error

    async def start(self) -> dict[str, Any]:
        """Begins a conversation: its session, its token, hello and the first question.

        One that cannot begin is none: the person is asked to try again.
        """
        session, token = self._tokens.new_session()
        name = self.tools.channel
        messages = await self._turn(Opening(OPENING, Collector(name), session, input_channel=name))
        if self.tools.talks.of(session).failed:
            raise Refused(503)
        return {"session": session, "token": token, "messages": messages}

    async def come_back(self, link: str) -> dict[str, Any]:
        """The conversation whose kept plan the token of a `link` opens, with a new token for it.

        The new token shows nothing that was said before: who has the link gets the plan alone.
        """
        try:
            session = await self._way_back.session_of(link)
        except BadToken as error:
            raise Refused(401) from error
        except StorageDown as error:
            raise Refused(503) from error
        _refuse_haste(self._sessions, session)
        token = self._tokens.token_for(session, time.time())
        return {"session": session, "token": token, "messages": []}

    async def say(self, session: str, body: object) -> list[Message]:
        """One message of the person: `body` is {"message": words or a tap, "id": a name for it}.

        A message that comes again under the same id gets the answer that it had.
        """
        _refuse_haste(self._sessions, session)
        text, message_id = _words_and_id(body)
        name = self.tools.channel
        return await self._turn(
            UserMessage(text, Collector(name), session, input_channel=name, message_id=message_id)
        )

    async def history(self, visit: Visit) -> list[Message]:
        """The messages of both sides that the visit shows, in order."""
        try:
            events = await self.tools.record.events(visit.session)
        except StorageDown as error:
            raise Refused(503) from error
        kept = self.tools.talks.of(visit.session).kept
        return transcript(events, OPENING, kept, visit.since)

    async def paper(self, session: str, name: str, page: str = "") -> bytes:
        """A file of the conversation to take away, by its name in PAPERS.

        `page`: where the person has the chat, for a server that is not told its page.
        """
        _refuse_haste(self._sessions, session)
        try:
            door = await self._way_back.door(session, self.tools.settings.page_url or page)
            return await paper(self.tools.record, session, name, door)
        except NothingToTake as error:
            raise Refused(404) from error
        except StorageDown as error:
            raise Refused(503) from error

    async def forget(self, session: str) -> None:
        """Deletes the conversation for good, after the turn that is going on."""
        _refuse_haste(self._sessions, session)
        async with self.tools.talks.of(session).lock:
            try:
                await privacy.forget(self.tools, session)
            except StorageDown as error:
                raise Refused(503) from error

    async def _turn(self, message: UserMessage) -> list[Message]:
        await self._take(message)
        messages: list[Message] = message.output_channel.messages
        return messages


def _words_and_id(body: object) -> tuple[str, str | None]:
    text = body.get("message") if isinstance(body, dict) else None
    message_id = body.get("id") if isinstance(body, dict) else None
    named = message_id is None or (isinstance(message_id, str) and MESSAGE_ID.fullmatch(message_id))
    if not isinstance(text, str) or not named:
        raise Refused(400)
    return text, message_id


def _refuse_haste(rate: Rate, key: str) -> None:
    wait = rate.wait_s(key)
    if wait:
        raise Refused(429, {"Retry-After": str(math.ceil(wait))})
