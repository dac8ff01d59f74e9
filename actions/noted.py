"""Says what was taken in beside the question asked, in words from the knowledge."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.slots import asked_slot, latest_entity, latest_intent, library, slots_before
from triage.answers import as_list
from triage.phrasing import answer_words, sign_labels

Slots = dict[str, Any]
# What a message that answers nothing may be; the others have an answer of their own.
TELLING = (None, "inform", "affirm", "deny", "change", "nlu_fallback", "other_topic", "unsure")


def say_noted(dispatcher: CollectingDispatcher, tracker: Tracker, filled: Slots) -> bool:
    """Utter what the last message told beside the question asked; whether there was anything.

    `filled`: the slots that it filled, as they were taken in. Where the question asked is
    answered, only an earlier answer that changed is named.
    """
    asked, before = asked_slot(tracker), slots_before(tracker)
    answered = filled.get(asked or "") is not None
    told = {name: v for name, v in filled.items() if name != asked and _is_told(name, v)}
    if answered:
        told = {n: v for n, v in told.items() if before.get(n) not in (None, v)}
    words = [_fact(name, value) for name, value in told.items()]
    words += [] if answered else list(_signs(tracker))
    intent = latest_intent(tracker)
    if words and intent in TELLING:
        noted = library().phrases["explain"]["joint"].join(dict.fromkeys(words))
        dispatcher.utter_message(response="utter_noted", noted=noted)
    rest = not answered and bool(latest_entity(tracker, "part_denied"))
    if rest:
        dispatcher.utter_message(response="utter_rest_of_list")
    return rest or bool(words and intent in TELLING)


def _is_told(name: str, value: Any) -> bool:
    question = library().questions.get(name)
    formal = question is None or question.purpose in ("consent", "summary")
    return not formal and value is not None


def _fact(name: str, value: Any) -> str:
    question = library().questions[name]
    words = answer_words(question, value, library())
    return str(library().phrases["fact"].format(short=question.short, value=words))


def _signs(tracker: Tracker) -> Iterable[str]:
    """The danger signs and health facts of the last message, by the names that questions give."""
    labels = sign_labels(library())
    signs = as_list(tracker.latest_message.get("red_flags") or [])
    return (labels[sign] for sign in signs if sign in labels)
