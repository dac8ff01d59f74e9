"""The shapes of what Footwise knows and decides. Knowledge entries are checked by pydantic."""

from __future__ import annotations

from enum import Enum
from typing import Any, Literal

from pydantic import BaseModel, Extra, Field, StrictInt, root_validator

from triage.wording import Day, When, Words

YesNo = Literal["yes", "no"]
Kind = Literal["yes_no", "single", "multiple", "scale", "number", "date", "body_map"]


class Urgency(str, Enum):
    """How soon someone must be seen (CLINICAL section 0), least urgent first."""

    SELF_CARE = "self_care"
    SEE_CLINICIAN_SOON = "see_clinician_soon"
    URGENT_SAME_DAY = "urgent_same_day"
    EMERGENCY = "emergency"

    @property
    def severity(self) -> int:
        """0 (self-care) to 3 (emergency)."""
        return _SEVERITY[self]


_SEVERITY = {level: number for number, level in enumerate(Urgency)}


class Entry(BaseModel):
    """One entry of a knowledge file; unknown keys are refused."""

    class Config:
        extra = Extra.forbid
        allow_mutation = False

        @staticmethod
        def schema_extra(schema: dict[str, Any], model: type[BaseModel]) -> None:
            """Say where null is allowed: pydantic leaves that out of its JSON Schema."""
            for name, field in model.__fields__.items():
                if field.allow_none and name in schema["properties"]:
                    allowed = [schema["properties"][name], {"type": "null"}]
                    schema["properties"][name] = {"anyOf": allowed}


class Option(Entry):
    """One answer that can be picked. `sets` and `covers` name findings filled along with it.

    One that can only stand `alone` ("none") gives way where others are picked with it.
    """

    value: StrictInt | str
    label: Words
    covers: list[str] = []
    sets: dict[str, str] = {}
    region: str | None = None
    alone: bool = False


class Question(Entry):
    """One question: its words, its answers, when it is asked."""

    id: str
    kind: Kind
    short: Words
    ask: Words
    reask: Words
    why: Words
    when: When
    options: list[Option] = []
    tick_list: bool = False
    multiple: bool = False
    min: int | None = None
    max: int | None = None
    picture: str | None = None
    purpose: Literal["rules", "programme", "outcome_record", "consent", "summary"] = "rules"
    on_record: bool = False
    skippable: bool = True
    unsure_as: StrictInt | str | list[str] | None = None
    implies: dict[str, str] = {}
    if_not_asked: StrictInt | str | None = None
    unsets: dict[str, str] = {}
    region_asks: dict[str, Words] = {}

    @root_validator(skip_on_failure=True)
    def _can_be_answered(cls, values: dict[str, Any]) -> dict[str, Any]:
        """A number needs its bounds, every other kind its options."""
        if values["kind"] in ("number", "scale"):
            if values["min"] is None or values["max"] is None:
                raise ValueError("a number needs min and max")
        elif values["kind"] != "date" and not values["options"]:
            raise ValueError("there are no options")
        return values

    @property
    def recorded(self) -> bool:
        """Whether the answer is kept to compare with later, even where nothing hangs on it."""
        return self.on_record or self.purpose == "outcome_record"

    @property
    def unit(self) -> str | None:
        """The unit of a number that tells a time (days, weeks, minutes), by how its id ends."""
        ends = {"_days": "days", "_weeks_ago": "weeks", "_min": "minutes"}
        return next((unit for end, unit in ends.items() if self.id.endswith(end)), None)

    @property
    def range(self) -> tuple[int, int]:
        """The lowest and highest number that answers it."""
        return self.min or 0, self.max or 0

    @property
    def is_list(self) -> bool:
        """Whether the answer is a list of values."""
        return self.multiple or self.kind == "multiple"

    @property
    def fills(self) -> tuple[str, ...]:
        """The findings that this question's answer sets."""
        if self.tick_list:
            names = [str(o.value) for o in self.options] + [
                c for o in self.options for c in o.covers
            ]
        else:
            names = [self.id, *(name for o in self.options for name in o.sets)]
        return tuple(dict.fromkeys(names))


class Faq(Entry):
    """A question that people ask, and its answer; `moves`: it asks them to exercise or to walk."""

    id: str
    ask: Words
    answer: Words
    sources: list[str] = Field(min_items=1)
    moves: bool = False


