"""Settings of the channels, read from the environment."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path


def _number(name: str, default: float) -> float:
    return float(os.environ.get(name) or default)


def _secret() -> str:
    """FOOTWISE_SECRET, else a key of this process alone (chats then end with it)."""
    return os.environ.get("FOOTWISE_SECRET") or secrets.token_urlsafe(32)


@dataclass(frozen=True)
class Settings:
    """What a clinic may set; times in seconds, lengths in characters."""

    secret: str = field(default_factory=_secret, repr=False)
    turn_seconds: float = field(default_factory=lambda: _number("FOOTWISE_TURN_SECONDS", 8))
    max_text: int = field(default_factory=lambda: int(_number("FOOTWISE_MAX_TEXT", 1000)))
    conversations: int = field(
        default_factory=lambda: int(_number("FOOTWISE_CONVERSATIONS_IN_MEMORY", 5000))
    )
    per_session_minute: int = field(
        default_factory=lambda: int(_number("FOOTWISE_RATE_PER_SESSION", 30))
    )
    per_address_minute: int = field(
        default_factory=lambda: int(_number("FOOTWISE_RATE_PER_ADDRESS", 120))
    )
    token_days: int = field(default_factory=lambda: int(_number("FOOTWISE_TOKEN_DAYS", 30)))
    origins: tuple[str, ...] = field(
        default_factory=lambda: tuple(
            filter(None, (os.environ.get("FOOTWISE_ORIGINS") or "").replace(" ", "").split(","))
        )
    )
    page: Path = Path(__file__).parent / "page"
