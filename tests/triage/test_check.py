"""Names in the knowledge that nothing defines, and what an editor should look at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.triage.copies import DOCUMENTS, add, changed, put
from triage import KnowledgeError, load_library
from triage.check import warnings

LIBRARY = load_library()
RULE, PICK = ("rules", 0), ("programmes", 1, "picks", 0)
WHEN = (*RULE, "when")
S2 = list(LIBRARY.rules).index("S2")
S11 = list(LIBRARY.rules).index("S11")
STIFF = list(LIBRARY.questions).index("stiffness")
PLACE = list(LIBRARY.questions).index("location")
DAYS = list(LIBRARY.questions).index("injury_days")
REST = list(LIBRARY.questions).index("pain_rest")
SQUEEZE = list(LIBRARY.questions).index("heel_squeeze")
ONSET = list(LIBRARY.questions).index("onset")
RISKS = list(LIBRARY.heard).index("clot_risks")


@pytest.mark.parametrize(
    ("file", "change", "message"),
    [
        ("red_flags", put("nowhere", *RULE, "route"), "there is no route 'nowhere'"),
        ("red_flags", put(["C999"], *RULE, "sources"), "there is no source 'C999'"),
        ("red_flags", put({"fever": "yes"}, *WHEN), "there is no finding 'fever'"),
        ("red_flags", put({"side": "up"}, *WHEN), "'side' is never 'up': left, right, both"),
        ("red_flags", put({"side": {"over": 3}}, *WHEN), "'side' is not a number"),
        ("red_flags", put({"pain_walk": 3}, *WHEN), "'pain_walk' is a number: use at_least"),
        ("red_flags", put({"location_main": "knee"}, *WHEN), "'location' is never 'knee'"),
        ("red_flags", put({"not": {"fever": "yes"}}, *WHEN), "there is no finding 'fever'"),
        ("red_flags", put({"any": [{"fever": "yes"}]}, *WHEN), "there is no finding 'fever'"),
        ("red_flags", put({"count": {"at_least": 1, "of": [{"fever": "yes"}]}}, *WHEN),
         "there is no finding 'fever'"),
        ("red_flags", put({"fever": "yes"}, *RULE, "unless"), "there is no finding 'fever'"),
        ("red_flags", put({"fever": "yes"}, "terms", "child"), "there is no finding 'fever'"),
        ("red_flags", put(["legs"], "rules", S2, "plan", "categories"), "no category 'legs'"),
        ("red_flags", put(["legs"], "rules", S11, "plan", "without"), "no category 'legs'"),
        ("programmes", put({"fever": "yes"}, *PICK, "when"), "there is no finding 'fever'"),
        ("programmes", put(["XXX1"], *PICK, "exercise"), "there is no exercise 'XXX1'"),
        ("programmes", put("xxx", *PICK, "why"), "there is no why 'xxx'"),
        ("programmes", put(["legs"], "programmes", 1, "categories"), "no category 'legs'"),
        ("programmes", put(["XXX1"], "programmes", 1, "only"), "there is no exercise 'XXX1'"),
        ("programmes", put(["xxx"], "blocks", 0, "tags"), "there is no tag 'xxx'"),
        ("programmes", put(["xxx"], "blocks", 0, "categories"), "there is no category 'xxx'"),
        ("programmes", put(["xxx"], "blocks", 0, "exercises"), "there is no exercise 'xxx'"),
        ("programmes", put(["xxx"], "restricted", "picks", 0, "exercise"), "no exercise 'xxx'"),
        ("programmes", put("xxx", "restricted", "picks", 0, "why"), "there is no why 'xxx'"),
        ("conditions", put(["xxx"], "conditions", 0, "locations"), "there is no location 'xxx'"),
        ("conditions", put(["xxx"], "conditions", 0, "findings"), "there is no finding 'xxx'"),
        ("conditions", put(["xxx"], "conditions", 0, "avoid"), "there is no category 'xxx'"),
        ("exercises/arch", put("xxx", "exercises", 0, "easier"), "there is no exercise 'xxx'"),
        ("exercises/arch", put("xxx", "exercises", 0, "harder"), "there is no exercise 'xxx'"),
        ("questions", put({"xxx": "yes"}, "questions", STIFF, "unsets"), "no finding 'xxx'"),
        ("questions", put({"onset": "x"}, "questions", DAYS, "implies"), "no value of onset 'x'"),
        ("questions", put({"goal": "x"}, "questions", PLACE, "options", 0, "sets"),
         "no value of goal 'x'"),
        ("questions", put("knee", "questions", PLACE, "options", 0, "value"), "'knee'"),
        ("questions", put("x", "questions", ONSET, "unsure_as"), "there is no option 'x'"),
        ("questions", put(["x"], "questions", STIFF, "unsure_as"), "there is no option 'x'"),
        ("questions", put("x", "questions", SQUEEZE, "if_not_asked"), "there is no option 'x'"),
        ("questions", put(["x"], "heard", RISKS, "values"), "there is no finding 'x'"),
        ("tips", put("xxx", "tips", 0, "sources"), "there is no source 'xxx'"),
        ("tips", put(["xxx"], "pointers", 0, "sources"), "there is no source 'xxx'"),
    ],
)  # fmt: skip
def test_a_name_that_nothing_defines(file: str, change: Callable[[Any], Any], message: str) -> None:
    with pytest.raises(KnowledgeError, match=message) as caught:
        changed(file, change)
    lines = DOCUMENTS[file].file.read_text().count("\n")
    assert 1 <= caught.value.line <= lines


def test_the_line_is_that_of_the_name() -> None:
    with pytest.raises(KnowledgeError) as caught:
        changed("red_flags", put({"any": [{"fever": "yes"}]}, "rules", 3, "when"))
    assert caught.value.line == DOCUMENTS["red_flags"].line(("rules", 3, "when"))


def test_numbers_stay_numbers() -> None:
    assert changed("questions", put(9, "questions", REST, "max")).questions["pain_rest"].max == 9


def test_nothing_need_hold_a_rule_back() -> None:
    assert changed("red_flags", put(None, *RULE, "unless")).rules["E1"].unless is None


def test_our_own_knowledge_needs_no_look() -> None:
    assert warnings(LIBRARY) == []


def test_a_route_that_no_rule_takes() -> None:
    route = {**DOCUMENTS["care_routes"].data["routes"][0], "id": "helicopter"}
    found = warnings(changed("care_routes", add(route, "routes")))
    assert found == ["care_routes.yml: the route 'helicopter' is not used"]


def test_a_why_that_no_pick_gives() -> None:
    found = warnings(changed("programmes", put("because", "whys", "because")))
    assert found == ["programmes.yml: the why 'because' is not used"]


def test_a_review_that_is_overdue() -> None:
    yesterday = (date.today() - timedelta(days=1)).isoformat()
    exercise = LIBRARY.exercises["ARC1"].copy(update={"next_review": yesterday})
    library = replace(LIBRARY, exercises={"ARC1": exercise})
    assert warnings(library) == [f"ARC1: the review date {yesterday} has passed"]
    today = exercise.copy(update={"next_review": date.today().isoformat()})
    assert warnings(replace(LIBRARY, exercises={"ARC1": today})) == []
