"""What can be set for the channels, each by an environment variable."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


LONGEST_KEPT_DAYS = 30.0  # what question `consent` tells people


class BadSetting(ValueError):
    """A setting that cannot be used; the text names the variable and what it must be."""


@dataclass(frozen=True)
class Settings:
    """Limits and addresses. Rates are messages a minute, 0 for no limit; times are seconds.

    `most_talks`: kept in memory; `most_lines`: open sockets of one conversation; `keep_days`: how
    long conversations are kept, at most as long as people are told.
    """

    turn_s: float = 8.0
    max_text: int = 1000
    max_body: int = 16384
    session_rate: float = 30.0
    address_rate: float = 120.0
    most_talks: int = 5000
    idle_s: float = 3600.0
    most_lines: int = 8
    keep_days: float = 30.0
    origins: tuple[str, ...] = ()
    action_url: str | None = None
    page_url: str = ""
    data: Path = ROOT / "var"
    secret: str | None = None

    @classmethod
    def from_environment(cls, env: Mapping[str, str] | None = None) -> Settings:
        """The settings of FOOTWISE_* variables; raises BadSetting for a value of the wrong kind."""
        env = os.environ if env is None else env
        origins = (part.strip().rstrip("/") for part in env.get("FOOTWISE_ORIGINS", "").split(","))
        keep_days = _number(env, "FOOTWISE_KEEP_DAYS", cls.keep_days)
        if not 0 < keep_days <= LONGEST_KEPT_DAYS:
            raise BadSetting(
                f"FOOTWISE_KEEP_DAYS must be above 0 and at most {LONGEST_KEPT_DAYS:g}: people are "
                "told that nothing is kept for longer"
            )
        return cls(
            keep_days=keep_days,
            turn_s=_number(env, "FOOTWISE_TURN_SECONDS", cls.turn_s),
            session_rate=_number(env, "FOOTWISE_RATE_PER_SESSION", cls.session_rate),
            address_rate=_number(env, "FOOTWISE_RATE_PER_ADDRESS", cls.address_rate),
            origins=tuple(filter(None, origins)),
            action_url=env.get("ACTION_ENDPOINT_URL") or None,
            page_url=env.get("FOOTWISE_PAGE_URL", ""),
            data=Path(env.get("FOOTWISE_DATA") or cls.data),
            secret=env.get("FOOTWISE_SECRET") or None,
        )


def _number(env: Mapping[str, str], name: str, default: float) -> float:
    value = env.get(name) or default
    try:
        number = float(value)
    except ValueError as error:
        raise BadSetting(f"{name} must be a number, such as {default:g}") from error
    if number < 0:
        raise BadSetting(f"{name} must not be negative")
    return number