class Heard(Entry):
    """A finding that is never asked, only heard or derived.

    With `short` it is told to the clinician under that name.
    """

    id: str
    values: list[str]
    short: Words | None = None
    many: bool = False
    each_sets: YesNo | None = None


class Plan(Entry):
    """What a rule still allows: these categories (all where None) without those."""

    categories: list[str] | None = None
    without: list[str] = []
    seated: bool = False
    supported: bool = False


class Rule(Entry):
    """One triage rule."""

    id: str
    level: Urgency
    title: str
    when: When
    unless: When | None = None
    reason: Words
    route: str
    within_days: int | None = None
    recheck_days: int | None = None
    plan: Literal["none", "full"] | Plan = "none"
    meanwhile: list[Words] = []
    sources: list[str] = Field(min_items=1)

    @property
    def leaves_nothing(self) -> bool:
        """Whether there are no exercises where it fires. (Comparing a Plan with a word is slow.)"""
        return isinstance(self.plan, str) and self.plan == "none"


class Location(Entry):
    """A place that can hurt."""

    id: str
    words: Words
    region: str
    sources: list[str] = Field(min_items=1)


class Dose(Entry):
    """How much: sets, repeats, seconds held, times a day, days a week."""

    sets: int
    reps: int
    hold_s: int
    per_day: int
    days_per_week: int


class Exercise(Entry):
    """One exercise, with everything a person needs to do it safely."""

    id: str
    name: Words
    categories: list[str] = Field(min_items=1)
    movement: str
    rank: int
    target: str
    target_plain: Words
    position: Literal["sitting", "standing", "lying", "kneeling"]
    kit: list[str]
    steps: list[Words] = Field(min_items=1)
    feel: Words
    mistakes: list[Words]
    dose: Dose
    dose_note: Words | None
    easier: str | None
    harder: str | None
    tags: list[str]
    early_sprain: bool
    not_before_weeks_after_sprain: int
    entry: str | None
    stop_if: list[Words] = Field(min_items=1)
    evidence: Literal["V", "V*", "M", "D"]
    sources: list[str] = Field(min_items=1)
    reviewed: Day
    next_review: Day


class Pick(Entry):
    """One place in a programme: the first exercise of the list that may be done."""

    exercise: list[str] = Field(min_items=1)
    why: str
    when: When = When()
    from_week: int | None = None


class Programme(Entry):
    """The exercises put together for one kind of trouble."""

    id: str
    name: str
    when: When
    recheck_days: int
    recheck_days_long_standing: int | None = None
    categories: list[str]
    picks: list[Pick]
    only: list[str] = []
    sources: list[str] = Field(min_items=1)


class Block(Entry):
    """What keeps exercises out of every plan: by tag, category or id, or all but the early ones."""

    id: str
    when: When
    unless: When | None = None
    all_but_early: bool = False
    tags: list[str] = []
    categories: list[str] = []
    exercises: list[str] = []
    reason: Words
    advice: list[Words] = []
    sources: list[str] = Field(min_items=1)

    def stops(self, exercise: Exercise) -> bool:
        """Whether it keeps `exercise` out of the plan."""
        return bool(
            exercise.id in self.exercises
            or set(self.tags) & set(exercise.tags)
            or set(self.categories) & set(exercise.categories)
            or (self.all_but_early and not exercise.early_sprain)
        )


class PossibleCondition(Entry):
    """A condition that can fit, in hedged words."""

    id: str
    name: Words
    locations: list[str] = Field(min_items=1)
    text: Words
    clues: list[Words]
    findings: list[str]
    first_line: list[str]
    later: list[str]
    avoid: list[str]
    sources: list[str] = Field(min_items=1)


class Country(Entry):
    """A country's numbers and names for places of care."""

    emergency: str | None
    advice: str | None
    emergency_department: Words
    urgent_centre: Words
    doctor: Words
    sources: list[str] = Field(min_items=1)


class Route(Entry):
    """Who to see, by when, and how to say so."""

    id: str
    urgency: Urgency
    who: Words
    by: Words
    say: Words
    number: Literal["emergency", "advice"] | None


class CareWords(Entry):
    """The words of care_routes.yml that belong to no single route."""

    class Config:
        extra = Extra.ignore

    words: dict[str, Words]
    caveat: Words
    diagnosis_section: Words
    verdicts: dict[Urgency, Words]
    verdict_no_plan: Words
    recheck_unclear: int
    recheck_default: int
