"""The `web` channel: sessions with signed tokens over HTTP, for the chat page and the terminal."""

from __future__ import annotations

import json
import math
import re
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.guard import OPENING, Opening
from channels.history import transcript
from channels.limits import Rate
from channels.messages import Message
from channels.mixin import Guarded, Handler
from channels.site import Refused, Site
from channels.store import StorageDown
from channels.tokens import BadToken, Tokens, signing_key
from channels.turn import Collector, Tools

NAME = "web"
MESSAGE_ID = re.compile(r"[A-Za-z0-9_.-]{1,64}")


class WebInput(InputChannel):
    """The routes. Messages go to `on_new_message`, which is the guard (see WebChannel)."""

    @classmethod
    def name(cls) -> str:
        """The channel's name, in its addresses and in front of its conversation ids."""
        return NAME

    def tools(self) -> Tools:
        """What the guard and the routes work with."""
        raise NotImplementedError

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The routes under /webhooks/web, and the site round them."""
        tools = self.tools()
        routes = Routes(tools, on_new_message)
        site = Site(tools)

        class WithSite(Blueprint):
            def register(self, app: Sanic, options: dict[str, Any]) -> None:
                site.attach(app)
                super().register(app, options)

        blueprint = WithSite("footwise_web")
        for handler, path, method in routes.table():
            blueprint.add_route(_checked(handler, routes, site), path, methods=[method])
        return blueprint


class WebChannel(Guarded, WebInput):
    """The channel that credentials.yml names."""

    def tools(self) -> Tools:
        """One set of tools for guard and routes."""
        if not hasattr(self, "_tools"):
            self._tools = super().tools()
        return self._tools


class Routes:
    """What the channel does at each of its addresses."""

    def __init__(self, tools: Tools, on_new_message: Handler) -> None:
        """Raises BadSetting or OSError if there is no usable key to sign with."""
        settings = tools.settings
        self._tools, self._take = tools, on_new_message
        self._tokens = Tokens(signing_key(settings), NAME)
        self._sessions = Rate(settings.session_rate)
        self.addresses = Rate(settings.address_rate)

    def table(self) -> list[tuple[Any, str, str]]:
        """Handler, path and method of each route."""
        return [
            (self.start, "/session", "POST"),
            (self.message, "/message", "POST"),
            (self.history, "/history", "GET"),
        ]

    async def start(self, _request: Request) -> HTTPResponse:
        """Begins a conversation: its session, its token, hello and the first question.

        One that cannot begin is none: the person is asked to try again.
        """
        session, token = self._tokens.new_session()
        messages = await self._turn(Opening(OPENING, Collector(NAME), session, input_channel=NAME))
        if self._tools.talks.of(session).failed:
            raise Refused(503)
        return response.json({"session": session, "token": token, "messages": messages})

    async def message(self, request: Request) -> HTTPResponse:
        """One message of the person; the JSON list of this turn's messages."""
        session = self._session(request)
        refuse_haste(self._sessions, session)
        text, message_id = self._body(request)
        message = UserMessage(
            text, Collector(NAME), session, input_channel=NAME, message_id=message_id
        )
        return response.json(await self._turn(message))

    async def history(self, request: Request) -> HTTPResponse:
        """All messages of both sides, in order."""
        session = self._session(request)
        try:
            events = await self._tools.record.events(session)
        except StorageDown as error:
            raise Refused(503) from error
        return response.json(transcript(events, OPENING, self._tools.talks.of(session).kept))

    async def _turn(self, message: UserMessage) -> list[Message]:
        await self._take(message)
        messages: list[Message] = message.output_channel.messages
        return messages

    def _session(self, request: Request) -> str:
        scheme, _, token = (request.headers.get("authorization") or "").partition(" ")
        try:
            return self._tokens.session_of(token.strip() if scheme.lower() == "bearer" else "")
        except BadToken as error:
            raise Refused(401) from error

    def _body(self, request: Request) -> tuple[str, str | None]:
        if len(request.body) > self._tools.settings.max_body:
            raise Refused(413)
        try:
            body = json.loads(request.body)
        except (ValueError, RecursionError) as error:
            raise Refused(400) from error
        text = body.get("message") if isinstance(body, dict) else None
        message_id = body.get("id") if isinstance(body, dict) else None
        named = message_id is None or (
            isinstance(message_id, str) and MESSAGE_ID.fullmatch(message_id)
        )
        if not isinstance(text, str) or not named:
            raise Refused(400)
        return text, message_id


def refuse_haste(rate: Rate, key: str) -> None:
    """Raises Refused if `key` makes too many requests."""
    wait = rate.wait_s(key)
    if wait:
        raise Refused(429, {"Retry-After": str(math.ceil(wait))})


def _checked(handler: Any, routes: Routes, site: Site) -> Any:
    """`handler` for requests of our own page, in moderation."""

    async def run(request: Request) -> HTTPResponse:
        if not site.is_friend(request):
            raise Refused(403)
        refuse_haste(routes.addresses, request.remote_addr or request.ip)
        answer: HTTPResponse = await handler(request)
        return answer

    run.__name__ = handler.__name__
    return run
