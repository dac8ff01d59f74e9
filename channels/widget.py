"""The widget for other websites: one script, and a page that shows it at work."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.packing import packed
from channels.settings import ROOT
from channels.words import NUMBER, emergency_words

# Made by `make widget`.
SCRIPT = ROOT / "build" / "widget" / "widget.js"
DEMO = Path(__file__).resolve().parent / "page" / "demo.html"
PLACE = "{{emergency_number}}"
TAG_LETTERS = 16
NOT_FOUND, NOT_MODIFIED = 404, 304
# Asked for anew each time, but sent again only if it changed: all clinics run what we fixed today.
CACHE = "public, no-cache"


def attach(app: Sanic) -> None:
    """Adds the routes of the widget to `app`, before it starts."""
    app.add_route(script, "/widget.js", name="footwise_widget")
    app.add_route(demo, "/demo", name="footwise_demo")


async def script(request: Request) -> HTTPResponse:
    """The widget with the number to call in an emergency, 304 for who has it already."""
    content = built(SCRIPT.stat().st_mtime_ns if SCRIPT.is_file() else 0)
    if content is None:
        return response.empty(NOT_FOUND)
    headers = {
        "ETag": f'"{hashlib.sha256(content).hexdigest()[:TAG_LETTERS]}"',
        "Cache-Control": CACHE,
        # Any website may load the script; which ones may talk to the server is FOOTWISE_ORIGINS.
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    if request.headers.get("if-none-match") == headers["ETag"]:
        return response.empty(NOT_MODIFIED, headers)
    return packed(request, content, "text/javascript; charset=utf-8", headers)


async def demo(_request: Request) -> HTTPResponse:
    """A page like a clinic's, with the widget on it."""
    return response.html(DEMO.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def built(_changed: int) -> bytes | None:
    """The script as it is served, None if it was not built; read anew when the file changed."""
    if not SCRIPT.is_file():
        return None
    number = emergency_words()[NUMBER].replace("\\", "").replace('"', "")
    return SCRIPT.read_text(encoding="utf-8").replace(PLACE, number).encode()
