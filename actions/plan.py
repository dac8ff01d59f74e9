"""After the result: show an exercise, an easier or harder one, why, and where to read more."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.result import give_result, has_worsened, plan_slots, result_words, with_link
from actions.slots import COURSE, PLAN, SHOWN, asked_slot, latest_entity, latest_intent, library
from pictures.shelf import picture_of
from triage import assess
from triage.fence import Fence
from triage.model import Exercise
from triage.phrasing import dose_words
from triage.plan_of import decide_with
from triage.untrusted import answers_from

# The pages named for each intent.
POINTERS = {
    "diagnosis": ("diagnosis_section", "whole_leg"),
    "other_body_part": ("sister_site",),
    "plantar_fasciitis": ("plantar_fasciitis",),
}


class ActionShowExercise(Action):
    """Shows one exercise of the plan: the one named, else the next one."""

    def name(self) -> str:
        return "action_show_exercise"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        names = plan_exercises(tracker)
        if not names:
            dispatcher.utter_message(response="utter_no_exercises_yet")
            return []
        wanted = named_exercise(latest_entity(tracker, "exercise"))
        shown = tracker.get_slot(SHOWN)
        after = names.index(shown) + 1 if shown in names else 0
        name = wanted if wanted in names else names[after % len(names)]
        return show(dispatcher, tracker, name)


class _ActionVariant(Action, ABC):
    """Shows the easier or harder form of the exercise that was shown last."""

    @property
    @abstractmethod
    def direction(self) -> str:
        """`easier` or `harder`. (Abstract, so that the action server leaves this class out.)"""

    def name(self) -> str:
        return f"action_{self.direction}"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        names = plan_exercises(tracker)
        if not names:
            dispatcher.utter_message(response="utter_no_exercises_yet")
            return []
        if has_worsened(tracker):
            return give_result(dispatcher, plan_slots(tracker))
        shown = library().exercises.get(tracker.get_slot(SHOWN) or names[0])
        other = getattr(shown, self.direction, None)
        if other is None or not may_do(tracker, library().exercises[other]):
            dispatcher.utter_message(response=f"utter_no_{self.direction}")
            return []
        return show(dispatcher, tracker, other)


class ActionEasier(_ActionVariant):
    direction = "easier"


class ActionHarder(_ActionVariant):
    direction = "harder"


class ActionWhy(Action):
    """Why a question is asked, or why the result is what it is."""

    def name(self) -> str:
        return "action_why"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        slot, plan = asked_slot(tracker), tracker.get_slot(PLAN)
        if slot is not None:
            dispatcher.utter_message(
                response="utter_why_question", why=library().questions[slot].why
            )
        elif plan:
            slots = plan_slots(tracker)
            decision = decide_with(answers_from(slots), slots[COURSE]).to_json()
            dispatcher.utter_message(response="utter_why_result", **result_words(decision))
        else:
            dispatcher.utter_message(response="utter_what_now")
        return []


class ActionPointer(Action):
    """Names the diagnosis section, the plantar fasciitis page or the sister site, with its link."""

    def name(self) -> str:
        return "action_pointer"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        intent = latest_intent(tracker)
        for pointer in library().tips["pointers"]:
            if pointer["id"] in POINTERS.get(intent or "", POINTERS["diagnosis"]):
                text = with_link(pointer["text"], pointer["setting"])
                dispatcher.utter_message(response=f"utter_pointer_{pointer['id']}", pointer=text)
        return []


def plan_exercises(tracker: Tracker) -> list[str]:
    """Ids of the exercises in the person's plan that the knowledge still has."""
    plan: dict[str, Any] = tracker.get_slot(PLAN) or {}
    names = [exercise["id"] for exercise in plan.get("exercises", [])]
    return [name for name in names if name in library().exercises]


def named_exercise(words: Any) -> str | None:
    """The exercise whose id or name `words` are, or None."""
    wanted = str(words or "").casefold()
    return next(
        (
            e.id
            for e in library().exercises.values()
            if wanted in (e.id.casefold(), e.name.casefold())
        ),
        None,
    )


def may_do(tracker: Tracker, exercise: Exercise) -> bool:
    """Whether this person's answers leave `exercise` open: the same gate as the plan's."""
    answers = answers_from(plan_slots(tracker))
    return Fence(answers, assess(answers, library()), library()).permits(exercise)


def show(dispatcher: CollectingDispatcher, tracker: Tracker, name: str) -> list[EventType]:
    """Utter exercise `name`, if this person may do it, and remember that it was shown."""
    exercise = library().exercises[name]
    if has_worsened(tracker):
        return give_result(dispatcher, plan_slots(tracker))
    if not may_do(tracker, exercise):
        dispatcher.utter_message(response="utter_exercise_blocked")
        return []
    dispatcher.utter_message(
        response="utter_exercise",
        json_message={"type": "exercise", **exercise.dict(), **picture(name)},
        **exercise_words(exercise),
    )
    return [SlotSet(SHOWN, name)]


def exercise_words(exercise: Exercise) -> dict[str, str]:
    """What the responses that show an exercise are filled with."""
    dose = filter(None, [dose_words(exercise.dose.dict(), library()), exercise.dose_note])
    return {
        "name": exercise.name,
        "steps": "\n".join(f"{number}. {step}" for number, step in enumerate(exercise.steps, 1)),
        "feel": exercise.feel,
        "dose": " ".join(dose),
        "stop": " ".join(exercise.stop_if),
    }


def picture(name: str) -> dict[str, dict[str, str]]:
    """The picture of exercise `name` as part of its payload; nothing if it was not built."""
    picture = picture_of(name)
    return {"picture": picture} if picture else {}
