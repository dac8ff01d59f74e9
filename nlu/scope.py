"""What a message is about, as far as its words alone decide it."""

from __future__ import annotations

import re
from typing import Any

from nlu.answers import Answer, polarity_intent
from nlu.lexicon import Lexicon
from nlu.talk import POLAR, UNSURE, TalkReader
from nlu.tokens import Text
from triage import load_library

IN_SCOPE = "in_scope"
OTHER_PART = "other_body_part"
EMERGENCY_ELSEWHERE = "emergency_elsewhere"
SMALL_TALK = "small_talk"
OUT_OF_SCOPE = "out_of_scope"
SURE = 1.0
FIRM = 0.9  # the first words, or all of them, say so
PLAIN = 0.75  # what is told says so
LOOSE = 0.6  # some words somewhere say so
CHAT = frozenset({"greet", "goodbye", "thank", "bot_challenge", "small_talk", "abuse"})
OUT = frozenset({"other_topic", "nlu_fallback", "medicine", "self_harm"})
# Facts that chat may seem to tell.
_WEAK = frozenset({"goal", "trend", "side", "known_condition", "walk_4_steps_now", "duration_days"})
# What is meant even after a leading "yes" or "no".
_EVEN_AFTER_YES = frozenset({"stop", "start_over", "go_back", "human", "skip"})
# Facts that only a person with a foot to talk about tells.
TELLING = frozenset({"location", "region", "onset", "duration_days", "injury_days", "stiffness"})


class ScopeReader:
    """Decides intent and scope by words."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._groups = lexicon.groups
        self._elsewhere = set(lexicon.files["slots"]["not_of_the_foot"])
        # A knee in the name of an exercise is no sore knee.
        names = (lexicon.text(e.name).line for e in load_library().exercises.values())
        other = [name for name in names if self._groups["scope", "other_part"].search(name)]
        self._exercise = re.compile("|".join(map(re.escape, other)))

    def says(self, group: str, text: Text) -> bool:
        """Whether words of `group` of lexicon/scope.yml stand in the message."""
        return bool(self._groups["scope", group].search(text.line))

    def intent(
        self,
        text: Text,
        facts: dict[str, Any],
        signs: list[str],
        answer: Answer | None,
        talk: TalkReader,
    ) -> tuple[str | None, float]:
        """The intent that the words decide, with confidence; (None, 0) where they do not."""
        if self.says("self_harm", text):
            return "self_harm", SURE
        if answer is not None and answer.value is not None:
            return answer.intent, SURE
        if answer is not None and answer.intent == UNSURE:
            return UNSURE, FIRM
        asks = talk.asks(text)
        if signs and not asks:
            return "inform", SURE
        led = talk.leads(text)
        if self._other_part(text, facts) and not led:
            return "other_body_part", FIRM
        tells = bool(facts.keys() & TELLING)
        if tells and not asks and not led:
            return "inform", PLAIN
        if not tells and self.says("abuse", text):
            return "abuse", FIRM
        spoken = None if tells else talk.intent(text, _EVEN_AFTER_YES if led else None)
        if spoken and not (asks and spoken[0] in POLAR):
            return spoken[0], FIRM if spoken[1] else LOOSE
        if answer is not None:
            return answer.intent, FIRM
        if self.says("medicine", text):
            return "medicine", PLAIN
        polarity = led or (None if asks else talk.only(text))
        if polarity:
            return polarity_intent(polarity), FIRM
        return ("inform", PLAIN) if facts.keys() - _WEAK and not asks else (None, 0.0)

    def _other_part(self, text: Text, facts: dict[str, Any]) -> bool:
        """Trouble elsewhere, and none of foot, ankle or lower leg."""
        if facts.keys() & {"location", "region"}:
            return False
        line = self._exercise.sub(" ", text.line)
        part, complaint = (self._groups["scope", name] for name in ("other_part", "complaint"))
        return self.says("emergency_elsewhere", text) or bool(
            part.search(line) and complaint.search(line)
        )

    def scope(
        self,
        text: Text,
        intent: str | None,
        facts: dict[str, Any],
        signs: list[str],
        asked: str | None,
    ) -> str:
        """The scope, by the words and by `intent`."""
        placed = bool(facts.keys() & {"location", "region"})
        if not placed and (self.says("emergency_elsewhere", text) or self._elsewhere & set(signs)):
            return EMERGENCY_ELSEWHERE
        if intent == "other_body_part" or (not signs and self._other_part(text, facts)):
            return OTHER_PART
        if facts or signs or (asked and intent in ("affirm", "deny", "unsure")):
            return IN_SCOPE
        if intent in CHAT:
            return SMALL_TALK
        return OUT_OF_SCOPE if intent in OUT else IN_SCOPE
