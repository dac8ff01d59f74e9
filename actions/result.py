"""Says the result: one verdict, why, where to go or what to do."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.slots import (
    COURSE,
    PLAN,
    RED_FLAGS,
    SHOWN,
    SWAPS,
    WITHDRAWN,
    answers_of,
    forget_answers,
    library,
    today,
)
from pictures.curve import curve
from triage import Urgency, decide, next_questions
from triage.course import (
    CHECK_IN,
    VISIT,
    Report,
    begin,
    is_of_check_in,
    lasting_answers,
    read_course,
)
from triage.phrasing import because, plan_lines
from triage.plan_of import decide_with
from triage.progress import Progress, check_in
from triage.progress_words import progress_lines
from triage.untrusted import answers_from


class ActionTriageResult(Action):
    """Utters the decision as text and as the `triage_result` payload, and keeps it as the plan."""

    def name(self) -> str:
        return "action_triage_result"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        if tracker.get_slot("consent") == "no":
            dispatcher.utter_message(response="utter_consent_refused")
            return list(forget_answers(keep=()))
        checks = tracker.get_slot(VISIT) == CHECK_IN
        if tracker.get_slot(PLAN) and not checks:
            return give_result(dispatcher, plan_slots(tracker))
        if next_questions(answers_of(tracker), library()):
            dispatcher.utter_message(response="utter_no_exercises_yet")
            return []
        if checks:
            return give_check_in(dispatcher, tracker.slots)
        return give_result(dispatcher, {**tracker.slots, COURSE: None})


def give_result(dispatcher: CollectingDispatcher, slots: Mapping[str, Any]) -> list[EventType]:
    """Decide for these slots, say it, and keep decision and answers as the plan.

    A course among them, with its check-ins, goes on; else one begins where there are exercises.
    """
    answers, course = answers_from(slots), slots.get(COURSE)
    decided = decide_with(answers, course)
    if course is None:
        begun = begin(decided, answers, today())
        course = begun.to_json() if begun else None
    decision = decided.to_json()
    say_result(dispatcher, decision)
    return kept_events(decision, slots, course)


def give_check_in(dispatcher: CollectingDispatcher, slots: Mapping[str, Any]) -> list[EventType]:
    """Say what the check-in in `slots` changes, and keep it; a danger sign comes before all."""
    course = read_course(slots[COURSE], library())
    if course is None:
        raise ValueError("a check-in without a course")
    answers = answers_from(slots)
    found = check_in(course, Report.of(today(), answers), answers, library())
    decision = found.decision.to_json()
    if found.next_check is not None:
        days = (found.next_check - found.course.last_day).days
        decision = {**decision, "recheck_days": days}
    if found.decision.urgency.severity < Urgency.URGENT_SAME_DAY.severity:
        lines = progress_lines(found, library())
        dispatcher.utter_message(response="utter_progress", progress="\n".join(lines))
    say_result(dispatcher, decision, progress=_told(found))
    done = [name for name in library().questions if is_of_check_in(name)]
    return [
        *kept_events(decision, found.answers.slots, found.course.to_json()),
        *(SlotSet(name, None) for name in (VISIT, *done)),
    ]


def _told(found: Progress) -> dict[str, Any]:
    """What a check-in came to, for clients: step, reasons, the checks and their curve."""
    points = found.course.points()
    return {
        "step": found.step,
        "reasons": list(found.reasons),
        "checks": points,
        "next_check": found.next_check and found.next_check.isoformat(),
        "curve": curve(points, library().progress.curve.dict()),
    }


def kept_events(
    decision: Mapping[str, Any], slots: Mapping[str, Any], course: dict[str, Any] | None
) -> list[EventType]:
    """Events that keep `decision` as the plan, with the answers in `slots` and its course."""
    return [keep_plan(decision, slots), SlotSet(COURSE, course), SlotSet(SHOWN, None)]


def keep_plan(decision: Mapping[str, Any], slots: Mapping[str, Any]) -> EventType:
    """The event that keeps `decision` as the plan, with the answers and swaps behind it."""
    answers = lasting_answers(slots, library())
    if slots.get(SWAPS) is not None:
        answers[SWAPS] = slots[SWAPS]
    return SlotSet(PLAN, {**decision, "answers": answers})


def plan_slots(tracker: Tracker) -> dict[str, Any]:
    """The answers behind the plan, with every danger sign said since; other words said since then
    ("what about my heel?") don't change them."""
    plan = tracker.get_slot(PLAN) or {}
    flags = {name: tracker.get_slot(name) for name in (RED_FLAGS, WITHDRAWN, COURSE)}
    return {**plan.get("answers", {}), **flags}


