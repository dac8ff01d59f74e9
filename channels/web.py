"""The `web` channel: sessions with signed tokens, over HTTP and over socket.io."""

from __future__ import annotations

import json
from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.desk import Desk
from channels.mixin import Guarded, Handler
from channels.papers import PAPERS
from channels.site import Refused, Site, address_of
from channels.socket import TOKEN_LENGTH, Socket
from channels.tokens import Visit
from channels.turn import Tools

NAME = "web"


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
        """The routes under /webhooks/web, the socket, and the site round them."""
        tools = self.tools()
        desk, site = Desk(tools, on_new_message), Site(tools)
        socket = Socket(desk, site)
        routes = Routes(desk, socket, site)

        class WithSite(Blueprint):
            def register(self, app: Sanic, options: dict[str, Any]) -> None:
                site.attach(app)
                socket.attach(app)
                super().register(app, options)

        blueprint = WithSite("footwise_web")
        for handler, path, method in routes.table():
            blueprint.add_route(_checked(handler, desk, site), path, methods=[method])
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

    def __init__(self, desk: Desk, socket: Socket, site: Site) -> None:
        self._desk, self._socket, self._site = desk, socket, site

    def table(self) -> list[tuple[Any, str, str]]:
        """Handler, path and method of each route."""
        return [
            (self.start, "/session", "POST"),
            (self.message, "/message", "POST"),
            (self.history, "/history", "GET"),
            (self.forget, "/session", "DELETE"),
            (self.paper, "/paper/<name:str>", "GET"),
        ]

    async def start(self, request: Request) -> HTTPResponse:
        """Begins a conversation, or goes on with a kept plan: `back` is the token of its link."""
        body = self._body(request) if request.body else None
        back = body.get("back") if isinstance(body, dict) else None
        if back is None:
            return response.json(await self._desk.start())
        return response.json(await self._desk.come_back(str(back)[:TOKEN_LENGTH]))

    async def message(self, request: Request) -> HTTPResponse:
        """One message of the person; the JSON list of this turn's messages."""
        session = self._visit(request).session
        answer = await self._desk.say(session, self._body(request))
        await self._socket.changed(session)
        return response.json(answer)

    async def history(self, request: Request) -> HTTPResponse:
        """All messages of both sides in order; by a way back, those since then."""
        return response.json(await self._desk.history(self._visit(request)))

    async def forget(self, request: Request) -> HTTPResponse:
        """Deletes the conversation."""
        session = self._visit(request).session
        await self._desk.forget(session)
        await self._socket.changed(session)
        return response.empty()

    async def paper(self, request: Request, name: str) -> HTTPResponse:
        """A file to take away: the plan, the calendar, the summary for the clinician."""
        if name not in PAPERS:
            raise Refused(404)
        page = self._site.own_page(request)
        content = await self._desk.paper(self._visit(request).session, name, page)
        named = {"Content-Disposition": f'attachment; filename="footwise-{name}"'}
        return response.raw(content, 200, named, PAPERS[name].content_type)

    def _visit(self, request: Request) -> Visit:
        scheme, _, token = (request.headers.get("authorization") or "").partition(" ")
        return self._desk.visit_of(token.strip() if scheme.lower() == "bearer" else "")

    def _body(self, request: Request) -> object:
        if len(request.body) > self._desk.tools.settings.max_body:
            raise Refused(413)
        try:
            body: object = json.loads(request.body)
        except (ValueError, RecursionError) as error:
            raise Refused(400) from error
        return body


def _checked(handler: Any, desk: Desk, site: Site) -> Any:
    """`handler` for requests of our own page, in moderation."""

    async def run(request: Request, **part: str) -> HTTPResponse:
        if not site.is_friend(request):
            raise Refused(403)
        desk.refuse_haste(address_of(request))
        answer: HTTPResponse = await handler(request, **part)
        return answer

    run.__name__ = handler.__name__
    return run
