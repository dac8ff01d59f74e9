"""Another exercise in the place of one of the plan."""

from __future__ import annotations

from typing import Any

import pytest

from actions.result import ActionTriageResult, plan_slots
from actions.slots import library
from actions.swap import ActionSwap
from tests.actions.harness import STIFF_ANKLE, Slots, Turn, make_tracker, run
from triage import decide
from triage.untrusted import answers_from

Item = dict[str, Any]


def with_plan(**more: Any) -> Slots:
    """The slots after a result for a stiff ankle."""
    result = run(ActionTriageResult(), make_tracker(STIFF_ANKLE))
    return {"consent": "yes", "plan": result.slots["plan"], **more}


def items(slots: Slots) -> list[Item]:
    return list(slots["plan"]["exercises"])


def offered(slots: Slots) -> tuple[Item, Item]:
    """The first exercise of the plan for which another is offered, and that offer."""
    item = next(item for item in items(slots) if item["swaps"])
    return item, item["swaps"][0]


def swap(slots: Slots, place: str | None = None, instead: str | None = None) -> Turn:
    entities = {"exercise": place, "instead": instead} if place else {}
    return run(ActionSwap(), make_tracker(slots, entities=entities))


def test_the_result_tells_what_may_be_taken_instead() -> None:
    turn = run(ActionTriageResult(), make_tracker(STIFF_ANKLE))
    cards = turn.messages[0]["custom"]["exercises"]
    item, first = offered(with_plan())
    card = next(card for card in cards if card["id"] == item["id"])
    wanted = f'/swap{{"exercise": "{item["id"]}", "instead": "{first["id"]}"}}'
    assert card["swaps"][0]["payload"] == wanted
    sources = library().exercises[item["id"]].sources
    titles = [library().sources[name]["title"] for name in sources]
    assert [source["title"] for source in card["sources"]] == titles


def test_a_tap_changes_the_plan_and_its_text() -> None:
    slots = with_plan()
    item, first = offered(slots)
    turn = swap(slots, item["id"], first["id"])
    assert turn.names == ["utter_swapped"]
    assert first["name"] in turn.messages[0]["text"]
    custom = turn.messages[0]["custom"]
    assert (custom["type"], custom["place"]) == ("exercise_swapped", item["id"])
    assert custom["exercise"]["id"] == first["id"]
    assert turn.slots["shown_exercise"] == first["id"]
    names = [item["id"] for item in items(turn.slots)]
    assert names == [
        first["id"] if other["id"] == item["id"] else other["id"] for other in items(slots)
    ]


def test_a_swap_is_kept_with_the_plan_and_can_be_taken_back() -> None:
    slots = with_plan()
    item, first = offered(slots)
    after = {**slots, **swap(slots, item["id"], first["id"]).slots}
    again = decide(answers_from(plan_slots(make_tracker(after)))).to_json()
    assert again["exercises"] == items(after)
    shown = run(ActionTriageResult(), make_tracker(after))
    assert items(shown.slots) == items(after)
    back = swap(after, item["id"], item["id"])
    assert items(back.slots) == items(slots)


def test_in_words_it_is_another_one_for_the_one_shown() -> None:
    slots = with_plan()
    item, _ = offered(slots)
    turn = swap({**slots, "shown_exercise": item["id"]})
    assert turn.messages[0]["custom"]["place"] == item["id"]
    assert turn.messages[0]["custom"]["exercise"]["id"] in {s["id"] for s in item["swaps"]}


def test_where_nothing_else_fits_it_says_so() -> None:
    slots = with_plan()
    for item in items(slots):
        item["swaps"] = []
    assert swap(slots).names == ["utter_no_other"]


@pytest.mark.parametrize("instead", ["CLA5", "BAL4"])
def test_what_does_not_fit_there_is_not_taken(instead: str) -> None:
    slots = with_plan()
    turn = swap(slots, items(slots)[0]["id"], instead)
    assert turn.names == ["utter_exercise_blocked"]
    assert turn.slots == {}


def test_without_a_plan_there_is_nothing_to_swap() -> None:
    assert swap({"consent": "yes"}).names == ["utter_no_exercises_yet"]


def test_after_a_new_danger_sign_the_result_comes_instead() -> None:
    slots = with_plan(red_flags=["cold_pale_blue"])
    item, first = offered(slots)
    turn = swap(slots, item["id"], first["id"])
    assert turn.names[0] == "utter_result_emergency"
    assert items(turn.slots) == []
