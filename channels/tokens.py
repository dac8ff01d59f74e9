"""Sessions of the web channel: ids that only we issue, and signed tokens that prove them."""

from __future__ import annotations

import os
import secrets
import time
from pathlib import Path

import jwt

from channels.settings import BadSetting, Settings

ALGORITHM = "HS256"
SHORTEST_SECRET = 32
LIFETIME_S = 30 * 24 * 60 * 60


class BadToken(ValueError):
    """A token that is missing, changed, too old or of another server."""


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
        now = int(time.time())
        claims = {"sub": session, "aud": self._channel, "iat": now, "exp": now + LIFETIME_S}
        return session, jwt.encode(claims, self._secret, ALGORITHM)

    def session_of(self, token: str) -> str:
        """The conversation id that `token` stands for; raises BadToken."""
        try:
            claims = jwt.decode(
                token,
                self._secret,
                algorithms=[ALGORITHM],
                audience=self._channel,
                options={"require": ["sub", "exp"]},
            )
        except (jwt.InvalidTokenError, ValueError) as error:
            raise BadToken(type(error).__name__) from error
        return str(claims["sub"])


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
