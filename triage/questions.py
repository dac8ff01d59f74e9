"""What to ask next."""

from __future__ import annotations

from triage.answers import Answers
from triage.assess import Assessment, assess
from triage.library import Library, load_library
from triage.model import Question, Urgency
from triage.use import Use, is_answered

_FORMAL = ("consent", "summary")
# Of the questions that may still come up, the share that does, in calm talks by chance.
SHARE_ASKED = 0.2


def next_questions(answers: Answers, library: Library | None = None) -> list[str]:
    """Question slots that are still to be asked, in order; empty when done.

    Consent comes before all else. After an emergency nothing is asked; otherwise just what can
    still change a rule, the plan or the record.
    """
    library = library or load_library()
    return pending(answers, assess(answers, library), library)


def pending(answers: Answers, assessment: Assessment, library: Library) -> list[str]:
    """Like `next_questions`, where the assessment is already known."""
    if answers.facts.get("consent") == "no" or assessment.urgency is Urgency.EMERGENCY:
        return []
    still = []
    for name in library.indexes["question"].candidates(answers.facts, answers.telling):
        question = library.questions[name]
        if is_answered(question, answers):
            continue
        if library.condition("question", name).holds(answers.facts):
            still.append(question)
    use = Use(answers, assessment, library)
    return [question.id for question in still if _is_worth(question, assessment, use)]


def about_left(answers: Answers, library: Library | None = None) -> int:
    """About how many questions are left, the one to be asked now among them; 0 when done.

    The consent and the summary are not counted.
    """
    library = library or load_library()
    assessment = assess(answers, library)
    names = [
        n for n in pending(answers, assessment, library) if not is_formal(library.questions[n])
    ]
    use = Use(answers, assessment, library)
    open_ = sum(
        library.condition("question", question.id).holds(answers.facts) is None
        and not is_answered(question, answers)
        and not is_formal(question)
        and use.of(question)
        for question in library.questions.values()
    )
    return round(len(names) + SHARE_ASKED * open_) if names else 0


def _is_worth(question: Question, assessment: Assessment, use: Use) -> bool:
    if question.purpose == "summary":
        return assessment.urgency is not Urgency.URGENT_SAME_DAY
    return question.purpose == "consent" or use.of(question)


def is_formal(question: Question) -> bool:
    """Whether the question is about the talk itself (consent, summary), not about the foot."""
    return question.purpose in _FORMAL


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
        and assess(answers.without(question, library), library).urgency.severity >= level
    ]
