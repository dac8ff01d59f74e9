"""The parts of a message that tell of the patient, now: what the sign classifier may look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from nlu.context import SENTENCE_END, Context, Status
from nlu.tokens import Text

_FEWEST = 2  # words; one word alone is left to the patterns
NOT = "not_"
_COUPLE = 4  # words; a shorter clause is read with the one before it


@dataclass(frozen=True)
class Segment:
    """Words that belong together: in normal form, and as they were typed.

    A denied word has NOT before it ("no feeling": no not_feeling) and is left out of `typed`.
    """

    words: str
    typed: str


def own_segments(text: Text, context: Context) -> list[Segment]:
    """What is true of the patient, now."""
    return _segments(text, context, lambda status, _: not status.elsewhere)


def doubtful_segments(text: Text, context: Context) -> list[Segment]:
    """Also what is told of someone else as of now: an emergency there is better raised."""

    def kept(status: Status, token: int) -> bool:
        return not (status.elsewhere and context.was_once(token))

    return _segments(text, context, kept)


def _segments(text: Text, context: Context, kept: Callable[[Status, int], bool]) -> list[Segment]:
    """The whole of what is kept, its sentences and its clauses; each only once."""
    own: dict[int, bool] = {}  # token: whether it is denied
    for token in range(len(text.tokens)):
        status = context.status(token, token)
        if not (status.over or status.imagined) and kept(status, token):
            own[token] = status.denied
    sentences = _cut(own, lambda token: context.sentence(token)[0])
    clauses = _joined(_cut(own, context.clause))
    found = [_segment(text, part, own) for part in [list(own), *sentences, *clauses]]
    empty = context.lexicon.tell_nothing
    return [segment for segment in dict.fromkeys(found) if _tells(segment, empty)]


def _cut(tokens: Iterable[int], key: Callable[[int], int]) -> list[list[int]]:
    parts: dict[int, list[int]] = {}
    for token in tokens:
        parts.setdefault(key(token), []).append(token)
    return list(parts.values())


def _joined(clauses: list[list[int]]) -> list[list[int]]:
    """Clauses long enough to mean something: short ones go to the clause before them."""
    joined: list[list[int]] = []
    for clause in clauses:
        if joined and len(clause) < _COUPLE:
            joined[-1] = joined[-1] + clause
        else:
            joined.append(clause)
    return joined


def _segment(text: Text, tokens: list[int], denied: dict[int, bool]) -> Segment:
    words, typed, last = [], [], -1
    for number in tokens:
        token = text.tokens[number]
        if token.word in SENTENCE_END:
            continue
        words.append(NOT + token.word if denied[number] else token.word)
        # Several words of one short form are typed once.
        if not denied[number] and token.start != last:
            typed.append(text.original[token.start : token.end].lower())
        last = token.start
    return Segment(" ".join(words), " ".join(typed))


def _tells(segment: Segment, empty: frozenset[str]) -> bool:
    """Whether there is enough to go by: "I do not have any of that" holds nothing."""
    words = [word.removeprefix(NOT) for word in segment.words.split()]
    words = [word for word in words if word.isalpha()]
    return len(words) >= _FEWEST and not empty.issuperset(words)
