"""Session ids and the signed tokens that go with them (PyJWT, which Rasa brings along)."""

from __future__ import annotations

import secrets
import time

import jwt

ALGORITHM = "HS256"
SECONDS_A_DAY = 24 * 60 * 60


class BadToken(ValueError):
    """A token that is missing, forged or too old."""


def new_session(channel: str) -> str:
    """A new conversation id that nobody can guess, with the channel's name in front."""
    return f"{channel}-{secrets.token_urlsafe(16)}"


def issue_token(session: str, secret: str, days: int) -> str:
    """A token that proves to be the one who began `session`, good for `days` days."""
    expires = int(time.time()) + days * SECONDS_A_DAY
    return jwt.encode({"sub": session, "exp": expires}, secret, ALGORITHM)


def session_of(token: str, secret: str, channel: str) -> str:
    """The session that `token` was issued for; raises BadToken."""
    try:
        claims = jwt.decode(token, secret, [ALGORITHM], options={"require": ["sub", "exp"]})
    except jwt.PyJWTError as error:
        raise BadToken("the token is not good") from error
    session = str(claims["sub"])
    if not session.startswith(f"{channel}-"):
        raise BadToken("the token is for another channel")
    return session
