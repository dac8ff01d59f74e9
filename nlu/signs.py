"""Findings that people volunteer in free text."""

from __future__ import annotations

import re

from nlu.context import Context, Status
from nlu.lexicon import Lexicon, Rule
from nlu.times import Time
from nlu.tokens import Text
from triage import Library

_NEAR = 9  # words between the two parts of a sign


class SignReader:
    """Finds the signs of lexicon/signs.yml that are said to be true of the patient, now."""

    def __init__(self, lexicon: Lexicon, library: Library) -> None:
        self._rules = [rule for rule in lexicon.signs if rule.name in library.findings]
        self._emergencies = set(library.questions["signs_now"].fills)

    def find(self, text: Text, context: Context, times: list[Time]) -> list[str]:
        """Names of findings, in the order of the lexicon."""
        found: list[str] = []
        for rule in self._rules:
            if rule.name not in found and self._holds(rule, text, context, times):
                found.append(rule.name)
        return found

    def _holds(self, rule: Rule, text: Text, context: Context, times: list[Time]) -> bool:
        spans = [*_spans(rule.find, text), *_near(rule, text, context)]
        if not spans:
            return False
        if rule.unless_text and rule.unless_text.search(text.line):
            return False
        if rule.needs_text and not rule.needs_text.search(text.line):
            return False
        for first, last in spans:
            around = context.sentence(first)
            if rule.unless and rule.unless.search(context.line(*around)):
                continue
            if rule.within_days is not None and _older(times, around, rule.within_days):
                continue
            past_counts = rule.history or (rule.within_days is not None and _dated(times, around))
            status = context.status(first, last, past_counts=past_counts)
            if status.asserted or self._is_doubtful(rule, status, context, first):
                return True
        return False

    def _is_doubtful(self, rule: Rule, status: Status, context: Context, token: int) -> bool:
        """Someone else's emergency, or a child's illness, told as of now: better raised."""
        if status != Status(elsewhere=True):
            return False
        grave = rule.name in self._emergencies and not context.was_once(token)
        return rule.anyone or grave


def _dated(times: list[Time], around: tuple[int, int]) -> bool:
    """Whether the sentence says how long ago it was."""
    return any(around[0] <= time.first <= around[1] for time in times)


def _spans(pattern: re.Pattern[str], text: Text) -> list[tuple[int, int]]:
    """First and last token of each match."""
    return [
        (text.index(match.start()), text.index(match.end() - 1))
        for match in pattern.finditer(text.line)
    ]


def _near(rule: Rule, text: Text, context: Context) -> list[tuple[int, int]]:
    """Where words of two groups stand close together: the tokens of the second group's."""
    found = []
    for subject, sign in rule.near:
        subjects = _spans(subject, text)
        for first, last in _spans(sign, text) if subjects else []:
            start, end = context.sentence(first)
            if any(
                start <= at <= end
                and at - last <= _NEAR
                and first - to <= _NEAR
                and not _denied_apart(context, at, first)
                for at, to in subjects
            ):
                found.append((first, last))
    return found


def _denied_apart(context: Context, subject: int, sign: int) -> bool:
    """Whether `subject` is denied in another clause: "it hurts but no chest pain"."""
    apart = context.clause(subject) != context.clause(sign)
    return apart and context.status(subject, subject).denied


def _older(times: list[Time], around: tuple[int, int], days: int) -> bool:
    """Whether the sentence names only times longer ago than `days`."""
    named = [
        time.days for time in times if around[0] <= time.first <= around[1] and time.minutes is None
    ]
    return bool(named) and min(named) > days
