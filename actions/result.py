"""Says the result: one verdict, why, where to go or what to do."""

from __future__ import annotations

import os
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.slots import PLAN, SHOWN, answers_of, forget_answers, library
from triage import decide
from triage.phrasing import because, plan_lines


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
        decision = decide(answers_of(tracker)).to_json()
        say_result(dispatcher, decision)
        return [SlotSet(PLAN, decision), SlotSet(SHOWN, None)]


def say_result(dispatcher: CollectingDispatcher, decision: dict[str, Any]) -> None:
    """Utter `decision`: the verdict with its payload; then, with exercises, the plan."""
    urgency = decision["urgency"]
    dispatcher.utter_message(
        response=f"utter_result_{urgency}",
        json_message={"type": "triage_result", **decision},
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


def exercise_buttons(decision: dict[str, Any]) -> list[dict[str, str]]:
    """One button for each exercise of the plan."""
    return [
        {
            "title": exercise["name"],
            "payload": '/show_exercise{"exercise": "%s"}' % exercise["id"],
        }
        for exercise in decision["exercises"]
    ]


def with_link(text: str, setting: str) -> str:
    """`text`, followed by the address in environment variable `setting` where it is set."""
    address = os.environ.get(setting, "")
    return f"{text} {address}".strip()
