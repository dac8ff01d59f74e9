"""How many requests one session or one address may make."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

MOST_BUCKETS = 50_000
SECONDS_A_MINUTE = 60.0


class Rate:
    """A token bucket for each key: bursts, else up to a minute's worth, then a steady drip."""

    def __init__(
        self,
        a_minute: float,
        clock: Callable[[], float] = time.monotonic,
        burst: float | None = None,
    ) -> None:
        """`a_minute`: requests a minute for one key, 0 for no limit; `burst`: of them at once."""
        self.a_minute = a_minute
        self._most = a_minute if burst is None else burst
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait_s(self, key: str) -> float:
        """Takes one request of `key`; 0 if it may pass, else the seconds until one may."""
        if not self.a_minute:
            return 0.0
        now = self._clock()
        tokens, since = self._buckets.pop(key, (self._most, now))
        drip = self.a_minute / SECONDS_A_MINUTE
        tokens = min(self._most, tokens + (now - since) * drip)
        wait = 0.0 if tokens >= 1 else (1 - tokens) / drip
        self._buckets[key] = (tokens if wait else tokens - 1, now)
        while len(self._buckets) > MOST_BUCKETS:
            self._buckets.popitem(last=False)
        return wait
