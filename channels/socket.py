"""The `web` channel over socket.io: one open line instead of a request for each message.

The library is python-socketio, which Rasa brings along. Rasa's own channel on it is not used: with
sessions that outlive a connection it loses every message, and any client may join any conversation.

A client connects with `{"token": ...}` of `POST /session`. It sends `message`, `history`, `forget`;
each is acknowledged with the same answer as over HTTP, or with `{"error", "status"}`. It is told
`typing` while a turn goes on, and `changed` when the talk went on in another window. After a drop
it asks for the history and sends an unanswered message again under its old id: nothing is lost
or doubled.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

from sanic import Sanic
from socketio import AsyncServer
from socketio.exceptions import ConnectionRefusedError as NotConnected

from channels.desk import Desk
from channels.site import Refused, Site, address_of
from channels.store import StorageDown
from channels.tokens import Visit

logger = logging.getLogger(__name__)

PATH = "/webhooks/web/socket"
TOO_MANY = 429
SERVER_ERROR = 500
TOKEN_LENGTH = 1000
Handler = Callable[..., Awaitable[Any]]


class Socket:
    """The open lines of one server process."""

    def __init__(self, desk: Desk, site: Site) -> None:
        self._desk, self._site = desk, site
        self._lines: Counter[str] = Counter()
        self._visits: dict[str, Visit] = {}
        # Where a network lets no websocket through, the client goes on over HTTP.
        self._server = AsyncServer(
            async_mode="sanic",
            transports=["websocket"],
            cors_allowed_origins=lambda _, environ: site.is_friend(environ["sanic.request"]),
            max_http_buffer_size=desk.tools.settings.max_body,
        )
        for event, handler in (
            ("connect", self.connect),
            ("disconnect", self.disconnect),
            ("message", self.message),
            ("history", self.history),
            ("forget", self.forget),
        ):
            self._server.on(event, handler)

    def attach(self, app: Sanic) -> None:
        """Adds the address of the socket to `app`, before it starts."""
        app.config.WEBSOCKET_MAX_SIZE = self._desk.tools.settings.max_body
        self._server.attach(app, PATH)

    async def connect(self, sid: str, environ: dict[str, Any], auth: object = None) -> None:
        """Lets in who has a token, as often as the settings allow."""
        try:
            self._desk.refuse_haste(address_of(environ["sanic.request"]))
            token = auth.get("token") if isinstance(auth, dict) else None
            visit = self._desk.visit_of(str(token)[:TOKEN_LENGTH])
            if self._lines[visit.session] >= self._desk.tools.settings.most_lines:
                raise Refused(TOO_MANY)
        except Refused as refused:
            error = self._error(refused)
            raise NotConnected(error.pop("error"), error) from refused
        self._visits[sid] = visit
        self._lines[visit.session] += 1
        await self._server.enter_room(sid, visit.session)

    async def disconnect(self, sid: str, *_reason: object) -> None:
        """Forgets a line; a turn that is going on is finished and kept all the same."""
        visit = self._visits.pop(sid, None)
        if visit is not None:
            self._lines[visit.session] -= 1
            self._lines += Counter()

    async def message(self, sid: str, body: object = None) -> dict[str, Any]:
        """One message of the person; acknowledged with this turn's messages."""
        session = self._visits[sid].session
        await self._server.emit("typing", room=session)
        answer = await self._safely(self._desk.say, session, body)
        await self.changed(session, sid)
        return answer

    async def history(self, sid: str, *_nothing: object) -> dict[str, Any]:
        """Acknowledged with all messages of both sides, in order."""
        return await self._safely(self._desk.history, self._visits[sid])

    async def forget(self, sid: str, *_nothing: object) -> dict[str, Any]:
        """Deletes the conversation."""
        session = self._visits[sid].session
        answer = await self._safely(self._desk.forget, session)
        await self.changed(session, sid)
        return answer

    async def changed(self, session: str, besides: str | None = None) -> None:
        """Tells every line of the talk, but for `besides`, that it went on."""
        await self._server.emit("changed", room=session, skip_sid=besides)

    async def _safely(self, work: Handler, *given: object) -> dict[str, Any]:
        """What `work` answers, or an apology: an acknowledgement always comes."""
        try:
            return {"messages": await work(*given)}
        except Refused as refused:
            return self._error(refused)
        except (Exception, StorageDown) as error:
            logger.error("A message on a socket failed: %s", type(error).__name__)
            return self._error(Refused(SERVER_ERROR))

    def _error(self, refused: Refused) -> dict[str, Any]:
        wait = refused.headers.get("Retry-After")
        more = {"retry_after": int(wait)} if wait else {}
        return {"error": self._site.words_for(refused.status), "status": refused.status, **more}
