"""The one route for danger signs in free text (DESIGN section 5), without the model.

An emergency sign shows the alert at once and asks if it is so now. Only an explicit "no, carry on"
takes the sign back. Other signs are put on record, and the talk goes on.
"""

from __future__ import annotations

from collections.abc import Sequence

from rasa.shared.core.events import Event, UserUttered

from channels import signs
from channels.history import FINDINGS
from channels.messages import RESULT, Message, last_question
from channels.payloads import value_in
from channels.record import CONSENT, Slots, listening, slots_set, utterance
from channels.signs import Flags
from channels.talk import EMERGENCY_NOW
from channels.text import bare
from channels.turn import ReadText, Turn

ALERT = "utter_guard_emergency"
CARRY_ON = "utter_guard_carry_on"
CONFIRMED = "utter_guard_emergency_now"
YES, NO = "yes", "no"
ASK_AGAIN = "utter_guard_emergency_again"
LEAVING = ("start_over", "stop")


async def take_signs(turn: Turn, found: Sequence[str], slots: Slots) -> list[Message] | None:
    """Acts on the signs `found` in a message: the alert, or None when the talk just goes on."""
    flags = signs.heard(found, slots)
    if flags is None:
        return None
    if flags.alarming:
        return await _alert(turn, found, flags, slots)

    def build(now: Slots) -> list[Event]:
        fresh = signs.heard(found, now)
        return slots_set(fresh.slots()) if fresh else []

    await turn.tools.record.append(turn.sender, build, turn.new_output())
    return None


def choice(turn: Turn, payload: str | None, reading: ReadText | None) -> str | None:
    """The answer to the alert: yes, no, or None for anything else that was typed.

    Any kind of yes counts; no only as one of the answers that the alert names.
    """
    if payload is not None:
        return str(value_in(payload, EMERGENCY_NOW))
    if reading is not None and reading.facts.get(EMERGENCY_NOW) == YES:
        return YES
    question = last_question(turn.talk.last)
    typed = bare(turn.words)
    if question is None or not typed:
        return None
    titles = {
        bare(button["title"]): str(value_in(button["payload"], EMERGENCY_NOW))
        for button in question.get("buttons") or []
    }
    for option in question["custom"]["options"]:
        titles |= {bare(words): option["value"] for words in option.get("words", [])}
    return titles.get(typed)


def alert_alone(turn: Turn, found: Sequence[str]) -> list[Message]:
    """The alert for signs that are an emergency by themselves, when nothing can be put on record.

    Empty if they are none.
    """
    flags = signs.heard(found, {})
    if flags is None or not flags.alarming:
        return []
    turn.talk.alert = flags.alarming
    return [_alert_message(turn, flags, {})]


async def stays(turn: Turn) -> bool:
    """Whether the emergency stays in front: only stopping or starting over leads away from it."""
    return await turn.tools.record.intent(turn.words, turn.talk.asked) not in LEAVING


async def ask_again(turn: Turn, slots: Slots) -> list[Message]:
    """Anything but yes or no was typed: the sign stays, and so does the question."""
    messages = [turn.tools.words.message(ASK_AGAIN), *turn.talk.open]
    turn.safe = messages
    said = _said(turn, turn.words, slots)

    def build(_: Slots) -> list[Event]:
        notes = {FINDINGS: list(turn.talk.alert)}
        alert = [utterance(message, ALERT, **notes) for message in messages[1:]]
        return [said, utterance(messages[0], ASK_AGAIN), *alert, listening()]

    await turn.tools.record.append(turn.sender, build, turn.new_output())
    return messages


def is_confirmed(slots: Slots) -> bool:
    """Whether the person has said that an emergency is happening, and has not begun anew since."""
    return slots.get(EMERGENCY_NOW) == YES and signs.is_emergency(slots)


async def confirm(turn: Turn, slots: Slots) -> list[Message]:
    """The person said yes: what to do now, once more and in full. The talk ends there."""
    alarming = turn.talk.alert
    decision = signs.decision_for(signs.confirmed(alarming, slots), slots)
    answer = turn.tools.words.message(CONFIRMED, **signs.emergency_values(decision))
    answer["custom"] = {"type": RESULT, **decision}
    turn.safe = [answer]
    text = turn.message.text or ""
    said = turn.uttered(text) if text.startswith("/") else _said(turn, text, slots)

    def build(now: Slots) -> list[Event]:
        kept = {**signs.confirmed(alarming, now).slots(), EMERGENCY_NOW: YES}
        return [said, *slots_set(kept), utterance(answer, CONFIRMED), listening()]

    await turn.tools.record.append(turn.sender, build, turn.new_output())
    return turn.safe


async def carry_on(turn: Turn) -> list[Message]:
    """The person said no: that is put on record, and the open question is asked again."""
    alarming = turn.talk.alert
    answers = [(turn.tools.words.message(CARRY_ON), CARRY_ON)]
    if turn.talk.question:
        answers.append((turn.talk.question, f"utter_ask_{turn.talk.question['custom']['slot']}"))

    def build(now: Slots) -> list[Event]:
        kept = {**signs.taken_back(alarming, now).slots(), EMERGENCY_NOW: NO}
        said = turn.uttered(turn.message.text or "")
        spoken = [utterance(message, name) for message, name in answers]
        return [said, *slots_set(kept), *spoken, listening()]

    await turn.tools.record.append(turn.sender, build, turn.new_output())
    return [message for message, _ in answers]


async def _alert(turn: Turn, found: Sequence[str], flags: Flags, slots: Slots) -> list[Message]:
    """Shows the alert; it must reach the person even if it cannot be put on record."""
    alert = _alert_message(turn, flags, slots)
    turn.safe = [alert]
    said = _said(turn, turn.words, slots)

    def build(now: Slots) -> list[Event]:
        fresh = signs.heard(found, now) or flags
        notes = {FINDINGS: list(flags.alarming)}
        kept = {**fresh.slots(), EMERGENCY_NOW: None}
        return [said, *slots_set(kept), utterance(alert, ALERT, **notes), listening()]

    turn.talk.alert = flags.alarming
    await turn.tools.record.append(turn.sender, build, turn.new_output())
    return turn.safe


def _alert_message(turn: Turn, flags: Flags, slots: Slots) -> Message:
    decision = signs.decision_for(flags, slots)
    return turn.tools.words.message(ALERT, **signs.emergency_values(decision))


def _said(turn: Turn, words: str, slots: Slots) -> UserUttered:
    """The person's message for the record; before consent without the words, which wait."""
    if slots.get(CONSENT) == YES:
        return turn.uttered(words)
    turn.talk.keep(words, turn.tools.settings.max_text)
    return turn.uttered("")
