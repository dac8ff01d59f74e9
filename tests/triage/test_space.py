"""Properties that hold for every talk that can be had, checked over as many as time allows."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from tests.triage import test_rules_emergency, test_rules_soon, test_rules_urgent
from tests.triage.reading import forbidden
from tests.triage.space import LIBRARY, chance_talks, talk
from tests.triage.test_programmes import PROGRAMMES
from tests.triage.test_talks import TALKS
from triage import Answers, care_country, care_words, decide, next_questions
from triage.course import is_of_check_in
from triage.model import Urgency

TALKS_BY_CHANCE = 5000
WITHOUT_INJURY, AFTER_INJURY, ON_FIRST_LIST = 16, 20, 3
MORE_PEOPLE = [
    *({**person, "onset": "gradual"} for person, *_ in TALKS.values()),
    {"stiffness": ["bend_up"], "front_pinch": "yes"},
    {"signs_health": ["latex_allergy"]},
    {"signs_health": ["falls_or_dizzy"]},
    {"signs_now": ["unsure:deformity"]},
]
TABLES = (test_rules_emergency, test_rules_urgent, test_rules_soon)


@pytest.mark.no_cover
def test_talks_by_chance(capsys: pytest.CaptureFixture[str]) -> None:
    """Questions end and come once; levels stay; no exercise where there must be none."""
    levels: Counter[str] = Counter()
    answers = 0
    for done, judged in chance_talks(TALKS_BY_CHANCE, seed=1):
        answers += len(done.asked)
        assert len(set(done.asked)) == len(done.asked)
        decision = decide(done.answers, LIBRARY)
        data = decision.to_json()
        levels[data["urgency"]] += 1
        assert data["complete"]
        if decision.urgency.severity >= Urgency.URGENT_SAME_DAY.severity:
            assert not data["exercises"]
        for exercise in data["exercises"]:
            assert forbidden(done.slots, LIBRARY.exercises[exercise["id"]]) is None, done.slots
        assert len(data["exercises"]) <= LIBRARY.max_exercises
        _levels_only_rise(done, judged)
    assert min(levels[level.value] for level in Urgency) > TALKS_BY_CHANCE // 20
    with capsys.disabled():
        print(f"\n{TALKS_BY_CHANCE} talks by chance, {answers} answers: {dict(levels)}")


def _levels_only_rise(done: Any, judged: list[Any]) -> None:
    """A level that is certain stays certain: it falls only where a rule names what lifts it."""
    for before, after in zip(judged, judged[1:], strict=False):
        if after.urgency.severity < before.urgency.severity:
            top = [item for item in before.fired if item.level is before.urgency]
            assert all(item.rule.unless is not None for item in top), done.slots


@pytest.mark.no_cover
def test_more_places_and_ticks_cost_few_answers_more(capsys: pytest.CaptureFixture[str]) -> None:
    """With up to three places and several ticks: the most that a self-care talk can take."""
    most = {True: 0, False: 0}
    for done, judged in chance_talks(TALKS_BY_CHANCE, seed=2):
        if judged and judged[-1].urgency is Urgency.SELF_CARE:
            injured = done.slots.get("onset") == "injury"
            most[injured] = max(most[injured], len(done.asked))
    with capsys.disabled():
        print(f"\nwith several places and ticks: {most[False]} without, {most[True]} after injury")
    assert most[False] <= WITHOUT_INJURY + 4
    assert most[True] <= AFTER_INJURY + 4


@pytest.mark.parametrize("sign", [str(o.value) for o in LIBRARY.questions["signs_now"].options])
def test_an_emergency_on_the_first_list_takes_three_answers(sign: str) -> None:
    done = talk({"signs_now": [sign]})
    if sign == "fever_unwell":
        assert done.assessment.urgency is Urgency.URGENT_SAME_DAY
        done = talk({"signs_now": [sign], "very_unwell": "yes"})
        assert len(done.asked) == ON_FIRST_LIST + 1
    else:
        assert len(done.asked) == ON_FIRST_LIST
    assert done.assessment.urgency is Urgency.EMERGENCY


@pytest.mark.parametrize(
    ("person", "most"),
    [
        (TALKS["sprain"][0], AFTER_INJURY),
        (TALKS["heel"][0], WITHOUT_INJURY),
        (TALKS["calves"][0], WITHOUT_INJURY),
        (TALKS["old sprain"][0], WITHOUT_INJURY),
    ],
)
def test_reference_talks_stay_within_the_limits(person: dict[str, Any], most: int) -> None:
    onset = "injury" if "injury_days" in person else "gradual"
    done = talk({**person, "onset": onset})
    assert done.assessment.urgency is Urgency.SELF_CARE
    assert len(done.asked) <= most


def reached() -> dict[str, set[str]]:
    """What talks reach in which only what is asked is answered."""
    rows = [person for table in TABLES for _, person in table.FIRES]
    rows += [person for _, person, _ in PROGRAMMES]
    rows += [*test_rules_soon.NOTES, *(person for table in TABLES for _, person in table.SPARES)]
    kinds = ("rules", "asked", "routes", "plans", "categories", "blocks")
    found: dict[str, set[str]] = {kind: set() for kind in kinds}
    for row in [*rows, *MORE_PEOPLE]:
        done = talk(row)
        decision = decide(done.answers, LIBRARY)
        found["asked"].update(done.asked)
        found["rules"].update(done.rules)
        found["blocks"].update(LIBRARY.true("block", done.answers.facts))
        found["routes"].update(_routes(decision.to_json()["route"]))
        found["categories"].update(decision.recommendation.categories)
        if decision.recommendation.exercises:
            assert decision.recommendation.programme is not None
            found["plans"].add(decision.recommendation.programme.id)
    return found


def _routes(said: dict[str, Any]) -> set[str]:
    words = {**care_words(LIBRARY, care_country(LIBRARY)), "days": said["days"]}
    return {
        name for name, route in LIBRARY.routes.items() if route.say.format(**words) == said["say"]
    }


REACHED = reached()


def test_every_question_is_asked_of_somebody() -> None:
    """Those about a check-in are asked of who comes back, and of nobody else."""
    back = {name for name in LIBRARY.questions if is_of_check_in(name)}
    assert REACHED["asked"] == set(LIBRARY.questions) - back
    returned = {"visit": "check_in", "check_done": "all"}
    asked = next_questions(Answers.from_mapping(returned), LIBRARY)
    assert back - {"check_done"} <= set(asked)


def test_every_rule_is_reached_by_answering_what_is_asked() -> None:
    assert REACHED["rules"] == set(LIBRARY.rules)


def test_every_programme_category_and_block_is_reached() -> None:
    assert REACHED["plans"] == set(LIBRARY.programmes) - {"no_exercises_here"}
    assert REACHED["categories"] == set(LIBRARY.categories)
    assert REACHED["blocks"] == set(LIBRARY.blocks)


def test_every_route_is_reached() -> None:
    assert REACHED["routes"] == set(LIBRARY.routes)
