"""What the tests of actions/ share: a tracker to start from, and one run of an action."""

from __future__ import annotations

import asyncio
import copy
from dataclasses import dataclass, field
from typing import Any

from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.slots import FORM
from tests.content.project import load

Slots = dict[str, Any]
START: Slots = {"misses": "0", "emergency_number": "999"}
ANSWERED: Slots = {
    "consent": "yes",
    "age_band": "25_54",
    "signs_now": ["none"],
    "signs_health": ["none"],
    "summary_ok": "yes",
}
# One complete set of answers for each urgency, and one for each kind of plan.
STIFF_ANKLE: Slots = {
    **ANSWERED,
    "location": ["outer_ankle"],
    "side": "left",
    "onset": "injury",
    "injury_days": 14,
    "injury_mechanism": "rolled_in",
    "walk_4_steps_now": "yes",
    "bone_tender": ["none"],
    "signs_injury": ["none"],
    "stiffness": ["side_to_side"],
    "pain_walk": 2,
    "equipment": ["band"],
}
OLD_HEEL_PAIN: Slots = {
    **ANSWERED,
    "location": ["heel_bottom"],
    "side": "right",
    "onset": "gradual",
    "duration_days": 60,
    "signs_no_injury": ["none"],
    "heel_squeeze": "no",
    "stiffness": ["first_steps"],
    "pain_walk": 4,
    "pain_rest": 1,
    "tried_6_weeks": "yes",
}
SOLE_BRUISE: Slots = {**STIFF_ANKLE, "signs_injury": ["sole_bruise"]}
COLD_FOOT: Slots = {"consent": "yes", "age_band": "25_54", "signs_now": ["cold_pale_blue"]}
NIGHT_PAIN: Slots = {**OLD_HEEL_PAIN, "signs_no_injury": ["night_pain"]}


@dataclass
class Turn:
    """What an action did: its events, and its messages as Rasa would send them."""

    events: list[dict[str, Any]]
    messages: list[dict[str, Any]] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """The names of the responses, in order."""
        return [message["utter_action"] for message in self.messages]

    @property
    def slots(self) -> Slots:
        """The slots that were set, with their last values."""
        return {e["name"]: e["value"] for e in self.events if e["event"] == "slot"}

    @property
    def followup(self) -> str | None:
        """The action that is to run next."""
        return next((e["name"] for e in self.events if e["event"] == "followup"), None)


def make_tracker(
    slots: Slots | None = None,
    *,
    asked: str | None = None,
    new: Slots | None = None,
    intent: str = "inform",
    entities: Slots | None = None,
    events: list[dict[str, Any]] | None = None,
) -> Tracker:
    """A tracker with `slots`.

    `asked`: the question that the form asks (None: no form is active). `new`: slots that the last
    message filled. `entities`: what was read in it, one entity each.
    """
    said = [{"entity": name, "value": value} for name, value in (entities or {}).items()]
    message = {
        "intent": {"name": intent, "confidence": 1.0},
        "intent_ranking": [{"name": intent, "confidence": 1.0}],
        "entities": said,
        "text": "...",
    }
    filled = [{"event": "slot", "name": name, "value": v} for name, v in (new or {}).items()]
    loop = {"name": FORM} if asked else {}
    past = [*(events or []), {"event": "user", "text": "...", "parse_data": message}, *filled]
    values = {**START, **(slots or {}), **(new or {}), "requested_slot": asked}
    return Tracker("someone", copy.deepcopy(values), message, past, False, None, loop, None)


def run(action: Action, tracker: Tracker) -> Turn:
    """Run `action`; fails when a response, a placeholder or a slot is missing."""
    dispatcher = CollectingDispatcher()
    domain: Any = {}
    slots = dict(tracker.slots)
    events = asyncio.run(action.run(dispatcher, tracker, domain))
    turn = Turn([dict(event) for event in events])
    known = {*load().domain["slots"], "requested_slot"}
    assert not set(turn.slots) - known, "slots that the domain does not have"
    turn.messages = [_sent(message, slots) for message in dispatcher.messages]
    return turn


def _sent(message: dict[str, Any], slots: Slots) -> dict[str, Any]:
    """The message as Rasa puts it together from a response and what the action passed with it."""
    name = message["response"]
    rest = {key: value for key, value in message.items() if key != "response"}
    draft = TemplatedNaturalLanguageGenerator(load().responses).generate_from_slots(
        name, slots, "web", **rest
    )
    assert draft is not None, f"nothing would be said: there is no response {name!r}"
    assert None not in {rest.get(key, "") for key in slots.keys() & rest.keys()}, rest
    assert not set("{}") & set(draft["text"]), f"{name}: {draft['text']}"
    assert "\n\n" not in draft["text"], f"{name} would be split in two"
    buttons = [*draft.get("buttons", []), *(rest.pop("buttons") or [])]
    given = {key: value for key, value in rest.items() if value}
    return {"custom": {}, **draft, **given, "buttons": buttons, "utter_action": name}
