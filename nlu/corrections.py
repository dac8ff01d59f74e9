"""What a message puts right: words that only mean something beside the answers given before.

The reader knows no earlier answers. What it hears here goes on as `asides`, which actions/ joins
with what was said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from nlu.lexicon import Lexicon
from nlu.story import OLDEST, Story
from nlu.times import Time, Times
from nlu.tokens import Text

CHANGE_SLOT = "change_slot"
PART_DENIED = "part_denied"  # some items of a list were denied, not all of it
PART_RIGHT = "part_right"  # one of the answers was said to be right
DAYS_TOLD = "days_told"  # a time that is told of nothing
NUMBER_TOLD = "number_told"  # a number that is told of nothing
AGE_TOLD = "age_told"  # the same number as an age band
OTHER_SIDE = "other_side"
CORRECTS = "corrects"  # "yes": words such as "sorry, I meant"; "firm": the last answer is meant
FAQ = "faq"
ASIDES = (
    CHANGE_SLOT,
    PART_DENIED,
    PART_RIGHT,
    DAYS_TOLD,
    NUMBER_TOLD,
    AGE_TOLD,
    OTHER_SIDE,
    CORRECTS,
    FAQ,
)
_TIMES = ("injury_days", "duration_days", "surgery_weeks_ago", "morning_stiffness_min")


class CorrectionReader:
    """Matches lexicon/corrections.yml."""

    def __init__(self, lexicon: Lexicon, times: Times, story: Story) -> None:
        self._times, self._story = times, story
        table = lexicon.files["corrections"]
        self._groups = {
            name: lexicon.compile(table[name])
            for name in ("cue", "firm_cue", "other_side", "other_side_fine")
        }
        self._frames, self._right = (
            {
                slot: lexicon.compile(
                    frame.replace("{name}", f"({'|'.join(names)})") for frame in table[frames]
                )
                for slot, names in table["names"].items()
            }
            for frames in ("frames", "right_frames")
        )

    def find(self, text: Text, facts: Mapping[str, Any], times: list[Time]) -> dict[str, Any]:
        """The asides of one message; `facts` and `times` are what it says by itself."""
        asides: dict[str, Any] = {}
        if self._says("cue", text):
            asides[CORRECTS] = "firm" if self._says("firm_cue", text) else "yes"
        named = [slot for slot, frame in self._frames.items() if frame.search(text.line)]
        if named:
            asides[CHANGE_SLOT] = self._longest(named, text)
        elif any(frame.search(text.line) for frame in self._right.values()):
            asides[PART_RIGHT] = "yes"
        if (
            "side" not in facts
            and self._says("other_side", text)
            and not self._says("other_side_fine", text)
        ):
            asides[OTHER_SIDE] = "yes"
        days = [time for time in times if time.minutes is None]
        if days and not facts.keys() & set(_TIMES) and "age_band" not in facts:
            asides[DAYS_TOLD] = days[0].days
        elif CORRECTS in asides and not times:
            asides |= self._number(text)
        return asides

    def says_right_side(self, text: Text) -> bool:
        """Whether "the side is right" stands there: the right one, or the correct one?"""
        return bool(self._right["side"].search(text.line)) and "right" in text.words()

    def _number(self, text: Text) -> dict[str, Any]:
        amounts = [
            amount
            for amount in self._times.numbers.all(text.words())
            if text.words()[amount.first] not in ("a", "an", "some", "half", "few", "couple")
            and "not" not in text.words()[max(amount.first - 2, 0) : amount.first]
        ]
        if len(amounts) != 1:
            return {}
        value = amounts[0].value
        band = self._story.band(value) if 0 < value < OLDEST else None
        return {NUMBER_TOLD: int(value)} | ({AGE_TOLD: band} if band else {})

    def _longest(self, named: list[str], text: Text) -> list[str]:
        """Of the answers named, those by the longest words: "pain at rest" is not "pain"."""
        lengths = {slot: self._length(self._frames[slot], text) for slot in named}
        return [slot for slot in named if lengths[slot] == max(lengths.values())]

    @staticmethod
    def _length(frame: re.Pattern[str], text: Text) -> int:
        return max(len(match.group()) for match in frame.finditer(text.line))

    def _says(self, group: str, text: Text) -> bool:
        return bool(self._groups[group].search(text.line))
