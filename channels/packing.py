"""Files that go out compressed, to those who can read them so."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from functools import lru_cache

from sanic import response
from sanic.request import Request
from sanic.response import HTTPResponse

GZIP = "gzip"
MOST_FILES = 128


def packed(
    request: Request, content: bytes, content_type: str, headers: Mapping[str, str]
) -> HTTPResponse:
    """`content` as the answer to `request`: compressed if the client says that it takes that."""
    own = {**headers, "Vary": "Accept-Encoding"}
    if GZIP in (request.headers.get("accept-encoding") or ""):
        content, own = _squeezed(content), {**own, "Content-Encoding": GZIP}
    return response.raw(content, 200, own, content_type)


@lru_cache(maxsize=MOST_FILES)
def _squeezed(content: bytes) -> bytes:
    return gzip.compress(content, 9, mtime=0)
