"""What stands on each paper, as plain data for the layout.

Everything is decided anew from the answers, so that no paper holds an exercise that the engine
would not give for them now.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from takeaway.words import words
from triage import Answers, Library
from triage.answers import UNSURE_MARK, as_list
from triage.conditions import UNSURE
from triage.course import is_of_check_in
from triage.explain import explain
from triage.phrasing import answer_words, dose_words, sign_labels
from triage.plan_of import decide_with
from triage.untrusted import answers_from

COURSE = "course"
MOST_WEEKS = 4
DAYS_A_WEEK = 7
Data = dict[str, Any]
Slots = Mapping[str, Any]


@dataclass(frozen=True)
class Door:
    """The address of the chat, "" for none; `is_key`: it opens the plan that this person kept."""

    address: str = ""
    is_key: bool = False


NOWHERE = Door()


class NothingToTake(LookupError):
    """There is nothing yet, or nothing of this kind, to take away."""


def exercises_of(slots: Slots, library: Library) -> tuple[Answers, Data]:
    """The answers in `slots`, and the decision on them. Raises NothingToTake without exercises."""
    answers = answers_from(slots, library)
    decision = decide_with(answers, slots.get(COURSE), library)
    data = decision.to_json()
    if not decision.complete or not data["exercises"]:
        raise NothingToTake
    return answers, data


def plan_content(slots: Slots, library: Library, today: datetime.date, door: Door) -> Data:
    """The exercises on paper, and the way back. Raises NothingToTake without exercises."""
    answers, decision = exercises_of(slots, library)
    said = words()["plan"]
    place = library.locations.get(str(answers.facts.get("location_main")))
    exercises = decision["exercises"]
    return {
        "words": said,
        "made_on": said["made_on"].format(date=_date(today)),
        "place": said["place"].format(place=place.words) if place else "",
        "verdict": decision["verdict"],
        "meanwhile": decision["meanwhile"],
        "exercises": [_exercise(item, library) for item in exercises],
        "stop": list(dict.fromkeys(line for item in exercises for line in item["stop_if"])),
        "recheck": library.phrases["recheck"].format(days=decision["recheck_days"]),
        "weeks": [said["week"].format(number=n + 1) for n in range(_weeks(decision))],
        "caveat": decision["caveat"],
        "diagnosis_section": decision["diagnosis_section"],
        "address": door.address,
        "back": said["key" if door.is_key else "back"],
    }


def _weeks(decision: Data) -> int:
    """Weeks to tick off: twice the time until the plan is looked at again, within four weeks."""
    return int(max(1, min(MOST_WEEKS, 2 * decision["recheck_days"] // DAYS_A_WEEK)))


def _exercise(item: Mapping[str, Any], library: Library) -> Data:
    later = item["from_week"]
    return {
        "id": item["id"],
        "name": item["name"],
        "dose": dose_words(item["dose"], library),
        "note": item["dose_note"] or "",
        "steps": item["steps"],
        "feel": item["feel"],
        "why": item["why"],
        "later": words()["plan"]["week_from"].format(week=later) if later else "",
    }


def summary_content(slots: Slots, library: Library, today: datetime.date) -> Data:
    """One page for the clinician. Raises NothingToTake before anything was answered."""
    said = words()["summary"]
    answers = answers_from(slots, library)
    told = list(_told(slots, library))
    decided = decide_with(answers, slots.get(COURSE), library)
    decision = decided.to_json()
    if not answers.given - {"consent"} and not told:
        raise NothingToTake
    return {
        "words": said,
        "made_on": said["made_on"].format(date=_date(today)),
        "level": said["levels"][decision["urgency"]],
        "unfinished": "" if decision["complete"] else said["unfinished"],
        "advice": decision["route"]["say"],
        "rules": [_rule(rule, library) for rule in decision["rules"]],
        "answers": list(_answers(slots, library)),
        "signs": [[said["told"], told], *_signs(slots, library)],
        "exercises": [
            f"{item['id']} {item['name']}: {dose_words(item['dose'], library)}"
            for item in decision["exercises"]
        ],
        "blocked": [
            f"{library.phrases['headings'][item['category']]} ({item['category']}): {item['by']}"
            for item in decision["blocked"]
        ],
        "nearest": explain(answers, decided, library).sentences(library)[-1:],
        "version": said["version"].format(version=decision["knowledge_version"]),
    }


def _rule(rule: Mapping[str, Any], library: Library) -> Data:
    said = words()["summary"]
    titles = [library.sources[name]["title"] for name in rule["sources"]]
    line = said["rule"].format(id=rule["id"], reason=rule["reason"])
    return {
        "line": f"{line} {said['unsure']}" if rule.get("unsure") else line,
        "sources": said["sources"].format(sources="; ".join(titles)),
    }


def _answers(slots: Slots, library: Library) -> Iterator[list[str]]:
    """[question, answer] for every question about the foot that is no tick-list, and what else
    was heard for the clinician."""
    for question in library.questions.values():
        value = slots.get(question.id)
        formal = question.purpose in ("consent", "summary") or is_of_check_in(question.id)
        if value not in (None, []) and not formal and not question.tick_list:
            yield [question.short, answer_words(question, value, library)]
    for heard in library.heard.values():
        if heard.short and slots.get(heard.id):
            values = map(str, as_list(slots[heard.id]))
            yield [heard.short, ", ".join(values).replace("_", " ")]


def _told(slots: Slots, library: Library) -> Iterator[str]:
    """Signs told in the person's own words, as the tick-lists put them; those taken back too."""
    labels = sign_labels(library)
    withdrawn = slots.get("red_flags_withdrawn") or []
    for name in slots.get("red_flags") or []:
        label = labels.get(name, name)
        back = words()["summary"]["taken_back"]
        yield f"{label} {back}" if name in withdrawn else label


def _signs(slots: Slots, library: Library) -> list[list[Any]]:
    """Labels of the tick-lists' lines: ticked, not sure, denied, each under its head."""
    ticked: list[str] = []
    unsure: list[str] = []
    denied: list[str] = []
    for question in library.questions.values():
        values = as_list(slots.get(question.id) or [])
        if not question.tick_list or not values:
            continue
        for option in question.options:
            doubt = UNSURE in values or f"{UNSURE_MARK}{option.value}" in values
            found = ticked if option.value in values else unsure if doubt else denied
            found.append(option.label)
    said = words()["summary"]
    return [[said["positives"], ticked], [said["unsures"], unsure], [said["negatives"], denied]]


def _date(day: datetime.date) -> str:
    return f"{day.day} {day:%B %Y}"
