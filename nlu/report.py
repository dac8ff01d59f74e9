"""`python -m nlu.report`: how well messages are read, on real texts outside this repository.

Their sentences stay there. Where a file is missing, its line says so and it is skipped.
"""

from __future__ import annotations

import argparse
import datetime
import json
import re
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from nlu.bulk import ROOT, BulkReader
from nlu.lexicon import load_lexicon
from nlu.times import Times

Row = dict[str, Any]
Rows = list[Row]
ACCEPT = {
    "dont_know": {"unsure"},
    "stop_or_restart": {"stop", "start_over"},
    "human_handoff": {"human"},
    "acknowledge": {"affirm", "thank"},
}
PLACES = {
    "ankle": {"ankle", "outer_ankle", "inner_ankle", "front_ankle", "ankle_all_round"},
    "foot_general": {"foot", "whole_foot_or_both"},
    "heel": {"heel_bottom", "heel_back"},
    "toe": {"lesser_toes", "big_toe"},
    "leg": {"leg", "shin", "calf"},
}
UNIT_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
REFERENCE = datetime.date(2013, 2, 12)  # the day on which the texts with past times were written


class Report:
    """Prints one line per measure; `misses` also prints what was read wrongly."""

    def __init__(self, data: Path, reader: BulkReader, misses: bool) -> None:
        """`data`: folder of JSON-lines files."""
        self._data, self._reader, self._misses = data, reader, misses

    def rows(self, name: str) -> Rows | None:
        """The rows of one file, None (and a printed line) where it is not there."""
        file = self._data / f"{name}.jsonl"
        if not file.is_file():
            print(f"{name}: not here, skipped")
            return None
        return [json.loads(row) for row in file.read_text(encoding="utf-8").splitlines()]

    def read(self, rows: Rows, asked: str | None = None) -> Rows:
        """What the model reads in the texts of `rows`."""
        return list(self._reader.read((row["text"], asked) for row in rows))

    def share(self, title: str, verdicts: Iterable[tuple[bool, str]]) -> None:
        """Prints which share of `verdicts` is right, and the wrong ones if wished."""
        verdicts = list(verdicts)
        right = sum(good for good, _ in verdicts)
        print(f"{title}: {right}/{len(verdicts)} = {right / max(len(verdicts), 1):.3f}")
        if self._misses:
            for good, text in verdicts:
                if not good:
                    print(f"    {text}")

    def intents(self, name: str, label: Callable[[Row], list[str]]) -> None:
        """Intents by class."""
        rows = self.rows(name)
        if rows is None:
            return
        rows = [row for row in rows if label(row)]
        classes: dict[str, list[tuple[bool, str]]] = {}
        every: list[tuple[bool, str]] = []
        for row, found in zip(rows, self.read(rows), strict=True):
            wanted = set().union(*(ACCEPT.get(item, {item}) for item in label(row)))
            verdict = (
                found["intent"] in wanted,
                f"{label(row)} -> {found['intent']}: {row['text']}",
            )
            classes.setdefault(label(row)[0], []).append(verdict)
            every.append(verdict)
        misses, self._misses = self._misses, False
        for kind, verdicts in sorted(classes.items()):
            self.share(f"  {name} {kind}", verdicts)
        self._misses = misses
        self.share(name, every)

    def yes_no(self) -> None:
        """Answers to yes/no questions, without and with the question."""
        rows = self.rows("yesno_mts")
        if rows is None:
            return
        rows = [row for row in rows if row["label"] in ("affirm", "deny")]
        for asked in (None, "heel_squeeze"):
            found = self.read(rows, asked)
            self.share(
                f"yesno_mts, {'question known' if asked else 'question unknown'}",
                (
                    (
                        read["intent"] == row["label"],
                        f"{row['label']} -> {read['intent']}: {row['text']}",
                    )
                    for row, read in zip(rows, found, strict=True)
                ),
            )

    def out_of_scope(self) -> None:
        """Texts about other things: not answered as if about a foot, nothing filled."""
        rows = self.rows("oos_clinc150")
        if rows is None:
            return
        found = self.read(rows)
        self.share(
            "oos_clinc150 seen as out of scope",
            (
                (read["scope"] != "in_scope", f"{read['intent']} {read['findings']}: {row['text']}")
                for row, read in zip(rows, found, strict=True)
            ),
        )
        self.share(
            "oos_clinc150 nothing filled, no red flag",
            (
                (
                    not read["findings"] and not read["red_flags"],
                    f"{read['findings']} {read['red_flags']}: {row['text']}",
                )
                for row, read in zip(rows, found, strict=True)
            ),
        )

    def feet(self) -> None:
        """Places, injury, stiffness and red flags in patients' words."""
        rows = self.rows("foot_labels_mts")
        if rows is None:
            return
        rows = [row for row in rows if not row["uncertain"]]
        found = self.read(rows)
        hits: Counter[str] = Counter()
        for row, read in zip(rows, found, strict=True):
            self._count_places(hits, row, read)
        hit, missed, extra = hits["hit"], hits["missed"], hits["extra"]
        print(f"locations micro-F1: {2 * hit / max(2 * hit + missed + extra, 1):.3f} {dict(hits)}")
        for name, heard in (
            ("recent_injury", _injury),
            ("stiffness", _stiff),
            ("red_flag", _red_flag),
        ):
            self.share(
                f"foot texts, {name}",
                (
                    (
                        heard(read) == row[name],
                        f"{row[name]} -> {heard(read)} {read['red_flags']}: {row['text']}",
                    )
                    for row, read in zip(rows, found, strict=True)
                    if row[name] != "unknown"
                ),
            )

    def _count_places(self, hits: Counter[str], row: Row, read: Row) -> None:
        said = set(read["findings"].get("location", []))
        region = read["findings"].get("region")
        said |= {region} if region else set()
        for label in row["locations"]:
            matching = said & PLACES.get(label, {label})
            if label in ("back", "chest"):
                continue
            hits["hit" if matching else "missed"] += 1
            said -= matching
            if not matching and self._misses:
                print(f"    missed {label}: {row['text']}")
        said -= {"foot", "leg"} if row["locations"] else set()
        hits["extra"] += len(said)
        if said and self._misses:
            print(f"    extra {said}: {row['text']}")

    def times(self) -> None:
        """Durations and past times in days."""
        times = Times(load_lexicon(), lambda: REFERENCE)
        for name in ("time_durations", "numbers_times_duckling"):
            rows = self.rows(name)
            if rows is None:
                continue
            for kind in ("duration", "past_time"):
                verdicts = []
                for row in rows:
                    days = _days(row) if row["kind"] == kind else None
                    if days is None:
                        continue
                    spans = times.spans(load_lexicon().text(row["text"]))
                    read = spans[0].days if spans else None
                    verdicts.append(
                        (
                            read is not None and abs(read - days) <= 1,
                            f"{days} -> {read}: {row['text']}",
                        )
                    )
                if verdicts:
                    self.share(f"{name}, {kind} in days", verdicts)


