"""Reads a message as the answer to the question that was just asked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, utils

from nlu.corrections import CORRECTS
from nlu.lexicon import Lexicon
from nlu.talk import POLAR, UNSURE, TalkReader
from nlu.times import Time, Times
from nlu.tokens import Text
from triage import Library
from triage.model import Question

NONE = "none"
_EXACT_FIT = 98  # of 100: the label itself
_LABEL_FIT = 88  # of 100: how like an option's label a typed answer must be
_DENIALS = frozenset({"no", "not", "without", "never", "neither"})
_ALL_OF = 5  # options at most, where "all of them" ticks each
_SHORT = 9  # tokens of an answer whose every word counts
_DAYS_A_WEEK = 7
# Facts that an answer to any question may hold too.
_SAID_OF_ANY = frozenset({"goal", "region", "trend", "first_step_pain"})


@dataclass(frozen=True)
class Answer:
    """The intent of an answer, and the value for the slot asked (None: it gave none).

    `partly`: some items of the list asked were denied, and nothing was said of the others.
    """

    intent: str
    value: Any = None
    partly: bool = False


class AnswerReader:
    """Answers to one question at a time."""

    def __init__(self, lexicon: Lexicon, library: Library, times: Times, talk: TalkReader) -> None:
        self._lexicon, self._library, self._times, self._talk = lexicon, library, times, talk
        self._to = lexicon.answers_to
        scales = lexicon.files["scales"]
        self._good: list[str] = scales["yes_is_good"]
        self._polar: dict[str, dict[str, str]] = scales["polar_choices"]
        self._ordinals: dict[str, int] = lexicon.files["times"]["ordinals"]

    def read(self, text: Text, asked: str, facts: dict[str, Any], more: list[str]) -> Answer | None:
        """The answer to `asked`, None where the message gives none.

        `facts` are what the message says by itself; `more`: signs and asides told beside them.
        """
        question = self._library.questions.get(asked)
        if question is None:
            polarity = self._talk.polarity(text)
            return Answer(polarity_intent(polarity), polarity) if polarity else None
        if question.tick_list:
            return self._tick_list(text, question, more)
        # "I can't walk" is no "no" to another question.
        elsewhere = bool(facts.keys() - {asked, *_SAID_OF_ANY} or more)
        if question.kind == "yes_no":
            return self._yes_no(text, question, facts, more, elsewhere)
        if question.kind in ("scale", "number"):
            return self._number(text, question, facts)
        return self._choice(text, question, facts, elsewhere)

    def _group(self, name: str) -> re.Pattern[str]:
        return self._lexicon.groups["answers", name]

    def _yes_no(
        self,
        text: Text,
        question: Question,
        facts: dict[str, Any],
        more: list[str],
        elsewhere: bool,
    ) -> Answer | None:
        value = facts.get(question.id) or self._talk.polarity(text, bare=elsewhere)
        if value == "no" and elsewhere and CORRECTS in more and question.id not in facts:
            value = self._talk.only(text)  # "no, the heel, not the ankle"
        if (
            value is None
            and question.id not in self._good
            and self._group("only").match(text.line, 1)
        ):
            value = "yes"  # "only in the mornings"
        allowed = any(option.value == value for option in question.options)
        return Answer(polarity_intent(value), value if allowed else None) if value else None

    def _tick_list(self, text: Text, question: Question, more: list[str]) -> Answer | None:
        ticked = [sign for sign in more if sign in question.fills]
        picked = [str(value) for value in self._picked(text, question)]
        doubt = bool(self._group("unsure_one").search(text.line))
        values = list(dict.fromkeys([*ticked, *picked]))
        if values:
            return Answer(
                "inform", [f"{UNSURE}:{v}" for v in values] if doubt and not ticked else values
            )
        polarity = self._talk.polarity(text)
        if self._talk.begins_none(text):
            return Answer("deny", [NONE])
        if polarity == UNSURE or (polarity != "no" and self._group(UNSURE).search(text.line)):
            return Answer(UNSURE)
        if self._talk.denies_all(text):
            return Answer("deny", [NONE])
        if self._talk.opens_question(text):
            return None
        if polarity == "no" or self._group("none").search(text.line):
            return Answer("inform", partly=True)
        return Answer(polarity_intent(polarity)) if polarity and not more else None

    def _number(self, text: Text, question: Question, facts: dict[str, Any]) -> Answer | None:
        if question.id in facts:
            return Answer("inform", facts[question.id])
        value = self._days(text) if question.id.endswith("_days") else self._plain(text, question)
        if value is None:
            if self._talk.polarity(text) == UNSURE:
                return Answer(UNSURE)
            labelled = self._by_label(text, question)
            value = labelled[0] if labelled else None
        if value is None and question.kind == "scale" and self._zero(text):
            value = 0
        if value is None or not (question.min or 0) <= value <= (question.max or value):
            return None
        return Answer("inform", value)

    def _zero(self, text: Text) -> bool:
        return self._talk.polarity(text) == "no" or bool(self._group("none").search(text.line))

    def _days(self, text: Text) -> int | None:
        times = self._times.find(text)
        if times:
            return times[0].days
        amounts = self._times.numbers.all(text.words())
        return int(amounts[0].value) if amounts else None

    def _plain(self, text: Text, question: Question) -> int | None:
        """A number in the unit of the question: points, minutes or weeks."""
        times = self._times.find(text) or self._times.spans(text)
        if times and question.kind == "number":
            return _in_unit(times[0], question.id)
        amounts = self._times.numbers.all(text.words())
        if not amounts:
            return None
        if question.kind == "scale":
            values = [v.value for v in self._times.numbers.every(text.words()) if v.value <= 10]
            return (
                int(max(values))
                if values and not _out_of_ten_only(values, text)
                else _first(values)
            )
        return int(amounts[0].value)

    def _choice(
        self, text: Text, question: Question, facts: dict[str, Any], elsewhere: bool
    ) -> Answer | None:
        exact = self._by_label(text, question, _EXACT_FIT)
        value = exact[0] if exact and not question.is_list else facts.get(question.id)
        picked = self._picked(text, question) if value is None else []
        values = [value] if value is not None and not isinstance(value, list) else value or picked
        if values:
            return Answer("inform", list(values) if question.is_list else values[0])
        has_none = any(option.value == NONE for option in question.options)
        strict = question.kind == "body_map"  # bones: each one that is sore counts
        polarity = self._talk.polarity(text, bare=elsewhere)
        denied = polarity == "no" or self._group("none").search(text.line)
        choice = self._polar.get(question.id, {}).get(polarity or "")
        if choice is not None:
            return Answer("inform", choice)
        if (
            has_none
            and denied
            and (self._talk.denies_all(text, bones=strict) or not (strict or elsewhere))
        ):
            return Answer("deny", [NONE])
        if has_none and denied:
            return Answer("inform", partly=True)
        if polarity == UNSURE:
            return Answer(UNSURE)
        return Answer(polarity_intent(polarity)) if polarity else None

    def _picked(self, text: Text, question: Question) -> list[Any]:
        """Options picked by their place ("1 and 3", "the second one") or by their words."""
        if self._talk.opens_question(text):
            return []
        options = [option.value for option in question.options if option.value != NONE]
        whole = bool(self._group("all").fullmatch(text.line[:-2].rstrip() + " ", 1))
        if question.is_list and whole and len(options) <= _ALL_OF:
            return options
        if question.is_list and len(options) == 2 and self._group("both_of").search(text.line):
            return options
        # "top" is the top of the foot before it is the first of a list.
        worded = self._by_words(text, question) if question.id == "location" else []
        if worded:
            return worded
        places = self._places_picked(text)
        if places and max(places) <= len(question.options):
            chosen = [question.options[place - 1 if place > 0 else place].value for place in places]
            return chosen if question.is_list else chosen[:1]
        return self._by_label(text, question) or self._by_words(text, question)

    def picks_both(self, text: Text) -> bool:
        """Whether the message is "both of those" and no more: two options, not two feet."""
        both = self._group("both_of").match(text.line, 1)
        return both is not None and text.index(both.end() - 1) >= len(text.tokens) - 2

    def _by_words(self, text: Text, question: Question) -> list[Any]:
        """Values that short words mean as answers to this very question."""
        if _DENIALS & set(text.words()) or len(text.tokens) > _SHORT:
            return []
        told = [
            (match.start(), value)
            for value, pattern in self._to.get(question.id, {}).items()
            if (match := pattern.search(text.line))
        ]
        if question.id == "location" and len(told) > 1:
            return []
        return [value for _, value in (sorted(told) if question.is_list else told[:1])]

    def _places_picked(self, text: Text) -> list[int]:
        """Numbers of options, where the message holds hardly anything else."""
        places: list[int] = []
        for word in text.words():
            bare = self._ordinals.get(word)
            if bare is not None:
                places.append(bare)
            elif re.fullmatch(r"\d{1,2}", word) and int(word) > 0:
                places.append(int(word))
            elif word in ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"):
                if not (places and word == "one"):
                    places.append(int(self._lexicon.files["times"]["numbers"][word]))
            elif word not in self._lexicon.files["scales"]["list_words"]:
                return []
        return list(dict.fromkeys(places))

    def _by_label(self, text: Text, question: Question, fit: float = _LABEL_FIT) -> list[Any]:
        """The option whose label the message is, at least as like it as `fit` of 100."""
        typed = utils.default_process(text.original)
        if len(typed) < 3:
            return []
        scored = []
        for option in question.options:
            label = utils.default_process(option.label)
            score = max(
                fuzz.ratio(typed, label), fuzz.ratio(typed, str(option.value).replace("_", " "))
            )
            if len(typed) >= 12:
                score = max(score, fuzz.partial_ratio(typed, label) - 4)
            scored.append((score, option.value))
        if _DENIALS & set(text.words()):
            fit = _EXACT_FIT  # "not the heel bone"
        score, value = max(scored, key=lambda pair: pair[0], default=(0, None))
        return [value] if score >= fit else []


def polarity_intent(polarity: str | None) -> str:
    """The intent that says yes, no or "I don't know"."""
    return next((intent for intent, value in POLAR.items() if value == polarity), "inform")


def _in_unit(time: Time, slot: str) -> int | None:
    if slot.endswith("_min"):
        return time.minutes if time.minutes is not None else None
    return time.days // _DAYS_A_WEEK


def _first(values: list[float]) -> int | None:
    return int(values[0]) if values else None


def _out_of_ten_only(values: list[float], text: Text) -> bool:
    """ "8/10", "8 out of 10": the ten is the scale, not the score."""
    return (
        len(values) > 1
        and max(values) == 10
        and bool(re.search(r"(?:/|of|ten|10) 10? ?", text.line))
    )
