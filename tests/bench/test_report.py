"""The statistics and the table of `make bench`, on made-up results."""

from __future__ import annotations

import math
from typing import Any

from bench.report import at, lines


def made_up(turn_ms: float) -> dict[str, Any]:
    window = {"people": 1, "seconds": 2.0, "cpu_s": 0.4, "turns_ms": [turn_ms] * 4, "errors": 3}
    figures = {"first_reply_s": 1, "train_cpu_s": 1, "train_s": 1, "model_mb": 1}
    return {**figures, "windows": [{**window, "memory_mb": {"rasa": 100.0, "actions": 20.0}}]}


def test_the_share_is_by_nearest_rank() -> None:
    assert [at(share, range(1, 101)) for share in (0.5, 0.95, 0.99)] == [50, 95, 99]
    assert math.isnan(at(0.5, []))


def test_the_ratio_stands_first() -> None:
    every = {"footwise": made_up(20), "default": made_up(80), "floor": made_up(5)}
    table = lines({"cores": 2, "load_before": 0.5, "contenders": every})
    assert "| turn, 50%, ms | 0.25 | 20 | 80 | 5 |" in table
    assert "| turns a second, 1 people | 1.00 | 2 | 2 | 2 |" in table
    assert "| errors, 1 people | 1.00 | 3 | 3 | 3 |" in table
    assert "| CPU, ms a turn | 1.00 | 100 | 100 | 100 |" in table
    assert "| memory of all processes, MB | 1.00 | 120 | 120 | 120 |" in table
