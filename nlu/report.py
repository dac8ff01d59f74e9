"""`python -m nlu.report`: how well messages are read, on real texts outside this repository.

Their sentences stay there. Where a file is missing, its line says so and it is skipped.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from nlu.bulk import ROOT, BulkReader

Row = dict[str, Any]
Rows = list[Row]
ACCEPT = {
    "dont_know": {"unsure"},
    "stop_or_restart": {"stop", "start_over"},
    "human_handoff": {"human"},
    "acknowledge": {"affirm", "thank"},
}


class Report:
    """Prints one line per measure; `misses` also prints what was read wrongly."""

    def __init__(self, data: Path, reader: BulkReader, misses: bool) -> None:
        """`data`: folder of JSON-lines files."""
        self._data, self._reader, self.misses = data, reader, misses

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
        if self.misses:
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
        misses, self.misses = self.misses, False
        for kind, verdicts in sorted(classes.items()):
            self.share(f"  {name} {kind}", verdicts)
        self.misses = misses
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


def main() -> int:
    """Prints the report; always exit code 0 unless there is no model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--model", type=Path)
    parser.add_argument("--misses", action="store_true", help="print what was read wrongly")
    options = parser.parse_args()
    from nlu import report_feet

    warnings.simplefilter("ignore")
    report = Report(options.data, BulkReader(options.model), options.misses)
    started = time.perf_counter()
    report.intents("intents_clinc150", lambda row: [row["label"]])
    report.intents(
        "intents_nlupp", lambda row: [item for item in row["labels"] if item != "repeat"]
    )
    report.yes_no()
    report.out_of_scope()
    report_feet.feet(report)
    report_feet.times(report)
    print(f"took {time.perf_counter() - started:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
