"""The decision as data: routes, words, reasons, conditions."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.triage.people import ache, decision, injury
from tests.triage.test_rules_urgent import HOT
from triage import Answers, care_country, care_words, decide, load_library

LIBRARY = load_library()
EMERGENCY_PERSON = ache(signs_now=["cold_pale_blue", "deformity"])
URGENT_PERSON = injury(walk_4_steps_now="no")
SOON_PERSON = ache(signs_no_injury=["night_pain", "infected_toe"])


def test_the_whole_contract() -> None:
    data = decision(ache(equipment=["band"]))
    assert data["schema"] == 1
    assert data["knowledge_version"] == LIBRARY.version
    assert list(data) == [
        "schema", "knowledge_version", "urgency", "complete", "verdict", "rules", "categories",
        "exercises", "blocked", "conditions", "route", "meanwhile", "recheck_days", "caveat",
        "diagnosis_section",
    ]  # fmt: skip
    assert data["caveat"] == LIBRARY.words["caveat"]
    assert data["verdict"] == LIBRARY.words["verdicts"]["self_care"]
    assert json.loads(json.dumps(data)) == data


def test_an_exercise_as_data() -> None:
    data = decision(ache())["exercises"][0]
    exercise = LIBRARY.exercises[data["id"]]
    assert data == {
        "id": exercise.id,
        "name": exercise.name,
        "categories": exercise.categories,
        "dose": exercise.dose.dict(),
        "dose_note": exercise.dose_note,
        "steps": exercise.steps,
        "feel": exercise.feel,
        "why": LIBRARY.whys["stiff_side"],
        "stop_if": exercise.stop_if,
        "from_week": None,
        "sources": exercise.sources,
        "instead_of": None,
        "swaps": data["swaps"],
    }
    assert {swap["way"] for swap in data["swaps"]} <= {"easier", "harder", "other"}


def test_decisions_share_nothing_that_can_be_changed() -> None:
    decision(ache())["exercises"][0]["steps"].clear()
    assert decision(ache())["exercises"][0]["steps"]


def test_nothing_known_yet() -> None:
    data = decision({})
    assert (data["urgency"], data["complete"], data["exercises"]) == ("self_care", False, [])


@pytest.mark.parametrize(
    ("person", "complete"),
    [
        (ache(equipment=["band"]), True),
        (ache(equipment=["band"], consent=None, summary_ok=None), True),
        (ache(), False),
        ({"signs_now": ["deformity"]}, True),
        (injury(signs_injury=["sole_bruise"], signs_health=None), False),
        (injury(signs_injury=["sole_bruise"], pain_walk=None), True),
        ({"consent": "no"}, True),
    ],
)
def test_complete(person: dict[str, Any], complete: bool) -> None:
    assert decision(person)["complete"] is complete


def test_reasons_with_sources_and_whether_unsure() -> None:
    data = decision(ache(signs_now=["unsure:deformity"], signs_no_injury=["foot_drop"]))
    u17, e1 = LIBRARY.rules["U17"], LIBRARY.rules["E1"]
    assert data["rules"] == [
        {"id": "U17", "reason": u17.reason, "sources": u17.sources},
        {"id": "E1", "reason": e1.reason, "sources": e1.sources, "unsure": True},
    ]


@pytest.mark.parametrize(
    ("person", "route"),
    [
        (EMERGENCY_PERSON, "ambulance"),
        (ache(signs_now=["deformity"]), "emergency_department"),
        (URGENT_PERSON, "urgent_treatment_centre"),
        (ache(signs_now=["unsure:deformity"]), "unsure_emergency"),
        (ache(signs_now=["unsure:deformity"], signs_no_injury=["foot_drop"]), "same_day_doctor"),
        (ache(signs_no_injury=["unsure:foot_drop"]), "same_day_doctor"),
        (SOON_PERSON, "podiatry_or_gp"),
        (ache(), "self_care"),
    ],
)
def test_route(person: dict[str, Any], route: str) -> None:
    said = LIBRARY.routes[route]
    words = care_words(LIBRARY, LIBRARY.countries["uk"])
    data = decision(person, country="uk")["route"]
    assert data["say"] == said.say.format(**words, days=data["days"])
    assert data["who"] == said.who.format(**words)
    assert data["number"] == {"emergency": "999", "advice": "111", None: None}[said.number]


@pytest.mark.parametrize(
    ("person", "days"),
    [(SOON_PERSON, 2), (ache(), 14), (injury(1), 2), (URGENT_PERSON, 0), (EMERGENCY_PERSON, 0)],
)
def test_days_until_seen_or_looked_at_again(person: dict[str, Any], days: int) -> None:
    data = decision(person)
    assert data["route"]["days"] == days
    assert (data["recheck_days"] is None) is (days == 0)


def test_ambulance_only_for_what_needs_one() -> None:
    with_ambulance = {rule.id for rule in LIBRARY.rules.values() if rule.route == "ambulance"}
    assert with_ambulance == {"E2", "E4", "E7", "E9", "E11", "E12"}
    for rule in LIBRARY.rules.values():
        assert LIBRARY.routes[rule.route].urgency is rule.level


def test_a_leg_without_blood_is_not_raised() -> None:
    for name in ("E2", "E3"):
        assert "Don't raise the leg." in LIBRARY.rules[name].meanwhile


def test_every_route_is_said_by_some_rule() -> None:
    used = {rule.route for rule in LIBRARY.rules.values()} | {"unsure_emergency"}
    assert used == set(LIBRARY.routes)


def test_what_to_do_meanwhile_comes_from_the_level_that_counts() -> None:
    assert decision(EMERGENCY_PERSON)["meanwhile"] == [
        *LIBRARY.rules["E1"].meanwhile,
        *LIBRARY.rules["E2"].meanwhile,
    ]


@pytest.mark.parametrize(
    ("setting", "argument", "country"),
    [
        (None, None, "generic"),
        ("uk", None, "uk"),
        ("UK", None, "uk"),
        ("uk", "us", "us"),
        ("atlantis", None, "generic"),
        ("", None, "generic"),
    ],
)
def test_country(
    monkeypatch: pytest.MonkeyPatch, setting: str | None, argument: str | None, country: str
) -> None:
    monkeypatch.delenv("FOOTWISE_COUNTRY", raising=False)
    if setting is not None:
        monkeypatch.setenv("FOOTWISE_COUNTRY", setting)
    assert care_country(LIBRARY, argument) is LIBRARY.countries[country]


@pytest.mark.parametrize("country", list(LIBRARY.countries))
def test_every_route_can_be_said_in_every_country(country: str) -> None:
    words = {**care_words(LIBRARY, LIBRARY.countries[country]), "days": "3"}
    for route in LIBRARY.routes.values():
        for text in (route.who, route.by, route.say):
            said = text.format(**words)
            assert "None" not in said
            assert "{" not in said


def test_numbers_that_are_not_known_are_said_in_words() -> None:
    data = decision(EMERGENCY_PERSON, country="generic")["route"]
    assert data["number"] is None
    assert LIBRARY.words["words"]["emergency_number"] in data["say"]


def test_three_conditions_at_most_the_best_fitting_first() -> None:
    person = ache(location=["heel_bottom"], stiffness=["first_steps"])
    found = decision(person)["conditions"]
    assert len(found) == 3
    assert found[0]["id"] == "plantar_fasciitis"
    assert all("can fit with" in entry["text"] for entry in found)


@pytest.mark.parametrize("person", [EMERGENCY_PERSON, URGENT_PERSON])
def test_no_conditions_while_it_is_urgent(person: dict[str, Any]) -> None:
    assert decision(person)["conditions"] == []


def test_a_condition_never_decides() -> None:
    before = decision(ache())
    after = decision(ache(known_condition=["gout", "plantar_fasciitis"]))
    assert {**before, "conditions": 0} == {**after, "conditions": 0}


def test_the_same_answers_give_the_same_decision() -> None:
    person = ache(**HOT)
    answers = Answers.from_mapping(person)
    assert decide(answers).to_json() == decide(answers).to_json()
    backwards = Answers.from_mapping(dict(reversed(person.items())))
    assert decide(backwards).to_json() == decide(answers).to_json()
    assert decide(answers, LIBRARY).urgency is decide(answers).assessment.urgency


@pytest.mark.parametrize(
    ("person", "verdict"),
    [
        (ache(location=["skin_or_nail"]), "verdict_no_plan"),
        (ache(location=["whole_foot_or_both"]), "verdict_no_plan"),
        (ache(), "with_plan"),
    ],
)
def test_a_plan_is_spoken_of_only_where_there_is_one(person: dict[str, Any], verdict: str) -> None:
    data = decision(person)
    words = load_library().words
    both = {**words, "with_plan": words["verdicts"]["self_care"]}
    assert data["urgency"] == "self_care"
    assert data["verdict"] == both[verdict]
    assert bool(data["exercises"]) is (verdict == "with_plan")
