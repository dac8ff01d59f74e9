"""Measures of what patients say: places, injury, stiffness, red flags, and how long ago."""

from __future__ import annotations

import datetime
import re
from collections import Counter

from nlu.lexicon import load_lexicon
from nlu.report import Report, Row
from nlu.times import Times

PLACES = {
    "ankle": {"ankle", "outer_ankle", "inner_ankle", "front_ankle", "ankle_all_round"},
    "foot_general": {"foot", "whole_foot_or_both"},
    "heel": {"heel_bottom", "heel_back"},
    "toe": {"lesser_toes", "big_toe"},
    "leg": {"leg", "shin", "calf"},
}
UNIT_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
REFERENCE = datetime.date(2013, 2, 12)  # the day on which the texts with past times were written


def feet(report: Report) -> None:
    """Places, injury, stiffness and red flags in patients' words."""
    rows = report.rows("foot_labels_mts")
    if rows is None:
        return
    rows = [row for row in rows if not row["uncertain"]]
    found = report.read(rows)
    hits: Counter[str] = Counter()
    for row, read in zip(rows, found, strict=True):
        _count_places(report, hits, row, read)
    hit, missed, extra = hits["hit"], hits["missed"], hits["extra"]
    print(f"locations micro-F1: {2 * hit / max(2 * hit + missed + extra, 1):.3f} {dict(hits)}")
    for name, heard in (
        ("recent_injury", _injury),
        ("stiffness", _stiff),
        ("red_flag", _red_flag),
    ):
        report.share(
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


def times(report: Report) -> None:
    """Durations and past times in days."""
    times = Times(load_lexicon(), lambda: REFERENCE)
    for name in ("time_durations", "numbers_times_duckling"):
        rows = report.rows(name)
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
                        read is not None and abs(read - days) <= max(1, days / 20),
                        f"{days} -> {read}: {row['text']}",
                    )
                )
            if verdicts:
                report.share(f"{name}, {kind} in days", verdicts)


def _count_places(report: Report, hits: Counter[str], row: Row, read: Row) -> None:
    said = set(read["findings"].get("location", []))
    region = read["findings"].get("region")
    said |= {region} if region else set()
    for label in row["locations"]:
        matching = said & PLACES.get(label, {label})
        if label in ("back", "chest"):
            continue
        hits["hit" if matching else "missed"] += 1
        said -= matching
        if not matching and report.misses:
            print(f"    missed {label}: {row['text']}")
    said -= {"foot", "leg"} if row["locations"] else set()
    hits["extra"] += len(said)
    if said and report.misses:
        print(f"    extra {said}: {row['text']}")


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
