"""Another exercise in the place of one of the plan, at the person's wish."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.plan import exercise_words, named_exercise, picture
from actions.result import card, give_result, has_worsened, keep_plan, plan_slots
from actions.slots import COURSE, PLAN, SHOWN, SWAPS, latest_entity, library
from triage.plan_of import decide_with
from triage.swaps import EASIER, HARDER, OTHER
from triage.untrusted import answers_from

Item = Mapping[str, Any]


class ActionSwap(Action):
    """Puts the exercise that was tapped in its place; in words, another one for the one shown."""

    def name(self) -> str:
        return "action_swap"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        slots = plan_slots(tracker)
        items = (tracker.get_slot(PLAN) or {}).get("exercises") or []
        if not items:
            dispatcher.utter_message(response="utter_no_exercises_yet")
            return []
        if has_worsened(tracker):
            return give_result(dispatcher, slots)
        place, wanted = _wish(tracker, items)
        if wanted is None:
            dispatcher.utter_message(response="utter_no_other")
            return []
        slots = {**slots, SWAPS: {**slots.get(SWAPS, {}), place: wanted}}
        decision = decide_with(answers_from(slots), slots[COURSE], library()).to_json()
        item = next((i for i in decision["exercises"] if _place(i) == place), None)
        if item is None or item["id"] != wanted:
            dispatcher.utter_message(response="utter_exercise_blocked")
            return []
        _show(dispatcher, place, item)
        return [keep_plan(decision, slots), SlotSet(SHOWN, wanted)]


def _wish(tracker: Tracker, items: list[Item]) -> tuple[str, str | None]:
    """The place in the plan, by the id that the plan had there first, and what is wanted in it."""
    place, wanted = (named_exercise(latest_entity(tracker, n)) for n in ("exercise", "instead"))
    if place and wanted:
        return place, wanted
    shown = place or tracker.get_slot(SHOWN)
    item = next((item for item in items if item["id"] == shown), items[0])
    offered = {swap["way"]: swap["id"] for swap in item["swaps"]}
    ways = (way for way in (OTHER, EASIER, HARDER) if way in offered)
    return _place(item), offered.get(next(ways, ""))


def _place(item: Item) -> str:
    """The exercise that the plan had first where `item` stands."""
    return str(item["instead_of"] or item["id"])


def _show(dispatcher: CollectingDispatcher, place: str, item: Item) -> None:
    exercise = library().exercises[item["id"]]
    dispatcher.utter_message(
        response="utter_swapped",
        json_message={
            "type": "exercise_swapped",
            "place": place,
            "exercise": {**card(item), **picture(item["id"])},
        },
        **exercise_words(exercise),
    )
