"""What stands on the papers, for people of every kind."""

from __future__ import annotations

import json
from typing import Any

import pytest

from takeaway.content import Door, NothingToTake, plan_content, summary_content
from tests.takeaway.people import EMERGENCY, FIRST_DAYS, HEEL, LIBRARY, TODAY
from tests.triage.space import chance_talks, talk
from triage import Urgency, decide
from triage.untrusted import answers_from

DOOR = Door("https://footwise.example/")


def plan(slots: dict[str, Any]) -> dict[str, Any]:
    return plan_content(slots, LIBRARY, TODAY, DOOR)


def summary(slots: dict[str, Any]) -> dict[str, Any]:
    return summary_content(slots, LIBRARY, TODAY)


def test_papers_hold_what_the_engine_gives_and_nothing_else() -> None:
    with_plan = 0
    for done, _ in chance_talks(150, seed=11):
        decision = decide(answers_from(done.slots), LIBRARY)
        ids = [item["id"] for item in decision.to_json()["exercises"]]
        assert [line.split()[0] for line in summary(done.slots)["exercises"]] == ids
        if ids:
            with_plan += 1
            assert [item["id"] for item in plan(done.slots)["exercises"]] == ids
        else:
            with pytest.raises(NothingToTake):
                plan(done.slots)
    assert with_plan > 15


def test_the_plan_tells_all_that_is_needed() -> None:
    paper = plan(HEEL)
    first = paper["exercises"][0]
    assert first["name"] == "Sole stretch"
    assert first["dose"].startswith("10 times, hold each for 10 seconds")
    assert first["steps"]
    assert first["feel"]
    assert first["why"]
    assert paper["made_on"].startswith("Made on 23 November 2026")
    assert "under your heel" in paper["place"] or "heel" in paper["place"]
    assert "It pinches at the front of your ankle." in paper["stop"]
    assert paper["stop"] == list(dict.fromkeys(paper["stop"]))
    assert "14 days" in paper["recheck"]
    assert paper["caveat"].startswith("Check with your doctor")
    assert "diagnosis" in paper["diagnosis_section"]
    assert any("shoes" in line for line in paper["meanwhile"])
    assert (paper["address"], "yourself" in paper["back"]) == (DOOR.address, False)


@pytest.mark.parametrize(("person", "weeks"), [(FIRST_DAYS, 1), (HEEL, 4)])
def test_there_are_boxes_for_twice_the_time_until_the_next_look(
    person: dict[str, Any], weeks: int
) -> None:
    assert len(plan(person)["weeks"]) == weeks


def test_a_danger_sign_told_later_takes_the_exercises_off_the_paper() -> None:
    with pytest.raises(NothingToTake):
        plan({**HEEL, "red_flags": ["calf_swollen_warm"]})


def test_answers_that_are_not_complete_give_no_plan() -> None:
    with pytest.raises(NothingToTake):
        plan({**HEEL, "pain_walk": None})


def test_the_summary_sorts_the_signs() -> None:
    paper = summary({**HEEL, "red_flags": ["tingling"], "red_flags_withdrawn": []})
    told, ticked, unsure, denied = (lines for _, lines in paper["signs"])
    labels = {str(o.value): o.label for q in LIBRARY.questions.values() for o in q.options}
    assert told == [labels["tingling"]]
    assert ticked == [labels["diabetes"]]
    assert unsure == [labels["blood_thinner"]]
    assert labels["deformity"] in denied
    assert not {*ticked, *unsure} & set(denied)
    assert ["Place", "Under the heel"] in paper["answers"]


@pytest.mark.parametrize(
    ("person", "names"),
    [
        (
            {"onset": "injury", "injury_days": 5},
            ["injury_days", "injury_mechanism", "side", "stiffness"],
        ),
        ({"onset": "gradual"}, ["duration_days", "side", "stiffness"]),
        ({"onset": "surgery"}, ["surgery_weeks_ago", "side"]),
        ({"age_band": "8_15"}, ["who_for"]),
    ],
)
def test_what_is_asked_for_the_record_is_on_it(person: dict[str, Any], names: list[str]) -> None:
    """Also where nothing else hangs on the answer."""
    done = talk(person)
    told = dict(summary_content(done.slots, LIBRARY, TODAY)["answers"])
    for name in names:
        assert LIBRARY.questions[name].recorded
        assert LIBRARY.questions[name].short in told


def test_what_was_heard_and_never_asked_is_told_to_the_clinician() -> None:
    heard = {"known_condition": ["plantar_fasciitis", "gout"], "walk_4_steps_after": "no"}
    answers = summary({**HEEL, **heard})["answers"]
    assert ["Named by the person", "plantar fasciitis, gout"] in answers
    assert ["Four steps right after the injury", "no"] in answers


def test_a_sign_that_was_taken_back_is_told_with_that() -> None:
    flags = {"red_flags": ["cold_pale_blue"], "red_flags_withdrawn": ["cold_pale_blue"]}
    (told,) = summary({**HEEL, **flags})["signs"][0][1]
    assert told.endswith("(asked if it is so now, they said no)")


def test_the_summary_names_rules_with_their_sources() -> None:
    paper = summary(EMERGENCY)
    assert paper["level"] == "Emergency"
    assert paper["exercises"] == []
    (rule,) = paper["rules"]
    assert rule["line"].startswith("E2: ")
    assert all(LIBRARY.sources[s]["title"] in rule["sources"] for s in LIBRARY.rules["E2"].sources)
    assert LIBRARY.version in paper["version"]
    assert paper["unfinished"] == ""


def test_a_rule_that_fired_on_a_doubt_says_so() -> None:
    (rule,) = summary({**EMERGENCY, "signs_now": ["unsure:cold_pale_blue"]})["rules"]
    assert rule["line"].endswith('(on a "not sure")')


def test_a_talk_that_broke_off_is_called_unfinished() -> None:
    assert summary({"consent": "yes", "age_band": "25_54"})["unfinished"]


@pytest.mark.parametrize("slots", [{}, {"consent": "yes"}, {"consent": "no"}])
def test_who_told_nothing_gets_no_summary(slots: dict[str, Any]) -> None:
    with pytest.raises(NothingToTake):
        summary(slots)


def test_every_level_has_words() -> None:
    levels = {level.value for level in Urgency}
    assert set(summary(HEEL)["words"]["levels"]) == levels
    assert json.loads(json.dumps(summary(HEEL))) == summary(HEEL)
