"""What is kept of a plan from one check-in to the next."""

from __future__ import annotations

from tests.triage import people
from tests.triage.lives import LIBRARY, START, Life, life
from triage import Answers, decide
from triage.course import lasting_answers, with_taken
from triage.plan_of import decide_with

CALF = people.ache(location=["calf"], calf_ability="double_few", pain_walk=2, equipment=["none"])


def a_life() -> Life:
    found = life(CALF)
    assert found is not None
    return found


def answers_of(person: Life) -> Answers:
    return Answers.from_mapping(person.slots, LIBRARY)


def test_the_curve_begins_with_the_first_day() -> None:
    person = a_life()
    person.comes_back(2, pain_morning=1)
    first, second = person.course.points()
    assert first == {"day": START.isoformat(), "pain": 2, "load": float(len(person.course.items))}
    assert second["day"] == person.day.isoformat()


def test_a_decision_with_a_course_has_the_exercises_of_the_course() -> None:
    person = a_life()
    for _ in range(3):
        person.comes_back(7, pain_morning=1)
    data = decide_with(answers_of(person), person.course.to_json(), LIBRARY).to_json()
    assert [item["id"] for item in data["exercises"]] == person.plan
    plain = decide(answers_of(person), LIBRARY).to_json()
    assert plain["exercises"] != data["exercises"]
    assert decide_with(answers_of(person), None, LIBRARY).to_json() == plain


def test_what_was_taken_instead_is_followed() -> None:
    person = a_life()
    items = decide(answers_of(person), LIBRARY).to_json()["exercises"]
    item = next(item for item in items if item["swaps"])
    other = item["swaps"][0]["id"]
    person.course = with_taken(person.course, [{"id": other, "instead_of": item["id"]}])
    assert other in person.plan
    assert item["id"] not in person.plan
    # It has its own dose: the plan knows none for it.
    data = decide_with(answers_of(person), person.course.to_json(), LIBRARY).to_json()
    (shown,) = (entry for entry in data["exercises"] if entry["id"] == other)
    assert shown["dose"]["sets"] == LIBRARY.exercises[other].dose.sets


def test_a_swap_beside_a_course_keeps_its_own_dose() -> None:
    person = a_life()
    data = decide_with(answers_of(person), person.course.to_json(), LIBRARY).to_json()
    item = next(item for item in data["exercises"] if item["swaps"])
    other = item["swaps"][0]["id"]
    swapped = answers_of(person).replaced({"swaps": {item["id"]: other}}, LIBRARY)
    after = decide_with(swapped, person.course.to_json(), LIBRARY).to_json()["exercises"]
    (shown,) = (entry for entry in after if entry["id"] == other)
    assert shown["instead_of"] == item["id"]
    assert shown["dose"]["reps"] == LIBRARY.exercises[other].dose.reps


def test_what_is_told_at_a_check_in_is_not_kept_for_the_next() -> None:
    slots = {**CALF, "check_trend": "worse", "check_morning": 4, "visit": "check_in"}
    assert lasting_answers(slots, LIBRARY) == {
        name: value for name, value in CALF.items() if value is not None
    }
