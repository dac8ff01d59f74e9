"""The `web` channel: sessions with signed tokens over HTTP, the chat page, health routes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import lru_cache
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.guard import Guard
from channels.health import readiness
from channels.history import history
from channels.limiter import Limiter
from channels.settings import Settings
from channels.store import StorageDown
from channels.tokens import BadToken, issue_token, new_session, session_of

NAME = "web"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
PAGE = "/page"


class Refused(Exception):
    """A request that is not served: HTTP status, and the response that says why."""

    def __init__(self, status: int, name: str) -> None:
        super().__init__(name)
        self.status, self.name = status, name


class WebChannel(InputChannel):
    """Footwise's own channel for websites."""

    @classmethod
    def name(cls) -> str:
        return NAME

    def __init__(self) -> None:
        self.settings = Settings()
        self.app: Sanic | None = None
        self.guard = Guard(lambda: self._app().ctx.agent, reader, self.settings)
        self.sessions = Limiter(self.settings.per_session_minute)
        self.addresses = Limiter(self.settings.per_address_minute)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The channel's routes; messages go through the guard, not to `on_new_message`."""
        channel = self

        class Routes(Blueprint):
            def register(self, app: Sanic, options: dict[str, Any]) -> None:
                channel.attach(app)
                super().register(app, options)

        routes = Routes("footwise_web")
        routes.add_route(self.wrapped(self.start), "/session", methods=["POST"])
        routes.add_route(self.wrapped(self.message), "/message", methods=["POST"])
        routes.add_route(self.wrapped(self.all_messages), "/history", methods=["GET"])
        return routes

    def attach(self, app: Sanic) -> None:
        """Add the page and the health routes to `app`."""
        self.app = app
        app.add_route(self.live, "/health/live", name="footwise_live")
        app.add_route(self.ready, "/health/ready", name="footwise_ready")
        app.static(PAGE, str(self.settings.page), name="footwise_page")
        app.register_middleware(self.front_page, "request")
        app.register_middleware(self.headers, "response")

    def _app(self) -> Sanic:
        if self.app is None:
            raise RuntimeError("the channel is not registered")
        return self.app

    async def front_page(self, request: Request) -> HTTPResponse | None:
        """The chat page at "/"; other paths go on."""
        if request.path != "/" or request.method not in ("GET", "HEAD"):
            return None
        return await response.file(str(self.settings.page / "index.html"))

    async def headers(self, request: Request, answer: HTTPResponse) -> None:
        """Security headers on every answer; other origins only where they are listed."""
        for name, value in HEADERS.items():
            answer.headers.setdefault(name, value)
        origin = request.headers.get("origin")
        if origin and origin in self.settings.origins:
            answer.headers["Access-Control-Allow-Origin"] = origin
            answer.headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type"
            answer.headers["Vary"] = "Origin"

    async def live(self, _request: Request) -> HTTPResponse:
        """The process answers."""
        return response.json({"status": "live"})

    async def ready(self, _request: Request) -> HTTPResponse:
        """The self-test: 200 when all is well, else 503, with each check's outcome."""
        checks = await readiness(self.guard)
        return response.json({"checks": checks}, 200 if all(checks.values()) else 503)

    def wrapped(
        self, handler: Callable[[Request], Awaitable[HTTPResponse]]
    ) -> Callable[[Request], Awaitable[HTTPResponse]]:
        """`handler` with limits, and refusals as JSON in plain words."""

        async def run(request: Request) -> HTTPResponse:
            try:
                self.check(request)
                return await handler(request)
            except Refused as refusal:
                words = self.guard.port.response(refusal.name)["text"]
                return response.json({"error": words}, refusal.status)
            except StorageDown:
                words = self.guard.port.response("utter_guard_storage")["text"]
                return response.json({"error": words}, 503)

        run.__name__ = handler.__name__
        return run

    def check(self, request: Request) -> None:
        """Refuse other origins and too many requests from one address."""
        origin = request.headers.get("origin")
        own = origin is None or origin.split("//")[-1] == request.host
        if not own and origin not in self.settings.origins:
            raise Refused(403, "utter_guard_origin")
        if not self.addresses.allows(request.remote_addr or request.ip):
            raise Refused(429, "utter_guard_too_many")

    def session(self, request: Request) -> str:
        """The session of the request's token; refused without a good one."""
        header = request.headers.get("authorization") or ""
        scheme, _, token = header.partition(" ")
        try:
            if scheme.lower() != "bearer":
                raise BadToken("no bearer token")
            return session_of(token.strip(), self.settings.secret, NAME)
        except BadToken as error:
            raise Refused(401, "utter_guard_token") from error

    async def start(self, _request: Request) -> HTTPResponse:
        """Begin a conversation: its session, its token, hello and the first question."""
        session = new_session(NAME)
        messages = await self.guard.begin(session, NAME)
        token = issue_token(session, self.settings.secret, self.settings.token_days)
        return response.json({"session": session, "token": token, "messages": messages})

    async def message(self, request: Request) -> HTTPResponse:
        """One message of the person; the JSON list of this turn's messages."""
        session = self.session(request)
        if not self.sessions.allows(session):
            raise Refused(429, "utter_guard_too_many")
        text, message_id = body_of(request)
        return response.json(await self.guard.turn(session, text, NAME, message_id))

    async def all_messages(self, request: Request) -> HTTPResponse:
        """All messages of both sides."""
        session = self.session(request)
        store = self.guard.port.agent.tracker_store
        tracker = await store.retrieve_full_tracker(session)
        return response.json(history(tracker.events if tracker else ()))


def body_of(request: Request) -> tuple[str, str | None]:
    """The text and message id of a request's JSON body; refused when it is something else."""
    try:
        body = request.json
    except Exception as error:  # Sanic raises several kinds for broken JSON.
        raise Refused(400, "utter_guard_bad_request") from error
    text = body.get("message") if isinstance(body, dict) else None
    message_id = body.get("id") if isinstance(body, dict) else None
    if not isinstance(text, str) or not isinstance(message_id, (str, type(None))):
        raise Refused(400, "utter_guard_bad_request")
    return text, message_id


@lru_cache(maxsize=1)
def reader() -> Any:
    """The reader of free text, made once."""
    from nlu.reader import Reader

    return Reader()
