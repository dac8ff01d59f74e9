"""Calls to a platform's API, each tried again while the platform is busy or away."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import aiohttp

from channels.limits import Rate

logger = logging.getLogger(__name__)

TRIES = 5
FIRST_WAIT_S = 0.5
FINE, REFUSED, TOO_FAST = range(200, 300), range(400, 500), 429
BAD_REQUEST = 400
TIMEOUT_S = 10.0
LONGEST_WAIT_S = 60.0


class Api:
    """The API of `platform` below the address `base`.

    `pace`: how many calls the platform takes, if it says so. `login`: what aiohttp's client takes
    to prove who calls, such as `auth` or `headers`.
    """

    def __init__(self, platform: str, base: str, pace: Rate | None = None, **login: Any) -> None:
        self._platform, self._base, self._login = platform, base, login
        self._pace = pace or Rate(0)

    async def call(self, method: str, **request: Any) -> bool:
        """Whether the platform took it. A refusal, such as of a person who left, is final.

        `request` holds what aiohttp's `post` takes: `json` or `data`; or a `form`, as pairs of a
        name and what aiohttp's `FormData` takes with it.
        """
        while early_s := self._pace.wait_s(self._platform):
            await asyncio.sleep(early_s)
        wait = FIRST_WAIT_S
        for _ in range(TRIES):
            try:
                status, wait = await self._post(method, request, wait)
            except (aiohttp.ClientError, asyncio.TimeoutError) as error:
                logger.warning("%s is out of reach: %s", self._platform, type(error).__name__)
            else:
                if status in FINE:
                    return True
                if status in REFUSED and status != TOO_FAST:
                    logger.error("%s refused %s: %d", self._platform, method, status)
                    return False
            await asyncio.sleep(wait)
            wait *= 2
        logger.error("%s did not take %s", self._platform, method)
        return False

    async def _post(self, method: str, request: dict[str, Any], wait: float) -> tuple[int, float]:
        """The status, and the seconds to wait before another try."""
        limit = aiohttp.ClientTimeout(TIMEOUT_S)
        if form := request.get("form"):
            data = aiohttp.FormData()  # can be sent once only
            for name, field in form:
                data.add_field(name, **field)
            request = {"data": data}
        async with (
            aiohttp.ClientSession(timeout=limit, **self._login) as client,
            client.post(self._base + method, **request) as answer,
        ):
            told = await _told(answer)
            if answer.status == TOO_FAST:
                return TOO_FAST, max(wait, _asked_wait(answer, told))
            # Slack says no with a friendly status.
            refused = answer.status in FINE and told.get("ok") is False
            return BAD_REQUEST if refused else answer.status, wait


async def _told(answer: aiohttp.ClientResponse) -> dict[str, Any]:
    try:
        told = await answer.json(content_type=None)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _asked_wait(answer: aiohttp.ClientResponse, told: dict[str, Any]) -> float:
    """The seconds that a platform asks to wait for, in a header or as Telegram in the body; at most
    LONGEST_WAIT_S."""
    asked = answer.headers.get("Retry-After") or told.get("parameters", {}).get("retry_after", 0)
    try:
        return min(float(asked), LONGEST_WAIT_S)
    except ValueError:
        return 0.0