def _injury(read: Row) -> str:
    return "yes" if read["findings"].get("onset") == "injury" else "no"


def _stiff(read: Row) -> str:
    stiff = read["findings"].get("goal") == "stiff" or set(
        read["findings"].get("stiffness", ["none"])
    ) != {"none"}
    return "yes" if stiff else "no"


def _red_flag(read: Row) -> str:
    return "yes" if read["red_flags"] or read["findings"].get("walk_4_steps_now") == "no" else "no"


def _days(row: Row) -> int | None:
    """The expected number of days, None where it is less than a day or no plain duration."""
    expected = row["expected"]
    if isinstance(expected, list):
        seconds = [float(item["seconds"]) for item in expected if "seconds" in item]
        return round(seconds[0] / 86400) if len(seconds) == 1 and seconds[0] >= 86400 else None
    duration = re.fullmatch(r"(\d+) (Day|Week|Month|Year)", expected)
    if duration:
        return int(duration.group(1)) * UNIT_DAYS[duration.group(2).lower()]
    date = re.match(r"datetime(?:Interval)? \(?\(?(\d+), (\d+), (\d+)", expected)
    if date and row["kind"] == "past_time":
        then = datetime.date(*(int(part) for part in date.groups()))
        return (REFERENCE - then).days if then <= REFERENCE else None
    return None


def main() -> int:
    """Prints the report; always exit code 0 unless there is no model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--model", type=Path)
    parser.add_argument("--misses", action="store_true", help="print what was read wrongly")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    report = Report(options.data, BulkReader(options.model), options.misses)
    started = time.perf_counter()
    report.intents("intents_clinc150", lambda row: [row["label"]])
    report.intents(
        "intents_nlupp", lambda row: [item for item in row["labels"] if item != "repeat"]
    )
    report.yes_no()
    report.out_of_scope()
    report.feet()
    report.times()
    print(f"took {time.perf_counter() - started:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
