"""Is the server alive, and is it fit to talk to people?"""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp

from channels.guard import Guard
from channels.store import SafeSQLTrackerStore, StorageDown

ACTION_SECONDS = 3
SAMPLE, SAMPLE_INTENT = "hello", "greet"

Check = Callable[[Guard], Awaitable[bool]]


async def model(guard: Guard) -> bool:
    """A model is loaded."""
    return bool(guard.port.agent.is_ready())


async def reads(guard: Guard) -> bool:
    """The loaded model understands a greeting: an untrained one does not."""
    parsed: dict[str, Any] = await guard.port.agent.parse_message(SAMPLE)
    return bool(parsed["intent"]["name"] == SAMPLE_INTENT)


async def store(guard: Guard) -> bool:
    """Conversations are kept by our own store, and its database answers."""
    kept = guard.port.agent.tracker_store
    inner = getattr(kept, "_tracker_store", kept)
    if not isinstance(inner, SafeSQLTrackerStore):
        return False
    inner.ping()
    return True


async def actions(_guard: Guard) -> bool:
    """The action server answers."""
    url = os.environ.get("ACTION_ENDPOINT_URL", "").removesuffix("/webhook") + "/health"
    timeout = aiohttp.ClientTimeout(total=ACTION_SECONDS)
    async with aiohttp.ClientSession(timeout=timeout) as session, session.get(url) as answer:
        return answer.status == 200


CHECKS: dict[str, Check] = {"model": model, "reads": reads, "store": store, "actions": actions}


async def readiness(guard: Guard) -> dict[str, bool]:
    """Each check by name, and whether it is good."""
    found = {}
    for name, check in CHECKS.items():
        try:
            found[name] = await check(guard)
        except (Exception, StorageDown):
            found[name] = False
    return found
