"""What to ask next."""

from __future__ import annotations

from triage.answers import Answers
from triage.assess import assess
from triage.library import Library, load_library
from triage.model import Question, Urgency

_FORMAL = ("consent", "summary")


def next_questions(answers: Answers, library: Library | None = None) -> list[str]:
    """Question slots that are still to be asked, in order; empty when done.

    Consent comes before all else. After an emergency nothing is asked; after an urgent rule only
    what could still make it an emergency.
    """
    library = library or load_library()
    return pending(answers, assess(answers, library).urgency, library)


def pending(answers: Answers, urgency: Urgency, library: Library) -> list[str]:
    """Like `next_questions`, where the urgency is already known."""
    if answers.facts.get("consent") == "no":
        return []
    if urgency is Urgency.EMERGENCY:
        return []
    still = [
        question
        for question in library.questions.values()
        if not is_answered(question, answers)
        and library.condition("question", question.id).holds(answers.facts)
    ]
    if urgency is Urgency.URGENT_SAME_DAY:
        still = [q for q in still if q.purpose == "consent" or _may_raise(q, answers, library)]
    return [question.id for question in still]


def is_answered(question: Question, answers: Answers) -> bool:
    """Whether the question, or everything that it would tell, has been answered."""
    if question.id in answers.given:
        return True
    if question.tick_list:
        return all(str(option.value) in answers.facts for option in question.options)
    return question.id in answers.facts


def is_formal(question: Question) -> bool:
    """Whether the question is about the talk itself (consent, summary), not about the foot."""
    return question.purpose in _FORMAL


def _may_raise(question: Question, answers: Answers, library: Library) -> bool:
    """Whether an answer to `question` could still make an emergency rule true."""
    return any(
        rule.level is Urgency.EMERGENCY
        and not library.condition("rule", rule.id).findings.isdisjoint(question.fills)
        and library.condition("rule", rule.id).holds(answers.facts) is None
        for rule in library.rules.values()
    )


def stale_questions(answers: Answers, changed: str, library: Library | None = None) -> list[str]:
    """Questions whose answers hang on `changed` and no longer apply to `answers`.

    Where `changed` itself has been taken back, all that hang on it are stale. An answer that keeps
    the urgency up never is.
    """
    library = library or load_library()
    stale = (False,) if changed in answers.given else (False, None)
    fills = set(library.questions[changed].fills)
    level = assess(answers, library).urgency.severity
    return [
        question.id
        for question in library.questions.values()
        if question.id in answers.given
        and question.id != changed
        and not fills.isdisjoint(library.condition("question", question.id).findings)
        and library.condition("question", question.id).holds(answers.facts) in stale
        and assess(answers.without(question), library).urgency.severity >= level
    ]
