"""Puts doses, plans and answers into plain words; every word comes from knowledge/."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from triage.answers import NONE, UNSURE_MARK, as_list
from triage.conditions import UNSURE
from triage.library import Library
from triage.model import Question

SECONDS_A_MINUTE = 60
DAYS_A_WEEK = 7


def dose_words(dose: Mapping[str, int], library: Library) -> str:
    """A dose (sets, reps, hold_s, per_day, days_per_week) as one plain sentence."""
    phrases = library.phrases["dose"]
    sets, reps, hold = dose["sets"], dose["reps"], dose["hold_s"]
    if sets > 1:
        amount = phrases["sets_reps" if reps > 1 else "sets_one_rep"].format(sets=sets, reps=reps)
    else:
        amount = phrases["one_set" if reps > 1 else "one_rep"].format(reps=reps)
    if hold > SECONDS_A_MINUTE and not hold % SECONDS_A_MINUTE:
        amount += phrases["hold_minutes"].format(minutes=hold // SECONDS_A_MINUTE)
    elif hold:
        amount += phrases["hold"].format(hold=hold)
    days = dose["days_per_week"]
    return str(
        phrases["whole"].format(
            amount=amount[0].upper() + amount[1:],
            times=phrases["per_day"][dose["per_day"]],
            days=phrases["every_day"]
            if days == DAYS_A_WEEK
            else phrases["days_a_week"].format(days=days),
        )
    )


def plan_lines(exercises: Iterable[Mapping[str, Any]], library: Library) -> list[str]:
    """One line for each exercise of a decision's JSON: name, heading, dose, why."""
    phrases = library.phrases
    return [
        phrases["plan_line_later" if exercise["from_week"] else "plan_line"].format(
            number=number,
            name=exercise["name"],
            heading=phrases["headings"][exercise["categories"][0]],
            dose=dose_words(exercise["dose"], library),
            why=exercise["why"],
            week=exercise["from_week"],
        )
        for number, exercise in enumerate(exercises, 1)
    ]


def because(decision: Mapping[str, Any], library: Library) -> str:
    """Why the urgency of this decision's JSON is what it is, in one sentence."""
    phrases = library.phrases
    top = [
        rule
        for rule in decision["rules"]
        if library.rules[rule["id"]].level.value == decision["urgency"] or rule.get("unsure")
    ]
    if not top:
        return str(phrases["because_nothing"])
    reasons = list(dict.fromkeys(rule["reason"] for rule in top))[:3]
    words = phrases["because_unsure" if all(rule.get("unsure") for rule in top) else "because"]
    return str(words.format(reasons=phrases["and"].join(reasons)))


def sign_labels(library: Library) -> dict[str, str]:
    """What each danger sign and health fact is called, by its id: the words of its question."""
    lists = [question for question in library.questions.values() if question.tick_list]
    labels: dict[str, str] = {
        q.id: q.short for q in library.questions.values() if q.kind == "yes_no" and q.short
    }
    labels |= {name: o.label for q in lists for o in q.options for name in o.covers}
    return labels | {str(o.value): o.label for q in lists for o in q.options}


def answer_words(question: Question, value: Any, library: Library) -> str:
    """What was answered to `question`, in the words of its options."""
    labels = {name: option.label for option in question.options for name in option.covers}
    labels |= {str(option.value): option.label for option in question.options}
    labels |= {
        NONE: labels.get(NONE, library.phrases["nothing"]),
        UNSURE: library.phrases["unsure"],
    }
    values = as_list(value)
    if question.kind in ("number", "scale"):
        return str(values[0]) if values[0] != UNSURE else str(library.phrases["unsure"])
    words = [
        f"{labels[item[len(UNSURE_MARK) :]]} ({library.phrases['unsure']})"
        if item.startswith(UNSURE_MARK)
        else labels.get(item, item)
        for item in map(str, values)
    ]
    return str(library.phrases["joint"].join(words))


def summary_facts(slots: Mapping[str, Any], library: Library) -> list[tuple[str, str]]:
    """(question id, "Place: Arch") for every clinical question that has an answer, in order."""
    facts = []
    for question in library.questions.values():
        value = slots.get(question.id)
        if value in (None, []) or question.purpose in ("consent", "summary"):
            continue
        words = answer_words(question, value, library)
        facts.append(
            (question.id, library.phrases["fact"].format(short=question.short, value=words))
        )
    return facts
