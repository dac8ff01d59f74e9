"""A website of somebody else, on a port of its own, that holds whatever page a test wants."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from urllib.parse import unquote, urlsplit

PAGE = """<!doctype html><html {html}><head><meta charset="utf-8"><title>A clinic</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<script src="{script}" async></script></head>
<body><main><h1>A clinic</h1><foot-wise {widget}></foot-wise></main></body></html>"""


class Clinic:
    """The website; answers every address with the page that stands in the query."""

    def __init__(self) -> None:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(unquote(urlsplit(self.path).query).encode())

            def log_message(self, format: str, *args: object) -> None:
                """Says nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.origin = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Clinic:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def page(self, server: str, widget: str = "", html: str = 'lang="en"') -> str:
        """The address of a page with the widget of `server`; attributes of both elements."""
        script = f"{server}widget.js"
        text = PAGE.format(script=script, widget=widget, html=html).replace("\n", " ")
        return f"{self.origin}/?{text}".replace("#", "%23")
