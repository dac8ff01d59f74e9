"""What each knowledge file holds as a whole, and the check of every file against it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Extra, Field, ValidationError, root_validator
from pydantic.utils import ROOT_KEY

from triage import model
from triage.model import Entry
from triage.progress_rules import ProgressRules
from triage.wording import Day, When, Words
from triage.yaml_source import Document


class SignOff(Entry):
    """Who has checked the file, and on which day."""

    by: str
    date: Day


class Signed(Entry):
    """A file that a clinician signs off."""

    signed_off: SignOff | None = None


class QuestionsFile(Signed):
    """questions.yml"""

    yes_no_options: list[model.Option] = Field(min_items=1)
    questions: list[model.Question] = Field(min_items=1)
    heard: list[model.Heard]


class RulesFile(Signed):
    """red_flags.yml"""

    terms: dict[str, When]
    rules: list[model.Rule] = Field(min_items=1)


class Restricted(Entry):
    """What fills a plan where a rule leaves only some categories."""

    at_least: int
    picks: list[model.Pick]


class ProgrammesFile(Signed):
    """programmes.yml"""

    max_exercises: int
    terms: dict[str, When]
    whys: dict[str, Words]
    blocks: list[model.Block]
    programmes: list[model.Programme] = Field(min_items=1)
    restricted: Restricted


class ExercisesFile(Signed):
    """One file of exercises/"""

    exercises: list[model.Exercise] = Field(min_items=1)


class LocationsFile(Signed):
    """locations.yml"""

    locations: list[model.Location] = Field(min_items=1)


class ConditionsFile(Signed):
    """conditions.yml"""

    conditions: list[model.PossibleCondition] = Field(min_items=1)


class CareFile(model.CareWords):
    """care_routes.yml"""

    class Config:
        extra = Extra.forbid

    signed_off: SignOff | None = None
    countries: dict[str, model.Country]
    routes: list[model.Route] = Field(min_items=1)


class Colour(Entry):
    """A band: its place from light to strong, its force in kilograms at double, triple length."""

    colour: Words
    order: int
    force_kg_100: float
    force_kg_200: float


class Bands(Entry):
    """The bands, and when to move up and down."""

    colours: list[Colour] = Field(min_items=1)
    start: list[str] = Field(min_items=1)
    move_up: Words
    move_down: Words
    safety: Words
    sources: list[str] = Field(min_items=1)


class BandsFile(Signed):
    """resistance_bands.yml"""

    resistance_bands: Bands


class Tip(Entry):
    """Something worth knowing."""

    id: str
    text: Words
    sources: list[str] = Field(min_items=1)


class Pointer(Tip):
    """Where to read on; the setting holds the address."""

    setting: str


class TipsFile(Signed):
    """tips.yml"""

    tips: list[Tip] = Field(min_items=1)
    pointers: list[Pointer]


class FaqFile(Signed):
    """faq.yml"""

    be_seen_first: Words
    unknown: Words
    faq: list[model.Faq] = Field(min_items=1)


class DosePhrases(Entry):
    """How a dose is said."""

    sets_reps: Words
    one_set: Words
    one_rep: Words
    sets_one_rep: Words
    hold: Words
    hold_minutes: Words
    per_day: dict[int, Words]
    every_day: Words
    days_a_week: Words
    whole: Words


class PhrasesFile(Entry):
    """phrases.yml; every further key is a phrase too"""

    class Config:
        extra = Extra.allow

    dose: DosePhrases
    headings: dict[str, Words]

    @root_validator
    def _are_words(cls, values: dict[str, Any]) -> dict[str, Any]:
        """A phrase is words, or a group of phrases under names."""
        for key in values.keys() - cls.__fields__.keys():
            _check_phrase(key, values[key])
        return values


def _check_phrase(key: str, value: Any) -> None:
    if isinstance(value, dict):
        for name, inner in value.items():
            _check_phrase(f"{key}.{name}", inner)
    elif not isinstance(value, str):
        raise ValueError(f"the phrase {key} must be words")


class Source(Entry):
    """Where a fact comes from."""

    id: str
    title: str
    url: str | None
    seen: Literal["full", "copy", "none"]


class SourcesFile(Entry):
    """sources.yml"""

    sources: list[Source] = Field(min_items=1)


class ProgressFile(ProgressRules):
    """progress.yml"""

    signed_off: SignOff | None = None


class AllowedWords(Entry):
    """Long words that patients may meet, and why no shorter one will do."""

    why: str
    words: list[str] = Field(min_items=1)


class ReadingFile(Entry):
    """reading.yml"""

    reading_age: int
    long_text_words: int
    neutral_word: str
    allowed: list[AllowedWords]
    condition_names: list[str]


FILES: dict[str, type[Entry]] = {
    "care_routes": CareFile,
    "conditions": ConditionsFile,
    "exercises": ExercisesFile,
    "faq": FaqFile,
    "locations": LocationsFile,
    "phrases": PhrasesFile,
    "programmes": ProgrammesFile,
    "progress": ProgressFile,
    "questions": QuestionsFile,
    "reading": ReadingFile,
    "red_flags": RulesFile,
    "resistance_bands": BandsFile,
    "sources": SourcesFile,
    "tips": TipsFile,
}


def check_files(documents: Mapping[str, Document]) -> None:
    """Raise KnowledgeError at the first thing that has no place in its file, or is missing."""
    for name, document in documents.items():
        kind = FILES.get(name.split("/")[0])
        if kind is None:
            raise document.error((), f"no file of this name belongs here: {', '.join(FILES)}")
        if not isinstance(document.data, dict):
            raise document.error((), "this must be a mapping of keys and values")
        try:
            kind.parse_obj({str(key): value for key, value in document.data.items()})
        except ValidationError as error:
            first = error.errors()[0]
            where = [str(step) for step in first["loc"] if step != ROOT_KEY]
            message = ": ".join(filter(None, [".".join(where), first["msg"]]))
            raise document.error(first["loc"], message) from error
