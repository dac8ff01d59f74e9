"""A talk as the person saw it, both sides, from the tracker's events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rasa.shared.core.events import BotUttered, Event, UserUttered

from channels.messages import Message, kind_of, plain, slot_of, swaps_of
from channels.payloads import UNSURE_MARK, value_in
from channels.record import FAILED

FINDINGS = "findings"
PERSON, FOOTWISE = "person", "footwise"


def bot_turns(events: Iterable[Event]) -> Iterator[list[Message]]:
    """What the bot said, turn by turn: everything between two messages of the person."""
    turn: list[Message] = []
    for event in events:
        if isinstance(event, UserUttered) and turn:
            yield turn
            turn = []
        elif isinstance(event, BotUttered):
            turn.append(shown(event))
    if turn:
        yield turn


def alert_findings(events: Iterable[Event]) -> tuple[str, ...]:
    """The danger signs of the last alert that the guard showed."""
    found: tuple[str, ...] = ()
    for event in events:
        if isinstance(event, BotUttered) and event.metadata.get(FINDINGS):
            found = tuple(event.metadata[FINDINGS])
    return found


def answer_to(message_id: str, events: Iterable[Event]) -> list[Message] | None:
    """What was answered to the message with this id, None if it never came or was not taken in."""
    answer: list[Message] | None = None
    for event in events:
        if isinstance(event, UserUttered):
            if answer is not None:
                return answer
            failed = (event.metadata or {}).get(FAILED)
            answer = [] if event.message_id == message_id and not failed else None
        elif isinstance(event, BotUttered) and answer is not None:
            answer.append(shown(event))
    return answer


def transcript(
    events: Iterable[Event],
    opening: str,
    kept: Iterable[tuple[float, str]] = (),
    since: float = 0,
) -> list[Message]:
    """The messages in order, with `from` (who said it); taps by their label, without `opening`.

    `kept` are words that are not on record, each with its time; what was said before `since`
    (seconds since 1970) is left out.
    """
    whole = [part for event in events for part in _as_typed(event)]
    waiting = [UserUttered(words, timestamp=said) for said, words in kept]
    lines: list[Message] = []
    labels = Labels()
    for event in sorted([*whole, *waiting], key=lambda event: event.timestamp or 0):
        early = (event.timestamp or 0) < since
        if isinstance(event, BotUttered):
            message = shown(event)
            labels.learn(message)
            if message and not early:
                lines.append({"from": FOOTWISE, **message})
        elif isinstance(event, UserUttered) and event.text not in (None, "", opening) and not early:
            lines.append({"from": PERSON, "text": labels.of(event.text)})
    return lines


def _as_typed(event: Event) -> list[Event]:
    """The messages that a person's message was put together from, each at its own time."""
    typed = isinstance(event, UserUttered) and (event.metadata or {}).get("typed")
    if not typed:
        return [event]
    return [UserUttered(part["text"], timestamp=part["at"]) for part in typed]


def shown(event: BotUttered) -> Message:
    """What the person got of a bot event."""
    return plain(event.message())


class Labels:
    """The words on the buttons and options that were shown so far."""

    def __init__(self) -> None:
        self._titles: dict[str, str] = {}
        self._options: dict[str, dict[str, str]] = {}

    def learn(self, message: Message) -> None:
        """Takes in the choices of one message."""
        for button in message.get("buttons") or []:
            self._titles[str(button.get("payload"))] = str(button.get("title"))
        for swap in swaps_of(message):
            self._titles[str(swap.get("payload"))] = str(swap.get("name"))
        if kind_of(message) == "question":
            options = message["custom"].get("options") or []
            known = self._options.setdefault(str(slot_of(message)), {})
            known.update({str(option["value"]): str(option["label"]) for option in options})

    def of(self, text: str) -> str:
        """What the person saw when they sent `text`: a label, or the words themselves."""
        for slot, options in self._options.items():
            value = value_in(text, slot)
            if value is not None:
                values = value if isinstance(value, list) else [value]
                return ", ".join(_label(str(item), options) for item in values)
        return self._titles.get(text, text)


def _label(value: str, options: dict[str, str]) -> str:
    if value.startswith(UNSURE_MARK):
        return f"{options.get(value.removeprefix(UNSURE_MARK), value)} (?)"
    return options.get(value, value)