def has_worsened(tracker: Tracker) -> bool:
    """Whether a danger sign said since the result makes it more urgent."""
    plan = tracker.get_slot(PLAN)
    if not plan:
        return False
    now = decide(answers_from(plan_slots(tracker))).urgency
    return now.severity > Urgency(plan["urgency"]).severity


def say_result(dispatcher: CollectingDispatcher, decision: dict[str, Any], **more: Any) -> None:
    """Utter `decision`: the verdict, `more` in its payload; then, with exercises, the plan."""
    urgency = decision["urgency"]
    dispatcher.utter_message(
        response=f"utter_result_{urgency}",
        json_message={
            "type": "triage_result",
            **decision,
            "exercises": [card(item) for item in decision["exercises"]],
            **more,
        },
        **result_words(decision),
    )
    if urgency not in ("self_care", "see_clinician_soon"):
        return
    if decision["exercises"]:
        dispatcher.utter_message(
            response="utter_plan",
            buttons=exercise_buttons(decision),
            plan="\n".join(plan_lines(decision["exercises"], library())),
            caveat=decision["caveat"],
            recheck=library().phrases["recheck"].format(days=decision["recheck_days"]),
        )
    else:
        dispatcher.utter_message(
            response="utter_no_plan",
            no_plan=library().phrases["no_plan"],
            caveat=decision["caveat"],
        )


def result_words(decision: dict[str, Any]) -> dict[str, str]:
    """What the result responses are filled with."""
    reasons = because(decision, library())
    details = [
        reasons,
        " ".join(decision["meanwhile"]),
        " ".join(condition["text"] for condition in decision["conditions"]),
    ]
    if decision["urgency"] != "emergency":
        details += [
            with_link(decision["diagnosis_section"], "FOOTWISE_DIAGNOSIS_URL"),
            os.environ.get("FOOTWISE_CLINIC_CONTACT", ""),
        ]
    return {
        "verdict": decision["verdict"],
        "because": reasons,
        "say": decision["route"]["say"],
        "details": "\n".join(filter(None, details)),
    }


def card(item: Mapping[str, Any]) -> dict[str, Any]:
    """An exercise of a plan as clients get it: sources by title, swaps with what a tap sends."""
    place = item["instead_of"] or item["id"]
    sources = [library().sources[name] for name in item["sources"]]
    return {
        **item,
        "sources": [{"title": source["title"], "url": source["url"]} for source in sources],
        "swaps": [
            {**swap, "payload": "/swap" + json.dumps({"exercise": place, "instead": swap["id"]})}
            for swap in item["swaps"]
        ],
    }


def exercise_buttons(decision: dict[str, Any]) -> list[dict[str, str]]:
    """One button for each exercise of the plan."""
    return [
        {
            "title": exercise["name"],
            "payload": "/show_exercise" + json.dumps({"exercise": exercise["id"]}),
        }
        for exercise in decision["exercises"]
    ]


def with_link(text: str, setting: str) -> str:
    """`text`, followed by the address in environment variable `setting` where it is set."""
    address = os.environ.get(setting, "")
    return f"{text} {address}".strip()
