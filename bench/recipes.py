"""`python -m bench.recipes`: ways to read a message side by side, each trained on our phrasings.

The pipelines of recipes.yml and our own, each alone and with our reader behind it, each in a
process of its own. Training is timed alone: our reader then uses what was trained, from Rasa's
cache. The table goes between the marks in docs/nlu.md.
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from sklearn.metrics import f1_score

from bench.processes import children_cpu_s
from bench.tables import fill

ROOT = Path(__file__).resolve().parent.parent
RECIPES = Path(__file__).with_suffix(".yml")
HELD_OUT = ROOT / "tests" / "nlu" / "held_out.yml"
PAGE = ROOT / "docs" / "nlu.md"
OURS = "Word and letter counts, logistic regression (ours)"
READER = "nlu.component.FootwiseReader"
MB = 1024 * 1024
HEAD = (
    "| way to read | intents right (macro F1) | a message: median, 95 % | training, CPU | memory |",
    "|---|---|---|---|---|",
)
READER_TOO = ", and our reader"


def pipelines() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Each way to read by its name: alone, then with our reader."""
    given = yaml.safe_load(RECIPES.read_text())
    given.pop("parts")
    config = yaml.safe_load((ROOT / "config.yml").read_text())
    given[OURS] = [part for part in config["pipeline"] if part["name"] != READER]
    for name, parts in given.items():
        yield name, parts
        yield name + READER_TOO, [*parts, {"name": READER}]


def phrasings() -> list[tuple[str, str]]:
    """(intent, phrase) of those that no model was taught."""
    from rasa.shared.nlu.training_data.loading import load_data

    given = load_data(str(HELD_OUT)).intent_examples
    return [(str(example.get("intent")), str(example.get("text"))) for example in given]


def train(pipeline: list[dict[str, Any]], folder: Path, again: bool) -> float:
    """Trains into `folder` in a process of its own; CPU seconds. `again`: not from the cache."""
    config = folder / "config.yml"
    settings = {"recipe": "default.v1", "language": "en", "assistant_id": "bench"}
    config.write_text(yaml.safe_dump({**settings, "pipeline": pipeline}))
    before = children_cpu_s()
    command = [sys.executable, "-m", "rasa", "train", "nlu", "--nlu", "data/nlu"]
    command += ["--config", str(config), "--out", str(folder), "--fixed-model-name", "read"]
    command += ["--force"] if again else []
    with (folder / "log").open("w") as log:
        subprocess.run(command, cwd=ROOT, stdout=log, stderr=log, check=True)
    return children_cpu_s() - before


def read(model: Path) -> dict[str, float]:
    """What this process measures of `model`: shares, milliseconds of CPU, MB."""
    from rasa.core.agent import Agent

    agent = Agent.load(str(model))
    rows = phrasings()

    async def all_rows() -> tuple[list[str], list[float]]:
        found, took = [], []
        await agent.parse_message("hello there")
        for _, text in rows:
            began = time.process_time()
            parsed = await agent.parse_message(text)
            took.append(1000 * (time.process_time() - began))
            found.append(str(parsed["intent"]["name"]))
        return found, took

    found, took = asyncio.run(all_rows())
    wanted = [intent for intent, _ in rows]
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return {
        "right": sum(map(str.__eq__, wanted, found)) / len(rows),
        "f1": float(f1_score(wanted, found, average="macro", zero_division=0)),
        "median_ms": statistics.median(took),
        "p95_ms": statistics.quantiles(took, n=20)[-1],
        "memory_mb": pages * resource.getpagesize() / MB,
    }


def row(name: str, figures: dict[str, float], trained_s: float | None) -> str:
    """One line of the table."""
    training = "the same" if trained_s is None else f"{trained_s:.0f} s"
    return (
        f"| {name} | {figures['right']:.1%} ({figures['f1']:.2f}) "
        f"| {figures['median_ms']:.1f} ms, {figures['p95_ms']:.1f} ms "
        f"| {training} | {figures['memory_mb']:.0f} MB |"
    )


def main(arguments: list[str]) -> int:
    """Measures one trained model (`--read FILE`, prints JSON), or trains and measures all."""
    if arguments[:1] == ["--read"]:
        print(json.dumps(read(Path(arguments[1]))))
        return 0
    lines = [*HEAD]
    for name, pipeline in pipelines():
        alone = not name.endswith(READER_TOO)
        with tempfile.TemporaryDirectory() as folder:
            cpu_s = train(pipeline, Path(folder), again=alone)
            command = [sys.executable, "-m", "bench.recipes", "--read", f"{folder}/read.tar.gz"]
            env = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3"}
            done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, check=True)
        figures = json.loads(done.stdout.splitlines()[-1])
        lines.append(row(name, figures, cpu_s if alone else None))
        print(lines[-1], flush=True)
    fill(PAGE, "ways to read", lines)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
