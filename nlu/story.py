"""Who it is about, how old, and how bad it hurts."""

from __future__ import annotations

from typing import Any

from nlu.context import Context
from nlu.lexicon import Lexicon
from nlu.numbers import Amount
from nlu.times import Times
from nlu.tokens import Text

_SCORES = ("pain_walk", "pain_rest")
HIGHEST_SCORE = 10
YOUNGEST_TOLD = 2  # years
_ENDS = frozenset(",.;!?()-/")
_YEARS = frozenset({"years", "year", "yrs"})
_FEW = 6  # words of a message too short to tell a story with an age in it
OLDEST = 115  # years: a greater number is no age
_NEAR = 7  # words between a number and "walking" or "at rest"


class Story:
    """Reads age, patient and pain scores of one message."""

    def __init__(self, lexicon: Lexicon, times: Times) -> None:
        self._groups, self._times = lexicon.groups, times
        self._table = lexicon.files["times"]
        self._bands: dict[str, int] = lexicon.files["scales"]["age_bands"]
        self._pain: dict[str, int] = lexicon.files["scales"]["pain_words"]

    def patient(self, text: Text) -> str | None:
        """child or other, where the message is about someone else's foot; else None."""
        if self._says("patient_child", text):
            return "child"
        if self._says("patient_other", text) and not self._says("first_person", text):
            return "other"
        return None

    def age_band(self, text: Text, asked: str | None) -> str | None:
        """The age band of an age told in years, in tens ("in my 60s") or in words."""
        words = text.words()
        for amount in self._times.numbers.all(words):
            if self._is_age(text, amount, asked):
                return self.band(amount.value)
        for index, word in enumerate(words):
            if word in self._table["age_words"] and self._says("patient_child", text) == (
                self._table["age_words"][word] < 18
            ):
                before = words[max(index - 3, 0) : index]
                if {"my", "a", "am", "i"} & set(before) or asked == "age_band":
                    return self.band(self._table["age_words"][word])
        return None

    def pain(self, text: Text, context: Context, asked: str | None) -> dict[str, Any]:
        """pain_walk and pain_rest (0-10), from numbers or words; of a range the high end."""
        found: dict[str, Any] = {}
        for amount in self._scores(text, asked):
            if not context.status(amount.first, amount.last, past_counts=True).over:
                found.setdefault(self._slot(text, amount, asked), int(round(amount.value)))
        if not found:
            found.update(self._words(text, context, asked))
        if self._says("no_walk_pain", text):
            found.setdefault("pain_walk", 0)
        if self._says("no_rest_pain", text):
            found.setdefault("pain_rest", 0)
        return found

    def _says(self, group: str, text: Text) -> bool:
        return bool(self._groups["story", group].search(text.line))

    def _is_age(self, text: Text, amount: Amount, asked: str | None) -> bool:
        words = text.words()
        if not 0 < amount.value < OLDEST:
            return False
        after = " " + " ".join(words[amount.last + 1 : amount.last + 5]) + " "
        before = words[max(amount.first - 4, 0) : amount.first]
        if self._groups["story", "age_before"].match(after, 1):
            return True
        decade = words[amount.last + 1 : amount.last + 2] == ["s"]
        if decade and self._groups["story", "in_my"].search(" " + " ".join(before) + " "):
            return True
        unit = words[amount.last + 1] if amount.last + 1 < len(words) else "."
        plain = unit in (
            ".",
            ",",
            "and",
            "!",
            "with",
            "but",
            "male",
            "female",
            "m",
            "f",
            "?",
            "so",
            "now",
            "/",
        )
        if self._stands_alone(text, amount, asked):
            return True
        cued = self._follows("age_after", text, amount)
        first_word = words[amount.first - 1] if amount.first else ""
        if cued and plain and amount.value >= 8 and first_word != "at":
            scored = self._groups["story", "scale_cue"].search(" " + " ".join(before) + " ")
            return amount.value > HIGHEST_SCORE or not scored
        return asked == "age_band" and unit not in (
            "week",
            "weeks",
            "month",
            "months",
            "day",
            "days",
        )

    def _stands_alone(self, text: Text, amount: Amount, asked: str | None) -> bool:
        """A bare number that can only be an age: "sore heel, 47", "woman 38.", "26f".

        Where a question was asked, a bare number answers that one.
        """
        words, value = text.words(), amount.value
        if asked not in (None, "age_band", "consent") or value != int(value):
            return False
        before = words[amount.first - 1] if amount.first else "."
        after = words[amount.last + 1] if amount.last + 1 < len(words) else "."
        if after in _YEARS:
            after = words[amount.last + 2] if amount.last + 2 < len(words) else "."
        spoken = words[amount.first : amount.last + 1]
        if not YOUNGEST_TOLD <= value < OLDEST or {"-", "/", "to", "or"} & set(spoken):
            return False
        if (before, after) == ("(", ")"):
            return True
        sexes = self._groups["story", "sexes"]
        sexed = [bool(sexes.match(f" {word} ", 1)) for word in (before, after)]
        ends = [word in _ENDS for word in (before, after)]
        alone = len(words) > _FEW and all(ends) and value > HIGHEST_SCORE
        named = sexed[0] and after not in self._table["units"] and value > HIGHEST_SCORE
        return alone or named or (sexed[0] and ends[1]) or (sexed[1] and value > HIGHEST_SCORE)

    def band(self, age: float) -> str:
        """The age band of an age in years."""
        return next(name for name, most in self._bands.items() if age <= most)

    def _scores(self, text: Text, asked: str | None) -> list[Amount]:
        """Numbers that are pain scores."""
        words, found = text.words(), []
        line_cues = [
            text.index(match.end() - 1)
            for match in self._groups["story", "scale_cue"].finditer(text.line)
        ]
        amounts = self._times.numbers.all(words)
        for place, amount in enumerate(amounts):
            if not 0 <= amount.value <= HIGHEST_SCORE:
                continue
            after = words[amount.last + 1 : amount.last + 4]
            line = " " + " ".join(after) + " "
            unit = after[:1] and after[0] in self._table["units"]
            if self._groups["story", "out_of_ten"].match(line, 1):
                found.append(self._highest(words, amount))
            elif unit or self._is_no_score(words, amount, place):
                continue
            elif (
                any(0 <= amount.first - 1 - cue <= 1 for cue in line_cues)
                or self._beside(words, amount)
                or self._follows("score_place", text, amount)
            ) and not self._groups["story", "no_score"].match(line, 1):
                found.append(self._highest(words, amount))
        return found

    def _follows(self, group: str, text: Text, amount: Amount) -> bool:
        """Whether words of `group` end right before the number."""
        return any(
            text.index(match.end() - 1) == amount.first - 1
            for match in self._groups["story", group].finditer(text.line)
        )

    def _beside(self, words: list[str], amount: Amount) -> bool:
        """ "6 when walking", "2 at rest"."""
        after = " " + " ".join(words[amount.last + 1 : amount.last + 4]) + " "
        return bool(self._groups["story", "score_beside"].match(after, 1))

    def _highest(self, words: list[str], amount: Amount) -> Amount:
        """ "5-6": the worse one."""
        numbers = [
            self._times.numbers.all([word]) for word in words[amount.first : amount.last + 1]
        ]
        values = [found[0].value for found in numbers if found and found[0].value <= HIGHEST_SCORE]
        return Amount(max([amount.value, *values]), amount.first, amount.last)

    @staticmethod
    def _is_no_score(words: list[str], amount: Amount, place: int) -> bool:
        """Whether a number only counts something, or is what a score is out of."""
        if words[amount.first] in ("a", "an", "some", "half", "few", "couple"):
            return True
        if words[max(amount.first - 3, 0) : amount.first][-2:] == ["out", "of"]:
            return True
        return bool(place) and words[amount.first - 1] == "/"

    def _slot(self, text: Text, amount: Amount, asked: str | None) -> str:
        """Whether a score is of walking or of rest: the nearest such word decides."""
        default = asked if asked in _SCORES else "pain_walk"
        beside = self._beside(text.words(), amount)
        if not beside and self._follows("score_place", text, amount):
            resting = self._follows("rest_place", text, amount)
            return "pain_rest" if resting else "pain_walk"
        nearest: tuple[int, str] | None = None
        for slot, group in (("pain_walk", "walking"), ("pain_rest", "resting")):
            for match in self._groups["story", group].finditer(text.line):
                first, last = text.index(match.start()), text.index(match.end() - 1)
                # words after the number describe it more often than words before it
                gap = first - amount.last if first > amount.last else (amount.first - last) + 2
                if first > amount.last and "," in text.words()[amount.last : first]:
                    continue
                if 0 < gap <= _NEAR and (nearest is None or gap < nearest[0]):
                    nearest = (gap, slot)
        return nearest[1] if nearest else default

    def _words(self, text: Text, context: Context, asked: str | None) -> dict[str, Any]:
        if asked not in _SCORES and self._says("first_steps", text):
            return {}
        for group, score in self._pain.items():
            for match in self._groups["story", group].finditer(text.line):
                first, last = text.index(match.start()), text.index(match.end() - 1)
                status = context.status(first, last)
                if group == "no_pain_words":
                    if status.over or asked not in _SCORES:
                        continue
                elif (
                    not status.asserted
                    or asked not in _SCORES
                    and not self._about_pain(text, first, last)
                ):
                    continue
                return {self._slot(text, Amount(score, first, last), asked): score}
        return {}

    def _about_pain(self, text: Text, first: int, last: int) -> bool:
        """Whether a word such as "mild" stands by a word of pain."""
        words = text.words()[max(first - 3, 0) : last + 3]
        return bool(self._groups["story", "pain_noun"].search(" " + " ".join(words) + " "))
