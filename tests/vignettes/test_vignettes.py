"""The vignettes come out as the specification says, and cover what they should."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

import pytest

from tests.vignettes.cases import Outcome, Vignette, outcome, vignettes
from tests.vignettes.report import (
    README,
    Share,
    at_level,
    exact,
    readme_now,
    readme_with,
    table,
    text,
    under,
)
from triage import load_library
from triage.model import Urgency

GROUPS = {
    "under 16": ("age_band", {"under_8", "8_15"}),
    "16 or 17": ("age_band", {"16_17"}),
    "55 or over": ("age_band", {"55_plus"}),
    "pregnancy": ("signs_health", {"pregnant_or_6wk"}),
    "diabetes": ("signs_health", {"diabetes"}),
    "numb feet": ("signs_health", {"numb_feet"}),
    "blood thinner": ("signs_health", {"blood_thinner"}),
    "operation": ("signs_health", {"surgery_12wk"}),
    "weak defences": ("signs_health", {"immune_weak"}),
    "thin bones": ("signs_health", {"periods_missed_or_thin_bones"}),
}


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    return [outcome(vignette) for vignette in vignettes()]


def test_none_is_triaged_too_low(outcomes: list[Outcome]) -> None:
    assert under(outcomes).hits == 0, text(outcomes)


def test_nearly_all_are_exact(outcomes: list[Outcome]) -> None:
    assert exact(outcomes).percent >= 95, text(outcomes)


def test_self_care_is_found(outcomes: list[Outcome]) -> None:
    assert exact(at_level(outcomes, Urgency.SELF_CARE)).percent >= 95, text(outcomes)


@pytest.mark.parametrize("vignette", vignettes(), ids=lambda vignette: vignette.id)
def test_programme_and_reasons(vignette: Vignette) -> None:
    found = outcome(vignette)
    assert found.categories_agree, found.categories
    assert set(vignette.because) <= set(found.rules)
    assert found.complete


def test_enough_cases_at_each_level() -> None:
    assert len(vignettes()) >= 90
    levels = Counter(vignette.urgency for vignette in vignettes())
    assert min(levels[level] for level in Urgency) >= 20


def test_every_place_and_every_rule_has_a_case(outcomes: list[Outcome]) -> None:
    library = load_library()
    places = {place for vignette in vignettes() for place in vignette.answers["location"]}
    assert places >= set(library.locations)
    assert {rule for found in outcomes for rule in found.rules} == set(library.rules)


@pytest.mark.parametrize("group", GROUPS)
def test_every_special_group_has_a_case(group: str) -> None:
    name, values = GROUPS[group]
    answers = [vignette.answers.get(name, ()) for vignette in vignettes()]
    assert any(values & ({found} if isinstance(found, str) else set(found)) for found in answers)


def test_cases_are_told_once_and_have_sources() -> None:
    library = load_library()
    for what in ("id", "story"):
        assert max(Counter(getattr(vignette, what) for vignette in vignettes()).values()) == 1
    for vignette in vignettes():
        assert set(vignette.sources) <= set(library.sources), vignette.id
        assert set(vignette.because) <= set(library.rules), vignette.id
        named = {*vignette.categories, *vignette.not_categories}
        assert named <= set(library.categories), vignette.id


def test_readme_holds_the_figures_of_today(outcomes: list[Outcome]) -> None:
    readme = README.read_text(encoding="utf-8")
    assert readme_now(readme) == table(outcomes), "run: python -m tests.vignettes --readme"
    assert readme_with(readme, table(outcomes)) == readme


def test_intervals_are_clopper_pearson() -> None:
    assert [round(end, 1) for end in Share(12, 12).interval] == [73.5, 100.0]
    assert [round(end, 1) for end in Share(0, 10).interval] == [0.0, 30.8]
    assert [round(end, 1) for end in Share(5, 10).interval] == [18.7, 81.3]


def test_report_is_printed() -> None:
    done = subprocess.run([sys.executable, "-m", "tests.vignettes"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "under-triage" in done.stdout
    assert "self_care" in done.stdout
