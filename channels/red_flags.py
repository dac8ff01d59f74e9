"""The one route for danger signs in free text (DESIGN section 5): said at once, never lost."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rasa.shared.core.events import Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from channels.agent_port import AgentPort, listening, said, uttered
from triage import Urgency, decide, load_library
from triage.phrasing import because
from triage.untrusted import answers_from

EMERGENCY_NOW = "emergency_now"
RED_FLAGS = "red_flags"
WITHDRAWN = "red_flags_withdrawn"
YES, NO = ("/inform" + json.dumps({EMERGENCY_NOW: answer}) for answer in ("yes", "no"))
ALERT = "utter_guard_emergency"
CONFIRMED = "utter_guard_emergency_now"
CLEARED = "utter_guard_cleared"
YES_LABEL, NO_LABEL = "utter_guard_yes", "utter_guard_no"
MISREAD_LABEL = "utter_guard_misread"


@dataclass(frozen=True)
class Flags:
    """The danger signs of a conversation: said before, and new with this message."""

    known: tuple[str, ...]
    withdrawn: tuple[str, ...]
    new: tuple[str, ...]

    @classmethod
    def of(cls, tracker: DialogueStateTracker, found: Iterable[str]) -> Flags:
        """What `found` adds to the tracker; a sign taken back counts as new when said again."""
        withdrawn = tuple(tracker.get_slot(WITHDRAWN) or ())
        known = tuple(tracker.get_slot(RED_FLAGS) or ())
        live = set(known) - set(withdrawn)
        new = tuple(name for name in dict.fromkeys(found) if name not in live)
        return cls(known, withdrawn, new)

    def slots(self) -> list[Event]:
        """The events that record the new signs."""
        merged = list(dict.fromkeys([*self.known, *self.new]))
        kept = [name for name in self.withdrawn if name not in self.new]
        events: list[Event] = [SlotSet(RED_FLAGS, merged)]
        return [*events, SlotSet(WITHDRAWN, kept)] if kept != list(self.withdrawn) else events


class RedFlagRoute:
    """Says the emergency text without the model, and takes the answer to it."""

    def __init__(self, port: AgentPort) -> None:
        self.port = port

    def is_emergency(self, tracker: DialogueStateTracker, flags: Flags) -> bool:
        """Whether the new signs make it an emergency that it was not before."""
        slots = tracker.current_slot_values()
        after = decide(answers_from(_with(slots, flags))).urgency
        return after is Urgency.EMERGENCY and bool(flags.new)

    async def record(self, sender: str, flags: Flags) -> None:
        """Keep the new signs; the talk goes on. Takes the lock."""
        async with self.port.lock(sender):
            await self.port.append(sender, flags.slots())

    async def alert(
        self, sender: str, text: str, channel: str, flags: Flags
    ) -> list[dict[str, Any]]:
        """Say what to do now, and ask whether it is happening now. Takes the lock."""
        async with self.port.lock(sender):
            tracker = await self.port.tracker(sender)
            message = self._message(ALERT, _with(tracker.current_slot_values(), flags))
            message["custom"] = self._question()
            message["buttons"] = [
                {"title": option["label"], "payload": option["payload"]}
                for option in message["custom"]["options"]
            ]
            await self.port.append(
                sender,
                [said(text, channel), *flags.slots(), uttered(message, ALERT), listening()],
            )
        return [message]

    async def confirm(self, sender: str, text: str, channel: str) -> list[dict[str, Any]]:
        """It is happening now: say it again as the result; the sign stays. Takes the lock."""
        async with self.port.lock(sender):
            tracker = await self.port.tracker(sender)
            slots = tracker.current_slot_values()
            message = self._message(CONFIRMED, slots)
            decision = decide(answers_from(slots)).to_json()
            message["custom"] = {"type": "triage_result", **decision}
            await self.port.append(
                sender, [said(text, channel), uttered(message, CONFIRMED), listening()]
            )
        return [message]

    async def clear(
        self, sender: str, text: str, channel: str, pending: Iterable[dict[str, Any]]
    ) -> list[dict[str, Any]]:
        """It is not happening: on record, the signs that raised the alert are taken back and the
        pending question is asked again. Takes the lock."""
        async with self.port.lock(sender):
            tracker = await self.port.tracker(sender)
            flags = tracker.get_slot(RED_FLAGS) or []
            withdrawn = [*(tracker.get_slot(WITHDRAWN) or []), *_emergencies(flags)]
            message = self.port.response(CLEARED)
            again = list(pending)
            events: list[Event] = [
                said(text, channel),
                SlotSet(WITHDRAWN, list(dict.fromkeys(withdrawn))),
                uttered(message, CLEARED),
                *(uttered(item, CLEARED) for item in again),
                listening(),
            ]
            await self.port.append(sender, events)
        return [message, *again]

    def _message(self, name: str, slots: dict[str, Any]) -> dict[str, Any]:
        decision = decide(answers_from(slots)).to_json()
        return self.port.response(
            name,
            verdict=decision["verdict"],
            say=decision["route"]["say"],
            because=because(decision, load_library()),
            meanwhile=" ".join(decision["meanwhile"]),
        )

    def _question(self) -> dict[str, Any]:
        options = [("yes", YES_LABEL, YES), ("no", NO_LABEL, NO), ("no", MISREAD_LABEL, NO)]
        return {
            "type": "question",
            "slot": EMERGENCY_NOW,
            "kind": "yes_no",
            "urgent": True,
            "multiple": False,
            "tick_list": False,
            "options": [
                {"value": value, "label": self.port.response(label)["text"], "payload": payload}
                for value, label, payload in options
            ],
            "fills": [EMERGENCY_NOW],
            "skippable": False,
        }


def _with(slots: dict[str, Any], flags: Flags) -> dict[str, Any]:
    withdrawn = [name for name in flags.withdrawn if name not in flags.new]
    return {**slots, RED_FLAGS: [*flags.known, *flags.new], WITHDRAWN: withdrawn}


def _emergencies(flags: Iterable[str]) -> list[str]:
    """The signs that an emergency rule looks at."""
    library = load_library()
    looked_at = {
        finding
        for rule in library.rules.values()
        if rule.level is Urgency.EMERGENCY
        for finding in library.condition("rule", rule.id).findings
    }
    return [name for name in flags if name in looked_at]
