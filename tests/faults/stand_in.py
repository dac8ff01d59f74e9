"""Stands before the real action server, and fails in whichever way a test asks for."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx

WITHIN_S = 30.0
WELL = "well"


class StandIn(ThreadingHTTPServer):
    """Passes calls on to `behind` as long as `mode` is WELL."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, port: int, behind: str) -> None:
        """`port` to listen on; `behind` is the address of the real server, without a path."""
        super().__init__(("127.0.0.1", port), Handler)
        self.behind = behind
        self.mode, self.action = WELL, ""

    @contextlib.contextmanager
    def failing(self, mode: str, action: str = "") -> Iterator[None]:
        """Calls of `action`, or of any, fail in this way as long as the block lasts."""
        self.mode, self.action = mode, action
        try:
            yield
        finally:
            self.mode = WELL

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller who hangs up in the middle is what is wanted here."""


class Handler(BaseHTTPRequestHandler):
    """One call."""

    server: StandIn
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: Any) -> None:
        """Says nothing."""

    def do_GET(self) -> None:
        """The health of the real server."""
        self._pass_on(None)

    def do_POST(self) -> None:
        """The call of an action."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        meant = self.server.action in ("", json.loads(body)["next_action"])
        if self.server.mode == WELL or not meant:
            self._pass_on(body)
        else:
            FAILURES[self.server.mode](self, body)

    def _pass_on(self, body: bytes | None, cut: int | None = None) -> None:
        answer = httpx.request(
            self.command,
            self.server.behind + self.path,
            content=body,
            headers={"Content-Type": "application/json"},
            timeout=WITHIN_S,
        )
        self.reply(answer.status_code, answer.content, cut=cut)

    def reply(
        self, status: int, body: bytes, kind: str = "application/json", cut: int | None = None
    ) -> None:
        """Answers; with `cut`, only so many bytes of the body leave before the line is dropped."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[:cut])
        if cut is not None:
            self.drop()

    def drop(self) -> None:
        """Ends the connection."""
        self.close_connection = True
        self.wfile.flush()

    def late(self) -> None:
        """Holds the line for longer than a turn may take, then drops it."""
        time.sleep(WITHIN_S / 3)
        self.drop()


def _json(value: Any, status: int = 200) -> Callable[[Handler, bytes], None]:
    return lambda handler, _: handler.reply(status, json.dumps(value).encode())


def _echo(handler: Handler, body: bytes) -> None:
    """The SDK's own answer to an error repeats the whole conversation."""
    called = json.loads(body)
    words = (called["tracker"].get("latest_message") or {}).get("text")
    said = {"error": f"cannot use {words!r}", "request_body": called}
    handler.reply(500, json.dumps(said).encode())


# One entry for each way in which an action server can fail.
FAILURES: dict[str, Callable[[Handler, bytes], None]] = {
    "gone": lambda handler, _: handler.drop(),
    "slow": lambda handler, _: handler.late(),
    "error 500": _echo,
    "error 503": lambda handler, _: handler.reply(503, b"busy", "text/plain"),
    "bad request": lambda handler, _: handler.reply(400, b"<p>no</p>", "text/html"),
    "a web page": lambda handler, _: handler.reply(200, b"<html></html>", "text/html"),
    "null": _json(None),
    "wrong JSON": _json({"events": 5, "responses": {}}),
    "broken JSON": lambda handler, _: handler.reply(200, b'{"events": ['),
    "unknown events": _json({"events": [{"event": "no such thing"}], "responses": []}),
    "nothing": _json({"events": [], "responses": []}),
    "killed in the middle": lambda handler, body: handler._pass_on(body, cut=20),
}


@contextlib.contextmanager
def standing_in(port: int, behind: str) -> Iterator[StandIn]:
    """A stand-in that listens as long as the block lasts."""
    server = StandIn(port, behind)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
