"""What kind of talk a message is, where a few words decide it: yes, no, hello, stop ..."""

from __future__ import annotations

import re
from collections.abc import Iterable

from nlu.lexicon import Lexicon
from nlu.tokens import Text

UNSURE = "unsure"
POLAR = {"affirm": "yes", "deny": "no", UNSURE: UNSURE}
_LEAD = 4  # words within which an answer says yes or no
_MARKS = str.maketrans(dict.fromkeys(",.;:!?¡¿'’\"()", " "))
_SKIPPED = frozenset(",.!-?")


class TalkReader:
    """Matches lexicon/talk.yml and the yes and no words of lexicon/answers.yml."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._answers = {
            name: pattern for (file, name), pattern in lexicon.groups.items() if file == "answers"
        }
        self._denial = _any_of(self._answers[name] for name in ("no", "no_whole", "none"))
        self._rules = lexicon.talk
        self._foreign = lexicon.groups["scope", "foreign"]
        self._english = lexicon.groups["scope", "english"]
        self._question = lexicon.groups["scope", "question"]

    def intent(self, text: Text, wanted: Iterable[str] | None = None) -> tuple[str, bool] | None:
        """The first intent of lexicon/talk.yml (of `wanted`) whose words stand in the message.

        With it, whether the words are firm: at the start, or all that is said.
        """
        start = self._place(text, self._past_fillers(text))
        loose = None
        for intent, rules in self._rules.items():
            if wanted is not None and intent not in wanted:
                continue
            if "unless" in rules and rules["unless"].search(text.line):
                continue
            lead, anywhere, whole = (rules.get(key) for key in ("lead", "any", "whole"))
            if lead and (lead.match(text.line, start) or lead.match(text.line, 1)):
                return intent, True
            if whole and self._is_whole(whole, text):
                return intent, True
            if loose is None and anywhere and anywhere.search(text.line):
                loose = intent, False
        return loose

    def foreign(self, text: Text) -> bool:
        """Whether the message is in another language than English."""
        words = " ".join(text.original.casefold().translate(_MARKS).split())
        foreign, english = (
            len(pattern.findall(f" {words} ")) for pattern in (self._foreign, self._english)
        )
        return foreign > 1 and foreign > english

    def polarity(self, text: Text, *, bare: bool = False) -> str | None:
        """yes, no or unsure, where the message says so; a question only by its first word.

        `bare`: the message tells of something else, so that "it was" and "I can't" say it only
        where nothing follows them, as in "it was, on the left".
        """
        if bare:
            return self.only(text) or self.leads(text, bare=True)
        if self.opens_question(text):
            whole = self._is_whole(self._answers[UNSURE], text)
            return UNSURE if whole else self.leads(text)
        spoken = self.intent(text, POLAR)
        return self._led(text) or (POLAR[spoken[0]] if spoken else self._all_said(text))

    def asks(self, text: Text) -> bool:
        """Whether the message is a question."""
        return "?" in text.original or self.opens_question(text)

    def opens_question(self, text: Text) -> bool:
        """Whether the message begins as a question does ("like a 6?" does not)."""
        start = self._place(text, self._past_fillers(text))
        return bool(self._question.match(text.line, start))

    def leads(self, text: Text, *, bare: bool = False) -> str | None:
        """yes or no, where the very first word is one; `bare`: see `polarity`."""
        if self._answers["plain"].match(text.line, 1):
            return self._led(text)
        return self._led(text, bare=True) if bare else None

    def begins_none(self, text: Text) -> bool:
        """Whether the message begins with "none of these" or the like."""
        start = self._place(text, self._past_fillers(text))
        return bool(self._answers["none_first"].match(text.line, start))

    def denies_all(self, text: Text, *, bones: bool = False) -> bool:
        """Whether the message denies all that was asked, and names no single thing.

        "No", "none of these" and "nope, nothing like that" do; "no swelling" does not. The last
        part may do so for a list of single things: "no fever, no chills, none of it". `bones`:
        where sore bones are asked for, "it doesn't hurt anywhere" does too.
        """
        if self.begins_none(text) or self._answers["none_last"].search(text.line):
            return True
        if self._answers["no_denial"].search(text.line):
            return False
        beside = [self._answers["denial_words"], *([self._answers["bone_words"]] if bones else [])]
        return self._is_whole(self._denial, text, _any_of(beside))

    def only(self, text: Text) -> str | None:
        """yes, no or unsure, where the message says nothing else."""
        for name in (UNSURE, "no", "yes"):
            if self._is_whole(self._answers[name], text):
                return name
        return self._all_said(text)

    def _led(self, text: Text, *, bare: bool = False) -> str | None:
        start = self._past_fillers(text)
        best: tuple[int, int, str] | None = None
        for value in (UNSURE, "no", "yes"):
            for match in self._answers[value].finditer(text.line):
                first, last = text.index(match.start()), text.index(match.end() - 1)
                if bare and (first > start or self._goes_on(text, last)):
                    continue
                if first - start < _LEAD and (best is None or (first, -last) < best[:2]):
                    best = (first, -last, value)
        if best is None:
            return None
        unsure = self._answers[UNSURE].search(text.line)
        near = unsure and text.index(unsure.start()) - start < 2 * _LEAD
        if near and (best[2] == "no" or best[0] > start):
            return UNSURE
        return best[2]

    def _goes_on(self, text: Text, last: int) -> bool:
        """Whether the clause goes on after token `last`: "I can't walk", but "I can't, no"."""
        return not self._answers["after_ellipsis"].match(text.line, self._place(text, last + 1))

    def _all_said(self, text: Text) -> str | None:
        """yes or no, where the whole message is such words as "good" or "nothing"."""
        for value, name in (("yes", "yes_whole"), ("no", "no_whole")):
            if self._is_whole(self._answers[name], text):
                return value
        return None

    def _is_whole(
        self, pattern: re.Pattern[str], text: Text, more: re.Pattern[str] | None = None
    ) -> bool:
        """Whether the message is nothing but `pattern`, fillers, `more` and punctuation."""
        fillers = _any_of([self._answers["filler"], *([more] if more else [])])
        index, hits, words = 0, 0, text.words()
        while index < len(words):
            place = self._place(text, index)
            match = pattern.match(text.line, place)
            filler = fillers.match(text.line, place)
            if match:
                hits += 1
                index = text.index(match.end() - 1) + 1
            elif words[index] in _SKIPPED:
                index += 1
            elif filler:
                index = text.index(filler.end() - 1) + 1
            else:
                return False
        return hits > 0

    def _past_fillers(self, text: Text) -> int:
        """The number of the first token that is no filler."""
        index, words = 0, text.words()
        while index < len(words) - 1:
            match = self._answers["filler"].match(text.line, self._place(text, index))
            if words[index] in _SKIPPED:
                index += 1
            elif match and text.index(match.end() - 1) < len(words) - 2:
                index = text.index(match.end() - 1) + 1
            else:
                break
        return index

    @staticmethod
    def _place(text: Text, index: int) -> int:
        """Where token `index` starts in the line."""
        return sum(len(word) + 1 for word in text.words()[:index]) + 1


def _any_of(patterns: Iterable[re.Pattern[str]]) -> re.Pattern[str]:
    """One pattern that matches what any of `patterns` does."""
    return re.compile("|".join(f"(?:{pattern.pattern})" for pattern in patterns))
