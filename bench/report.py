"""The table of docs/performance.md out of what `make bench` measured."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable
from pathlib import Path
from typing import Any

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
HEAD = (
    "| | Footwise / default | Footwise | Rasa's default recipe | Rasa's floor |",
    "|---|---|---|---|---|",
)
ORDER = ("footwise", "default", "floor")
Figures = dict[str, Any]


def at(share: float, values: Iterable[float]) -> float:
    """The value that this share of `values` does not exceed (nearest rank); nan of none."""
    ranked = sorted(values)
    return ranked[max(0, math.ceil(share * len(ranked)) - 1)] if ranked else math.nan


def summary(one: Figures) -> dict[str, float]:
    """The rows of one contender, by what they say."""
    alone = [turn for met in one["windows"] if met["people"] == 1 for turn in met["turns_ms"]]
    rows = {f"turn, {share:.0%}, ms": at(share, alone) for share in (0.5, 0.95, 0.99)}
    for count in sorted({met["people"] for met in one["windows"]}):
        mine = [met for met in one["windows"] if met["people"] == count]
        turns = sum(len(met["turns_ms"]) for met in mine)
        rows[f"turns a second, {count} people"] = turns / sum(met["seconds"] for met in mine)
        rows[f"errors, {count} people"] = sum(met["errors"] for met in mine)
    every = sum(len(met["turns_ms"]) for met in one["windows"])
    cpu_s = sum(met["cpu_s"] for met in one["windows"])
    rows["CPU, ms a turn"] = 1000 * cpu_s / every if every else float("nan")
    memory = [sum(met["memory_mb"].values()) for met in one["windows"]]
    rows["memory of all processes, MB"] = statistics.median(memory)
    rows["start to first reply, s"] = one["first_reply_s"]
    rows["training, CPU s"] = one["train_cpu_s"]
    rows["training, s"] = one["train_s"]
    rows["model on disk, MB"] = one["model_mb"]
    return rows


def lines(results: Figures) -> list[str]:
    """The whole table, the ratio first, and how busy the machine was."""
    columns = [summary(results["contenders"][key]) for key in ORDER]
    table = [f"Cores: {results['cores']}; load before the run: {results['load_before']:.1f}.", ""]
    table += HEAD
    for name, ours in columns[0].items():
        theirs = columns[1][name]
        ratio = f"{ours / theirs:.2f}" if theirs else "-"
        cells = " | ".join(f"{column[name]:.4g}" for column in columns)
        table.append(f"| {name} | {ratio} | {cells} |")
    return table
