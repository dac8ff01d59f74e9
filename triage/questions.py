"""What to ask next."""

from __future__ import annotations

from triage.answers import Answers
from triage.assess import Assessment, assess
from triage.library import Library, load_library
from triage.model import Question, Urgency

MAIN_PLACE = "location_main"
_FORMAL = ("consent", "summary")


def next_questions(answers: Answers, library: Library | None = None) -> list[str]:
    """Question slots that are still to be asked, in order; empty when done.

    Consent comes before all else. After an emergency nothing is asked; after an urgent rule only
    what could still make it an emergency, or take back the rules that made it urgent; where there
    can be no exercises, nothing that only chooses them.
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
    if assessment.urgency is Urgency.URGENT_SAME_DAY:
        open_findings = _open_findings(answers, assessment, library)
        still = [
            question
            for question in still
            if question.purpose == "consent" or not open_findings.isdisjoint(question.fills)
        ]
    elif _no_plan(answers, assessment, library):
        still = [question for question in still if question.id not in library.plan_questions]
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


def _open_findings(answers: Answers, assessment: Assessment, library: Library) -> set[str]:
    """Findings that can still turn an urgent result into an emergency, or take it back.

    Where a question that fills one of them is not open yet, what would open it counts too.
    """
    facts = answers.facts
    rules = [rule for rule in library.rules.values() if rule.level is Urgency.EMERGENCY]
    conditions = [library.condition("rule", rule.id) for rule in rules]
    urgent = assessment.rules(Urgency.URGENT_SAME_DAY)
    doubts = [library.condition("unless", rule.id) for rule in urgent if rule.unless is not None]
    if len(doubts) == len(urgent):
        conditions += doubts
    findings = set[str]().union(*(c.findings for c in conditions if c.holds(facts) is None))
    for question in reversed(library.questions.values()):
        asked = library.condition("question", question.id)
        if (
            not findings.isdisjoint(question.fills)
            and not is_answered(question, answers)
            and asked.holds(facts) is None
        ):
            findings |= asked.findings
    return findings | {"location"} if MAIN_PLACE in findings else findings


def _no_plan(answers: Answers, assessment: Assessment, library: Library) -> bool:
    """Whether a rule that no answer can take back leaves no exercises."""
    return any(
        rule.plan == "none"
        and (
            rule.unless is None
            or library.condition("unless", rule.id).holds(answers.facts) is False
        )
        for rule in assessment.rules(Urgency.SEE_CLINICIAN_SOON)
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
        and assess(answers.without(question, library), library).urgency.severity >= level
    ]
