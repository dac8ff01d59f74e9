"""Sessions of the web channel: ids that only we issue, and signed tokens that prove them."""

from __future__ import annotations

import os
import secrets
import time
from pathlib import Path
from typing import Any, NamedTuple

import jwt

from channels.settings import BadSetting, Settings

ALGORITHM = "HS256"
SHORTEST_SECRET = 32
LIFETIME_S = 30 * 24 * 60 * 60
BACK = ":back"


class BadToken(ValueError):
    """A token that is missing, changed, too old or of another server."""


class Visit(NamedTuple):
    """A conversation and since when this token shows it, in seconds since 1970."""

    session: str
    since: float


class Tokens:
    """Issues sessions and checks their tokens."""

    def __init__(self, secret: str, channel: str) -> None:
        """Raises BadSetting if `secret` is too short to be safe."""
        if len(secret) < SHORTEST_SECRET:
            raise BadSetting(f"FOOTWISE_SECRET must have at least {SHORTEST_SECRET} characters")
        self._secret, self._channel = secret, channel

    def new_session(self) -> tuple[str, str]:
        """A new conversation id and its token."""
        session = f"{self._channel}:{secrets.token_urlsafe(16)}"
        return session, self.token_for(session)

    def token_for(self, session: str, since: float = 0) -> str:
        """A token of `session` that shows what is said in it from `since` on."""
        now = int(time.time())
        times = {"iat": now, "exp": now + LIFETIME_S, "since": since}
        claims = {"sub": session, "aud": self._channel, **times}
        return jwt.encode(claims, self._secret, ALGORITHM)

    def visit_of(self, token: str) -> Visit:
        """What `token` stands for; raises BadToken."""
        claims = self._read(token, self._channel, ["sub", "exp"])
        return Visit(str(claims["sub"]), float(claims.get("since", 0)))

    def way_back(self, session: str, secret: str) -> str:
        """A token that proves `secret` of `session`; it has no end, what `secret` opens has one."""
        claims = {"sub": session, "aud": self._channel + BACK, "jti": secret}
        return jwt.encode(claims, self._secret, ALGORITHM)

    def way_back_of(self, token: str) -> tuple[str, str]:
        """The conversation and the secret in `token` of a way back; raises BadToken."""
        claims = self._read(token, self._channel + BACK, ["sub", "jti"])
        return str(claims["sub"]), str(claims["jti"])

    def _read(self, token: str, audience: str, needs: list[str]) -> dict[str, Any]:
        try:
            claims: dict[str, Any] = jwt.decode(
                token,
                self._secret,
                algorithms=[ALGORITHM],
                audience=audience,
                options={"require": needs},
            )
        except (jwt.InvalidTokenError, ValueError) as error:
            raise BadToken(type(error).__name__) from error
        return claims


def signing_key(settings: Settings) -> str:
    """FOOTWISE_SECRET, else a key made once and kept in the data folder for its owner alone.

    Raises OSError if the folder is not writable.
    """
    return settings.secret or _kept_key(settings.data / "secret")


def _kept_key(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(32))
    return path.read_text(encoding="ascii").strip()
