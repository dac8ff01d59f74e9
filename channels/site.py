"""The chat page, the health routes, and what holds for every answer of the server."""

from __future__ import annotations

import html
import logging
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from sanic import Sanic, response
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from channels import widget
from channels.health import readiness
from channels.packing import packed
from channels.turn import Tools
from channels.words import NUMBER, emergency_words
from pictures.shelf import ADDRESS, svg_of

logger = logging.getLogger(__name__)

PAGE = Path(__file__).resolve().parent / "page"
PAGE_PATH = "/page/"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
# A picture is a document of its own: it styles itself and may do nothing else.
PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
SAYS = {401: "utter_guard_new_session", 404: "utter_guard_not_found", 429: "utter_guard_too_fast"}
BAD_REQUEST, TROUBLE = "utter_guard_bad_request", "utter_guard_trouble"
SERVER_ERROR = 500
PAGE_LENGTH = 500
METHODS = ("GET", "POST", "DELETE")
PLACE = b"{{emergency_number}}"


class Refused(Exception):
    """A request that is not served: an HTTP status and headers that go with it."""

    def __init__(self, status: int, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status)
        self.status, self.headers = status, dict(headers or {})


class Site:
    """Adds to a Sanic app all that is not a message."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    def attach(self, app: Sanic) -> None:
        """Adds routes, headers and error answers to `app`, before it starts."""
        app.add_route(self.live, "/health/live", name="footwise_live")
        app.add_route(self.ready, "/health/ready", name="footwise_ready")
        app.add_route(self.file, f"{PAGE_PATH}<name:str>", name="footwise_page")
        app.add_route(self.picture, f"{ADDRESS}<name:str>", name="footwise_picture")
        widget.attach(app)
        app.register_middleware(self.front, "request")
        app.register_middleware(self.finish, "response")
        app.error_handler.add(Exception, self.explain)

    async def front(self, request: Request) -> HTTPResponse | None:
        """The chat page at "/", where Rasa has a route of its own, and answers to preflights."""
        if request.path == "/" and request.method in ("GET", "HEAD"):
            return self.page()
        if request.method == "OPTIONS" and self.is_friend(request):
            return response.empty()
        return None

    def page(self) -> HTTPResponse:
        """The chat page, with the number to call in an emergency."""
        number = html.escape(emergency_words()[NUMBER])
        content = (_content("index.html") or b"").replace(PLACE, number.encode())
        return response.raw(content, content_type=TYPES[".html"])

    async def file(self, _request: Request, name: str) -> HTTPResponse:
        """One file of the page."""
        found = page_file(name)
        if found is None:
            raise Refused(404)
        return found

    async def picture(self, request: Request, name: str) -> HTTPResponse:
        """The picture of one exercise, if it was built."""
        found = svg_of(name.removesuffix(".svg")) if name.endswith(".svg") else None
        if found is None:
            raise Refused(404)
        own = {"Content-Security-Policy": PICTURE_POLICY, "Cache-Control": "no-cache"}
        return packed(request, found, TYPES[".svg"], own)

    async def live(self, _request: Request) -> HTTPResponse:
        """The process answers."""
        return response.json({"status": "live"})

    async def ready(self, _request: Request) -> HTTPResponse:
        """The self-test: 200 if all is well, else 503; both with the outcome of each check."""
        checks = await readiness(self._tools.record, self._tools.settings)
        return response.json({"checks": checks}, 200 if all(checks.values()) else 503)

    def is_friend(self, request: Request) -> bool:
        """Whether a request comes from our own page, a listed website, or no website at all."""
        origin = request.headers.get("origin")
        return origin is None or self._is_ours(origin, request)

    def own_page(self, request: Request) -> str:
        """The page that the query names as the chat's, if it is of a website of ours, else ""."""
        page = str(request.args.get("page", ""))[:PAGE_LENGTH]
        try:
            parts = urlsplit(page)
        except ValueError:
            return ""
        ours = self._is_ours(f"{parts.scheme}://{parts.netloc}", request)
        return page if ours and parts.scheme in ("http", "https") else ""

    def _is_ours(self, origin: str, request: Request) -> bool:
        return origin in self._tools.settings.origins or urlsplit(origin).netloc == request.host

    async def finish(self, request: Request, answer: HTTPResponse) -> None:
        """Security headers for every answer; websites that are listed may read it."""
        for name, value in HEADERS.items():
            answer.headers.setdefault(name, value)
        origin = request.headers.get("origin")
        if origin and origin in self._tools.settings.origins:
            answer.headers["Access-Control-Allow-Origin"] = origin
            answer.headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type"
            answer.headers["Access-Control-Allow-Methods"] = ", ".join(METHODS)
            answer.headers["Vary"] = ", ".join(filter(None, [answer.headers.get("Vary"), "Origin"]))

    async def explain(self, _request: Request, error: Exception) -> HTTPResponse:
        """An error in plain words as JSON; never where in the code it happened."""
        status = int(
            getattr(error, "status", None) or getattr(error, "status_code", None) or SERVER_ERROR
        )
        if not isinstance(error, (Refused, SanicException)):
            logger.error("A request failed: %s", type(error).__name__, exc_info=False)
        words = self.words_for(status)
        return response.json({"error": words}, status, headers=getattr(error, "headers", None))

    def words_for(self, status: int) -> str:
        """What to tell a person whose request ends with this HTTP status."""
        name = SAYS.get(status, BAD_REQUEST if status < SERVER_ERROR else TROUBLE)
        return self._tools.words.text(name)


def address_of(request: Request) -> str:
    """Where a request comes from: behind a trusted proxy, what the proxy says."""
    return str(request.remote_addr or request.ip)


@lru_cache(maxsize=32)
def _content(name: str) -> bytes | None:
    path = PAGE / name
    known = path.parent == PAGE and path.suffix in TYPES and path.is_file()
    return path.read_bytes() if known else None


def page_file(name: str) -> HTTPResponse | None:
    """One file of the page as an answer, None if there is none of that name."""
    content = _content(name)
    if content is None:
        return None
    return response.raw(content, content_type=TYPES[Path(name).suffix])
