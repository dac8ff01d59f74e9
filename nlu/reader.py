"""Reads one message: facts, red flags, intent and scope. Knows nothing of Rasa."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from nlu.answers import AnswerReader
from nlu.context import Context
from nlu.corrections import CHANGE_SLOT, FAQ, PART_DENIED, CorrectionReader
from nlu.facts import FactReader
from nlu.faq import FaqReader
from nlu.lexicon import Lexicon, load_lexicon
from nlu.places import NOWHERE, Places
from nlu.scope import FIRM, IN_SCOPE, TELLING, ScopeReader
from nlu.segments import doubtful_segments, own_segments
from nlu.signs import SignReader
from nlu.spotter import Spotter, load_spotter
from nlu.story import Story
from nlu.talk import TalkReader
from nlu.times import LONG_AGO, Time, Times
from nlu.tokens import Text
from triage import Library, load_library

# What a question may be about without telling it of the person.
_TOPICS = frozenset({"location", "region", "known_condition", "equipment"})
_NEW_VALUE = re.compile(r"\b(?:to|be|it is|it's|its)\s+(?!be\b)(.+)$", re.IGNORECASE)
# What a question may tell of the person all the same: "I'm 70, are they safe for me?"
_OF_THE_PERSON = frozenset({"age_band", "who_for"})
# A pain told where one of these is asked is not the one when walking.
_OTHER_PAINS = frozenset({"check_session", "check_morning"})
_CHILD = "child"
LONGEST = 2_000  # characters read; the guard lets fewer through


@dataclass(frozen=True)
class Reading:
    """What one message says. `intent` is None where words alone do not decide it."""

    intent: str | None = None
    confidence: float = 0.0
    facts: dict[str, Any] = field(default_factory=dict)
    red_flags: list[str] = field(default_factory=list)
    scope: str = IN_SCOPE
    asides: dict[str, Any] = field(default_factory=dict)  # see nlu/corrections.py


@dataclass(frozen=True)
class Heard:
    """One message in normal form, what its words are said of, and the signs of the patterns."""

    words: Text
    times: list[Time]
    patient: str | None
    context: Context
    signs: list[str]


class Reader:
    """Reads messages; loading takes some seconds, so keep one."""

    def __init__(
        self,
        clock: Callable[[], datetime.date] = datetime.date.today,
        spotter: Spotter | None = None,
    ) -> None:
        """`clock` gives today's date; without a `spotter`, signs are found by patterns alone."""
        self._spotter = spotter
        lexicon, library = load_lexicon(), load_library()
        self._lexicon: Lexicon = lexicon
        self._times = Times(lexicon, clock)
        self._places = Places(lexicon)
        self._story = Story(lexicon, self._times)
        self._signs = SignReader(lexicon, library)
        self._facts = FactReader(lexicon, library)
        self._talk = TalkReader(lexicon)
        self._answers = AnswerReader(lexicon, library, self._times, self._talk)
        self._scope = ScopeReader(lexicon)
        self._faq = FaqReader(lexicon)
        self._corrections = CorrectionReader(lexicon, self._times, self._story)
        self._of_children = _of_children(library, spotter) if spotter else frozenset[str]()

    @property
    def everyday(self) -> frozenset[str]:
        """The words that spelling takes as they are or mends others into."""
        return frozenset(self._lexicon.everyday)

    def read(self, text: str, asked: str | None = None) -> Reading:
        """Reads `text` as a message of its own, and as the answer to slot `asked`."""
        heard = self.listen(text)
        words, times = heard.words, heard.times
        facts = self._only_new(words, asked, self._told(heard, asked))
        asides = self._corrections.find(words, facts, times)
        for slot in asides.get(CHANGE_SLOT, ()):
            value = self._changed_to(text, slot)
            if value is not None:
                facts[slot] = value
        return self._conclude(words, asked, facts, self._signs_of(heard), asides)

    def _told(self, heard: Heard, asked: str | None) -> dict[str, Any]:
        """Every answer that the message tells, asked or not."""
        words, context = heard.words, heard.context
        places = self._places.find(words)
        facts = self._own_facts(words, context, asked, heard.patient)
        facts.update(self._places.facts(words, context, places, asked))
        painless = any(place.name == NOWHERE for place in places) or (
            "location" not in facts
            and self._lexicon.groups["story", "no_pain_words"].search(words.line)
        )
        if facts.get("goal") == "strengthen" and painless:
            facts["location"] = [NOWHERE]  # what is to be stronger is not what hurts
        facts = self._facts.settle(facts, heard.times, words, asked)
        if self._talk.opens_question(words) and not self._scope.says("own_trouble", words):
            facts = {slot: value for slot, value in facts.items() if slot not in _TOPICS}
        if self._corrections.says_right_side(words):
            facts.setdefault("side", "right")
        return facts

    def listen(self, text: str) -> Heard:
        """The words of `text` and what the patterns hear in them."""
        words = self._lexicon.text(text[:LONGEST])
        times = self._times.find(words)
        patient = self._story.patient(words)
        long_ago = [time.first for time in times if time.ago and time.days > LONG_AGO]
        context = Context(words, self._lexicon, long_ago, patient is not None)
        return Heard(words, times, patient, context, self._signs.find(words, context, times))

    def _signs_of(self, heard: Heard) -> list[str]:
        """What the patterns hear, then what only the classifier does."""
        if self._spotter is None:
            return heard.signs
        own = own_segments(heard.words, heard.context)
        doubtful = doubtful_segments(heard.words, heard.context)
        guessed = self._spotter.find(own, doubtful, heard.signs)
        if heard.patient != _CHILD:
            guessed = [sign for sign in guessed if sign not in self._of_children]
        return [*heard.signs, *guessed]

    def _only_new(self, words: Text, asked: str | None, facts: dict[str, Any]) -> dict[str, Any]:
        """`facts` without those that only seem to be told beside the answer to `asked`."""
        if asked is None:
            return facts
        gone = set[str]()
        if asked != "location" and facts.get("location") == [NOWHERE] and "aim" not in facts:
            gone.add("location")  # no bone hurts, nothing hurts at rest
        if asked != "side" and self._answers.picks_both(words):
            gone.add("side")
        if asked == "injury_days":
            gone.add("duration_days")
        if asked in _OTHER_PAINS:
            gone.add("pain_walk")
        return {slot: value for slot, value in facts.items() if slot not in gone}

    def _changed_to(self, text: str, slot: str) -> Any:
        """The new value in "change the side to left"."""
        found = _NEW_VALUE.search(text)
        return self.read(found.group(1), slot).facts.get(slot) if found else None

    def _own_facts(
        self, words: Text, context: Context, asked: str | None, patient: str | None
    ) -> dict[str, Any]:
        facts = self._facts.find(words, context)
        facts.update(self._story.pain(words, context, asked))
        age = self._story.age_band(words, asked)
        if age:
            facts["age_band"] = age
        if patient:
            facts["who_for"] = patient
        elif age in ("under_8", "8_15"):
            facts["who_for"] = "self"
        return facts

    def _conclude(
        self,
        words: Text,
        asked: str | None,
        facts: dict[str, Any],
        signs: list[str],
        asides: dict[str, Any],
    ) -> Reading:
        question = self._faq.find(words, tells=bool(facts.keys() & TELLING))
        only_asks = question is not None and question[1]
        if only_asks:  # "is it broken?" tells of no injury
            facts = {slot: value for slot, value in facts.items() if slot in _OF_THE_PERSON}
        answer = None
        if asked and not only_asks and (CHANGE_SLOT not in asides or asked in facts):
            answer = self._answers.read(words, asked, facts, [*signs, *asides])
        if answer is not None and answer.partly:
            asides[PART_DENIED] = "yes"
        if answer is not None and answer.value is not None and asked:
            facts[asked] = answer.value
        intent, confidence = self._scope.intent(words, facts, signs, answer, self._talk)
        if CHANGE_SLOT in asides:
            intent, confidence = "change", FIRM
        elif self._talk.foreign(words):
            intent, confidence = "other_language", FIRM
        elif question and asked not in facts and self._faq.may_be(intent, confidence):
            asides[FAQ], intent, confidence = question[0], FAQ, FIRM
        scope = self._scope.scope(words, intent, facts, signs, asked)
        return Reading(intent, confidence, facts, signs, scope, asides)


def _of_children(library: Library, spotter: Spotter) -> frozenset[str]:
    """Signs that only a child's question lists: guessed of a grown-up they are something else.

    Those that may be told of anyone are emergencies and stand.
    """
    listed = library.questions["signs_child"].fills
    others = {sign for q in library.questions.values() if q.id != "signs_child" for sign in q.fills}
    guessed = {sign for level in spotter.levels if not level.anyone for sign in level.signs}
    return frozenset(listed) & guessed - others


@lru_cache(maxsize=1)
def shared_reader() -> Reader:
    """One reader for the whole process; raises SignsMissing where none was trained."""
    return Reader(spotter=load_spotter())
