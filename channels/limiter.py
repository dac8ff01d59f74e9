"""How many messages a session or an address may send each minute.

The library `limits` would do this, but it needs packaging >= 21, which Rasa's own pin refuses.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

MINUTE = 60.0
REMEMBERED = 20_000


class Limiter:
    """A token bucket for each sender, in this process; 0 a minute means no limit."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.per_minute = per_minute
        self.clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allows(self, who: str) -> bool:
        """Count one message of `who`; False when it is one too many."""
        if not self.per_minute:
            return True
        now = self.clock()
        left, since = self._buckets.pop(who, (float(self.per_minute), now))
        left = min(float(self.per_minute), left + (now - since) * self.per_minute / MINUTE)
        allowed = left >= 1
        self._buckets[who] = (left - allowed, now)
        while len(self._buckets) > REMEMBERED:
            self._buckets.popitem(last=False)
        return allowed
