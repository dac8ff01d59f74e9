"""`make bench`: Footwise beside Rasa's default recipe and Rasa's floor, in one run.

All servers are up at once and are measured in turns, so that other work on the machine meets all
alike. Figures go to build/bench/results.json and the table of docs/performance.md. `--quick` is
short; `--trained` takes the models that the last run trained.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import sys
import time
from typing import Any

from bench.contenders import HERE, Contender, contenders
from bench.people import Person, Wrong, session, talk
from bench.processes import cpu_s, memory_mb
from bench.report import PAGE, lines
from bench.tables import fill

PEOPLE = (1, 8, 32, 128)
UP_WITHIN_S = 180.0
PAUSE_S = 0.1
RESULTS = HERE / "results.json"
Figures = dict[str, Any]


async def started(contender: Contender) -> dict[str, float]:
    """Starts it; seconds to the first answer of a new conversation. Raises RuntimeError."""
    began = time.monotonic()
    contender.start()
    async with session() as http:
        while time.monotonic() - began < UP_WITHIN_S:
            try:
                person = Person(http, contender)
                await person.begin()
                if contender.says == "hello":
                    await person.say("hello")
                pids = [process.pid for process in contender.processes]
                return {"first_reply_s": time.monotonic() - began, "start_cpu_s": cpu_s(pids)}
            except (Wrong, OSError):
                await asyncio.sleep(PAUSE_S)
    raise RuntimeError(f"{contender.name} does not answer: see {contender.folder}")


async def window(contender: Contender, count: int, seconds: float) -> Figures:
    """What `count` people meet who talk to it for so long."""
    pids = [process.pid for process in contender.processes]
    async with session() as http:
        people = [Person(http, contender) for _ in range(count)]
        await asyncio.gather(*(person.begin() for person in people), return_exceptions=True)
        before, began = cpu_s(pids), time.monotonic()
        met = await talk(people, seconds)
        took, used = time.monotonic() - began, cpu_s(pids) - before
    return {
        "people": count,
        "seconds": took,
        "cpu_s": used,
        "turns_ms": [1000 * turn for turn in met.turns],
        "errors": met.errors,
        "triages": met.triages,
        "memory_mb": memory_mb(pids),
    }


async def measure(all_: list[Contender], rounds: int, seconds: float) -> dict[str, Figures]:
    """Starts all, measures each in turn, stops all."""
    found: dict[str, Figures] = {}
    try:
        for contender in all_:
            found[contender.key] = {**await started(contender), "windows": []}
        for _ in range(rounds):
            for count in PEOPLE:
                for contender in all_:
                    figures = await window(contender, count, seconds)
                    found[contender.key]["windows"].append(figures)
                    print(
                        f"{contender.name}, {count} people: {len(figures['turns_ms'])} turns, "
                        f"median {statistics.median(figures['turns_ms'] or [0]):.0f} ms, "
                        f"{figures['errors']} errors",
                        flush=True,
                    )
    finally:
        for contender in all_:
            contender.stop()
    return found


def main(arguments: list[str]) -> int:
    """Trains, measures, writes the results; 1 where Footwise met an error."""
    parser = argparse.ArgumentParser(prog="python -m bench.serve", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one short round")
    parser.add_argument("--trained", action="store_true", help="do not train again")
    given = parser.parse_args(arguments)
    all_ = contenders()
    old = json.loads(RESULTS.read_text())["contenders"] if given.trained else {}
    trained = {
        one.key: {key: old[one.key][key] for key in ("train_s", "train_cpu_s")}
        if given.trained
        else one.train()
        for one in all_
    }
    rounds, seconds = (1, 3.0) if given.quick else (3, 15.0)
    load = os.getloadavg()[0]
    found = asyncio.run(measure(all_, rounds, seconds))
    for one in all_:
        found[one.key] |= {**trained[one.key], "model_mb": one.model_mb()}
    results = {"load_before": load, "cores": os.cpu_count(), "contenders": found}
    RESULTS.write_text(json.dumps(results))
    table = lines(results)
    print("\n".join(table))
    if not given.quick:
        fill(PAGE, "bench", table)
    return 1 if any(one["errors"] for one in found["footwise"]["windows"]) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
