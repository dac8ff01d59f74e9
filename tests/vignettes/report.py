"""Figures of the vignettes: exact, over- and under-triage, with 95 % intervals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scipy.stats import beta

from tests.vignettes.cases import FOLDER, Outcome
from triage.model import Urgency
from triage.yaml_source import Document

README = Path(__file__).resolve().parents[2] / "README.md"
BEGIN = "<!-- vignettes: written by `python -m tests.vignettes --readme` -->"
END = "<!-- end of vignettes -->"
ALPHA = 0.05


@dataclass(frozen=True)
class Share:
    """`hits` of `total`, with its 95 % Clopper-Pearson interval."""

    hits: int
    total: int

    @property
    def percent(self) -> float:
        """The share in per cent."""
        return 100 * self.hits / self.total

    @property
    def interval(self) -> tuple[float, float]:
        """Lower and upper end of the 95 % interval, in per cent."""
        low = beta.ppf(ALPHA / 2, self.hits, self.total - self.hits + 1) if self.hits else 0.0
        missed = self.total - self.hits
        high = beta.ppf(1 - ALPHA / 2, self.hits + 1, missed) if missed else 1.0
        return 100 * float(low), 100 * float(high)

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.hits}/{self.total} = {self.percent:.1f} % ({low:.1f}-{high:.1f})"


def exact(outcomes: Sequence[Outcome]) -> Share:
    """How many came out at the level that they should."""
    return _share(outcome.error == 0 for outcome in outcomes)


def under(outcomes: Sequence[Outcome]) -> Share:
    """How many came out at too low a level."""
    return _share(outcome.error < 0 for outcome in outcomes)


def over(outcomes: Sequence[Outcome]) -> Share:
    """How many came out at too high a level."""
    return _share(outcome.error > 0 for outcome in outcomes)


def agreement(outcomes: Sequence[Outcome]) -> Share:
    """How many got a programme with all that it should hold and nothing that it should not."""
    return _share(outcome.categories_agree for outcome in outcomes)


def at_level(outcomes: Sequence[Outcome], level: Urgency) -> list[Outcome]:
    """The outcomes of the cases that should come out at `level`."""
    return [outcome for outcome in outcomes if outcome.vignette.urgency is level]


def text(outcomes: Sequence[Outcome]) -> str:
    """The report for a terminal."""
    lines = [f"{len(outcomes)} vignettes, 95 % Clopper-Pearson intervals in brackets", ""]
    lines += [
        f"{name:<30} {measure(outcomes)}"
        for name, measure in (
            ("exact", exact),
            ("under-triage", under),
            ("over-triage", over),
            ("programme as expected", agreement),
        )
    ]
    lines.append("")
    for level in reversed(Urgency):
        cases = at_level(outcomes, level)
        lines.append(f"{level.value:<30} exact {exact(cases)}")
    wrong = [outcome for outcome in outcomes if outcome.error or not outcome.categories_agree]
    lines += ["", *(_difference(outcome) for outcome in wrong)] if wrong else []
    return "\n".join(lines)


def table(outcomes: Sequence[Outcome]) -> str:
    """The tables of the README."""
    lines = [
        "| Footwise, own vignettes | cases | exact (95 % interval) | too low | too high |",
        "| --- | --- | --- | --- | --- |",
    ]
    groups = [(level.value, at_level(outcomes, level)) for level in reversed(Urgency)]
    for name, cases in [*groups, ("all", list(outcomes))]:
        low, high = exact(cases).interval
        lines.append(
            f"| {name} | {len(cases)} | {exact(cases).percent:.1f} % ({low:.1f}-{high:.1f}) "
            f"| {under(cases).hits} | {over(cases).hits} |"
        )
    lines += ["", f"Programme as expected: {agreement(outcomes)}.", ""]
    lines += [
        "| published, other cases | cases | triage right | emergency | self-care | too low "
        "| too high | study |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for row in Document(FOLDER / "published.yml").data["published"]:
        keys = ("right", "emergency", "self_care", "under", "over")
        figures = " | ".join(_percent(row[key]) for key in keys)
        lines.append(f"| {row['tool']} | {row['cases']} | {figures} | {row['study']} |")
    return "\n".join(lines)


def readme_now(readme: str) -> str:
    """What stands between the markers of `readme`. ValueError where a marker is missing."""
    return readme[readme.index(BEGIN) + len(BEGIN) : readme.index(END)].strip()


def readme_with(readme: str, tables: str) -> str:
    """`readme` with `tables` between its markers."""
    head, tail = readme[: readme.index(BEGIN)], readme[readme.index(END) :]
    return f"{head}{BEGIN}\n{tables}\n{tail}"


def _share(hits: Iterable[bool]) -> Share:
    found = list(hits)
    return Share(sum(found), len(found))


def _percent(figure: Any) -> str:
    return "-" if figure is None else f"{figure} %"


def _difference(outcome: Outcome) -> str:
    case = outcome.vignette
    return (
        f"{case.id}: {outcome.urgency.value} for {case.urgency.value}, "
        f"rules {', '.join(outcome.rules) or 'none'}; "
        f"categories {', '.join(outcome.categories) or 'none'}"
    )
