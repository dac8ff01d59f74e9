"""The last look before messages leave: no exercise that the engine would not give this person now.

It knows nothing of the dialogue: whatever went wrong there, the answers on record decide.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from channels.messages import Message, exercises_of, kind_of, swaps_of
from channels.papers import answers_behind
from channels.record import utterance
from channels.turn import Turn
from triage import Urgency, assess, decide, load_library
from triage.fence import Fence
from triage.untrusted import answers_from

logger = logging.getLogger(__name__)

EXERCISE = "exercise"
SHOW = "/show_exercise"
HELD_BACK = "utter_guard_held_back"


async def checked(turn: Turn, messages: list[Message]) -> list[Message]:
    """`messages`, if this person may do every exercise in them; else where to go instead.

    Raises StorageDown where the answers cannot be read: nothing leaves unchecked.
    """
    carried = set(exercises_in(messages))
    if not carried:
        return messages
    slots = answers_behind((await turn.tools.record.view(turn.sender)).slots)
    wrong = carried - permitted(slots)
    if not wrong:
        return messages
    logger.error("Exercises were held back: %s", ", ".join(sorted(wrong)))
    say = decide(answers_from(slots)).to_json()["route"]["say"]
    answer = turn.tools.words.message(HELD_BACK, say=say)
    turn.safe = [answer]
    await turn.tools.record.append(turn.sender, lambda _: [utterance(answer, HELD_BACK)])
    return [answer]


def exercises_in(messages: Iterable[Message]) -> Iterator[str]:
    """The ids of all exercises that are told, shown or offered."""
    for message in messages:
        yield from (str(item.get("id")) for item in exercises_of(message))
        yield from (str(swap.get("id")) for swap in swaps_of(message))
        if kind_of(message) == EXERCISE:
            yield str(message["custom"].get("id"))
        for button in message.get("buttons") or []:
            payload = str(button.get("payload"))
            if payload.startswith(SHOW + "{"):
                yield str(json.loads(payload.removeprefix(SHOW)).get(EXERCISE))


def permitted(slots: Mapping[str, Any]) -> set[str]:
    """The ids of the exercises that these answers leave open; none if it is urgent."""
    library = load_library()
    answers = answers_from(slots, library)
    assessment = assess(answers, library)
    if assessment.urgency.severity >= Urgency.URGENT_SAME_DAY.severity:
        return set()
    fence = Fence(answers, assessment, library)
    return {name for name, exercise in library.exercises.items() if fence.permits(exercise)}
