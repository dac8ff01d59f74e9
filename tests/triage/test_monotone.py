"""Worse answers never lower the urgency, and "not sure" is never lower than the milder answer.

The urgency is the highest level of the rules that fire. A rule is built from atoms by and, or and
count, which all rise with their parts; so a rule rises with an answer if each of its atoms does,
and falls under `not` and `unless`. Looking at every atom of every rule therefore covers every
combination of answers. Talks by chance then look at pairs, answer by answer.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest

from tests.triage.people import ache, urgency
from tests.triage.space import LIBRARY, PLACES, chance_talks
from triage import Answers, Urgency, assess

SIGN = ["no", "unsure", "yes"]
# Findings whose yes is the good news.
GOOD_NEWS = {"walk_4_steps_now", "single_heel_raise", "previous_same", "severs_pattern"}
CHOICES = {
    "trend": ["better", "unsure", "same", "worse"],
    "calf_ability": ["single_15", "single_few", "double_20", "double_few", "unsure", "no_double"],
}
HIGHER_IS_WORSE = {"pain_walk", "pain_rest", "morning_stiffness_min"}
# Neither worse nor better in themselves: they say where, when, how, who.
NEUTRAL = {
    "location", "location_main", "side", "onset", "injury_days", "duration_days",
    "surgery_weeks_ago", "age_band", "goal", "stiffness", "bone_tender",
}  # fmt: skip
# Where an answer that sounds worse explains the trouble, as the specification has it.
EXPLAINED = {
    ("U15", "load_increase"): "bone pain at night after new training is no unexplained bone pain",
    ("U6", "known_gout"): "a usual attack of known gout is no new hot joint",
    ("S19", "previous_same"): "the milder rule that then takes the place of U6",
}
COUNTING = (Urgency.EMERGENCY, Urgency.URGENT_SAME_DAY)
TALKS, SKIPPED = 400, 0.3


def atoms(condition: Any, rising: bool) -> Iterator[tuple[str, Any, bool]]:
    """(finding, wanted value, whether the condition rises with it), terms opened."""
    for key, value in condition.items():
        if key in ("all", "any"):
            for part in value:
                yield from atoms(part, rising)
        elif key == "count":
            for part in value["of"]:
                yield from atoms(part, rising)
        elif key == "not":
            yield from atoms(value, not rising)
        elif key == "term":
            yield from atoms(LIBRARY.terms[value], rising)
        else:
            yield key, value, rising


ATOMS = [
    (rule.id, *atom)
    for rule in LIBRARY.rules.values()
    for atom in [*atoms(rule.when, True), *atoms(rule.unless or {}, False)]
]


def order(finding: str) -> list[str] | None:
    """The values of `finding` from good to bad, None where they have no order."""
    if finding in NEUTRAL or finding in HIGHER_IS_WORSE:
        return None
    if finding in CHOICES:
        return CHOICES[finding]
    assert finding in LIBRARY.signs
    return SIGN[::-1] if finding in GOOD_NEWS else SIGN


def goes_the_right_way(finding: str, wanted: Any, rising: bool, unsure_counts: bool = True) -> bool:
    """Whether the atom never turns against the order of its values.

    `unsure_counts`: "not sure" fires the rule, as it does for emergency and same-day rules.
    """
    if finding in HIGHER_IS_WORSE:
        words = {"at_least", "over"} if rising else {"at_most", "under"}
        return set(wanted) <= words
    values = order(finding)
    if values is None:
        return True
    allowed = set(wanted if isinstance(wanted, list) else [wanted])
    for reading in (allowed, allowed | {"unsure"}) if unsure_counts else (allowed,):
        truths = [value in reading for value in values]
        if truths != sorted(truths, reverse=not rising):
            return False
    return True


def test_every_atom_of_every_rule(capsys: pytest.CaptureFixture[str]) -> None:
    wrong = {
        (rule, finding)
        for rule, finding, wanted, rising in ATOMS
        if not goes_the_right_way(finding, wanted, rising, LIBRARY.rules[rule].level in COUNTING)
    }
    with capsys.disabled():
        print(f"\n{len(ATOMS)} atoms of {len(LIBRARY.rules)} rules looked at")
    assert wrong == set(EXPLAINED)


def test_the_milder_rule_for_gout_only_replaces_a_higher_one() -> None:
    toe = ache(location=["big_toe"], onset="overnight", hot_red_joint="yes", known_gout="yes")
    levels = [
        urgency({**toe, "previous_same": value}).severity for value in ("yes", "unsure", "no")
    ]
    assert levels == sorted(levels)


@pytest.mark.parametrize(
    ("finding", "wanted", "rising", "right"),
    [
        ("deformity", "yes", True, True),
        ("deformity", "no", True, False),
        ("deformity", "unsure", True, False),
        ("deformity", ["yes", "unsure"], True, True),
        ("deformity", ["yes", "unsure"], False, False),
        ("deformity", "no", False, True),
        ("walk_4_steps_now", "no", True, True),
        ("walk_4_steps_now", "yes", True, False),
        ("trend", ["same", "worse"], True, True),
        ("trend", "same", True, False),
        ("pain_walk", {"at_least": 4}, True, True),
        ("pain_walk", {"at_most": 4}, True, False),
        ("pain_walk", {"at_most": 4}, False, True),
        ("side", "both", True, True),
    ],
)
def test_the_look_itself(finding: str, wanted: Any, rising: bool, right: bool) -> None:
    assert goes_the_right_way(finding, wanted, rising) is right


def worse(slots: dict[str, Any], name: str) -> Iterator[Any]:
    """Answers to question `name` that are worse than the one in `slots`."""
    question, value = LIBRARY.questions[name], slots[name]
    if question.tick_list:
        for option in question.options:
            finding = str(option.value)
            if finding not in value:
                real = [item for item in value if item not in ("none", f"unsure:{finding}")]
                yield [*real, finding]
                if f"unsure:{finding}" not in value:
                    yield [*real, f"unsure:{finding}"]
    elif name in HIGHER_IS_WORSE and value != "unsure":
        yield from (more for more in (4, 6, 8, 31) if value < more <= question.range[1])
    elif name == "location" and len(value) < 3 and not {"nowhere", "unsure"} & set(value):
        yield from ([*value, place] for place in PLACES if place not in [*value, "nowhere"])
    elif name in CHOICES or (name in LIBRARY.signs and name != "load_increase"):
        values = order(name) or []
        yield from values[values.index(value) + 1 :]


@pytest.mark.no_cover
def test_pairs_by_chance(capsys: pytest.CaptureFixture[str]) -> None:
    """Talks by chance, each with one answer made worse, every answer in turn."""
    pairs, chance = 0, random.Random(3)
    for done, judged in chance_talks(TALKS, seed=4):
        if not judged:
            continue
        level = judged[-1].urgency.severity
        for name in done.asked:
            for value in worse(done.slots, name):
                explained = isinstance(value, list) and "known_gout" in value
                if explained or chance.random() < SKIPPED:
                    continue
                pairs += 1
                slots = {**done.slots, name: value}
                after = assess(Answers.from_slots(slots, LIBRARY), LIBRARY).urgency.severity
                assert after >= level, (name, done.slots, value)
    with capsys.disabled():
        print(f"\n{pairs} pairs of answers, one worse than the other")
    assert pairs > 10_000
