"""Is the server alive, and is it fit to talk to people?"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

import aiohttp

from channels.record import Record
from channels.settings import Settings
from channels.store import StorageDown

logger = logging.getLogger(__name__)

WITHIN_S = 5.0
SAMPLE = "hello"
SAMPLE_INTENT = "greet"
GOOD = 200

Check = Callable[[], Awaitable[bool]]


async def readiness(record: Record, settings: Settings) -> dict[str, bool]:
    """Each check by name, and whether it is good. Takes some seconds at most."""
    checks: dict[str, Check] = {
        "model": lambda: _understands(record),
        "store": record.store_is_safe,
        "actions": lambda: _actions_answer(settings.action_url),
    }
    return {name: await _is_good(name, check) for name, check in checks.items()}


async def _is_good(name: str, check: Check) -> bool:
    try:
        return await asyncio.wait_for(check(), WITHIN_S)
    except (Exception, StorageDown) as error:
        logger.warning("The self-test of %s failed: %s", name, type(error).__name__)
        return False


async def _understands(record: Record) -> bool:
    """Whether the model reads a plain sentence: an untrained one is loaded without complaint."""
    return await record.intent(SAMPLE, None) == SAMPLE_INTENT


async def _actions_answer(url: str | None) -> bool:
    if url is None:
        return False
    health = url.rsplit("/", 1)[0] + "/health"
    async with aiohttp.ClientSession() as session, session.get(health) as answer:
        return answer.status == GOOD
