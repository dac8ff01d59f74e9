"""One turn of a talk at a time, on however many servers: the lock store of endpoints.yml.

Rasa's own lock in Redis reads, changes and writes in three steps, so that two turns overlap. This
one is redis-py's: set if absent, deleted by its owner alone. It is renewed while a turn goes on and
ends by itself soon after its server died. Without an address there is one server, and Rasa's lock
in memory is right.

While Redis is away the talks go on: the store numbers the events, so of two turns at once one is
refused and nothing is lost.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
import uuid
from collections.abc import AsyncIterator
from contextvars import ContextVar
from typing import Any

from rasa.core.lock_store import LOCK_LIFETIME, InMemoryLockStore, LockError
from rasa.utils.endpoints import EndpointConfig
from redis.asyncio import Redis
from redis.asyncio.lock import Lock
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

PREFIX = "footwise:"
LIFETIME_S = 4.0
RENEW_S = 1.0
POLL_S = 0.02
WAIT_S = 8.0
ANSWER_S = 0.5
TRY_AGAIN_S = 1.0
REMEMBER_S = 24 * 60 * 60
# The talk whose lock the present turn has: Rasa asks for it again further in.
HELD: ContextVar[str | None] = ContextVar("held", default=None)


class Busy(LockError):
    """Another turn of the same talk did not end in time."""


class TurnLocks(InMemoryLockStore):
    """The locks of all talks, shared through Redis if there is an address."""

    def __init__(self, endpoint_config: EndpointConfig | None = None) -> None:
        """`endpoint_config`: its url is redis://..., or empty for one server alone.

        Raises ValueError for an address of another kind. A Redis that is away is no error.
        """
        super().__init__()
        url = endpoint_config.url if endpoint_config else None
        times: dict[str, Any] = {"socket_timeout": ANSWER_S, "socket_connect_timeout": ANSWER_S}
        self._redis: Redis[bytes] | None = Redis.from_url(url, **times) if url else None
        self._away_until = 0.0
        self._name = uuid.uuid4().hex

    @contextlib.asynccontextmanager
    async def lock(
        self,
        conversation_id: str,
        lock_lifetime: float = LOCK_LIFETIME,
        wait_time_in_seconds: float = 1,
    ) -> AsyncIterator[Any]:
        """The lock of one talk, as Rasa asks for it. Raises LockError if it is not to be had."""
        if HELD.get() == conversation_id:
            yield None
        elif self._redis is None:
            async with super().lock(conversation_id, lock_lifetime, wait_time_in_seconds) as ticket:
                yield ticket
        else:
            async with self.alone(conversation_id, WAIT_S):
                yield None

    @contextlib.asynccontextmanager
    async def alone(self, conversation_id: str, within_s: float) -> AsyncIterator[bool]:
        """One turn of a talk; `lock` lets through what happens inside.

        Yields whether this server surely had the turn before too, so that what it remembers of
        the talk is true. Raises Busy after `within_s` seconds.
        """
        if self._redis is None:
            yield True
            return
        lock, ours = await self._take(self._redis, conversation_id, within_s)
        held = HELD.set(conversation_id)
        renewing = asyncio.ensure_future(_renew(lock)) if lock else None
        try:
            yield ours
        finally:
            HELD.reset(held)
            if lock and renewing:
                renewing.cancel()
                await self._give_back(lock)

    async def close(self) -> None:
        """Ends the connections."""
        if self._redis is not None:
            await self._redis.close()

    async def _take(
        self, redis: Redis[bytes], conversation_id: str, within_s: float
    ) -> tuple[Lock | None, bool]:
        """The lock, None while Redis is away, and whether the last turn was here."""
        if time.monotonic() < self._away_until:
            return None, False
        name = PREFIX + conversation_id
        lock = redis.lock(name, timeout=LIFETIME_S, sleep=POLL_S, thread_local=False)
        try:
            if not await lock.acquire(blocking_timeout=within_s):
                raise Busy(f"A turn did not end within {within_s:.1f} s")
            last = await redis.set(f"{name}:last", self._name, ex=REMEMBER_S, get=True)
        except RedisError as error:
            self._is_away(error)
            return None, False
        return lock, last == self._name.encode()

    async def _give_back(self, lock: Lock) -> None:
        try:
            await lock.release()
        except RedisError as error:
            self._is_away(error)

    def _is_away(self, error: RedisError) -> None:
        """Leaves Redis alone for a moment; what this server remembers may be old from now on."""
        logger.error("The locks in Redis failed: %s", type(error).__name__)
        self._away_until = time.monotonic() + TRY_AGAIN_S
        self._name = uuid.uuid4().hex


async def _renew(lock: Lock) -> None:
    """Keeps a lock as long as its turn goes on."""
    with contextlib.suppress(RedisError):
        while True:
            await asyncio.sleep(RENEW_S)
            await lock.reacquire()
