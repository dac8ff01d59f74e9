"""README.md of knowledge/ tells the truth: each of its examples is carried out on a copy."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from triage import Answers, KnowledgeError, Library, decide, load_library, next_questions
from triage.check import warnings
from triage.conditions import compile_condition
from triage.library import KNOWLEDGE
from triage.orphans import orphans
from triage.reading import Reading

README = (KNOWLEDGE / "README.md").read_text(encoding="utf-8")
STEP = re.compile(
    r"^In `(?P<file>[^`]+)`, (?:(?P<end>at the end)|above `(?P<above>[^`]+)`|(?P<change>change)):"
    r"\n\n```yaml\n(?P<text>.*?)```\n(?:\nto:\n\n```yaml\n(?P<to>.*?)```\n)?",
    re.MULTILINE | re.DOTALL,
)
ROW = re.compile(r"^\| `([^`]+\.yml)` \| `([^`]+)` \| `([^`]+)` \| (.+) \|$", re.MULTILINE)


@dataclass(frozen=True)
class Step:
    """One change that the README tells you to make."""

    file: str
    above: str | None
    text: str
    to: str | None

    def make(self, folder: Path) -> None:
        """Make the change in the copy of the knowledge at `folder`."""
        file = folder / self.file
        before = file.read_text(encoding="utf-8")
        after = before.rstrip("\n") + "\n" + self.text
        if self.to is not None:
            old, new = self.text.rstrip("\n"), self.to.rstrip("\n")
            assert before.count(old) == 1, f"stands once in {self.file}: {old}"
            after = before.replace(old, new)
        elif self.above:
            line = f"\n{self.above}\n"
            assert before.count(line) == 1, f"stands once in {self.file}: {self.above}"
            after = before.replace(line, f"\n{self.text}{self.above}\n")
        file.write_text(after, encoding="utf-8")


def steps(title: str) -> list[Step]:
    """The steps under a heading of the README."""
    section = README.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]
    assert section.count("\nIn `") + section.count("\n\nto:\n") == section.count("```yaml")
    return [Step(m["file"], m["above"], m["text"], m["to"]) for m in STEP.finditer(section)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(KNOWLEDGE, tmp_path / "knowledge")
    shutil.copy(KNOWLEDGE.parent / "domain.yml", tmp_path)
    return tmp_path / "knowledge"


@pytest.fixture
def follow(folder: Path) -> Callable[..., Library]:
    """Carry out the sections named, and load what comes of it: good, plain, nothing unused."""

    def run(*titles: str) -> Library:
        for title in titles:
            for step in steps(title):
                step.make(folder)
        library = load_library(folder)
        assert list(Reading(library).faults()) == []
        assert warnings(library) == warnings(load_library())
        assert orphans(library) == orphans(load_library())
        return library

    return run


def test_a_source(follow: Callable[..., Library]) -> None:
    assert follow("Add a source").sources["EX1"]["title"].startswith("Example 2026")


def test_an_exercise(follow: Callable[..., Library]) -> None:
    library = follow("Add a source", "Add an exercise")
    slots = {"age_band": "25_54", "location": ["nowhere"], "aim": ["balance"]}
    slots |= {"signs_now": ["none"], "signs_health": ["none"], "equipment": ["none"]}
    before = decide(Answers.from_slots(slots)).to_json()["exercises"]
    after = decide(Answers.from_slots(slots, library), library).to_json()["exercises"]
    assert "BAL9" not in [exercise["id"] for exercise in before]
    assert "BAL9" in [exercise["id"] for exercise in after]


def test_a_red_flag(follow: Callable[..., Library]) -> None:
    library = follow("Add a source", "Add a red flag")
    slots = {"location": ["arch"], "onset": "gradual", "signs_no_injury": ["tick_bite_rash"]}
    decision = decide(Answers.from_mapping(slots, library), library).to_json()
    assert [rule["id"] for rule in decision["rules"]] == ["S90"]
    assert decision["urgency"] == "see_clinician_soon"
    assert "within 2 days" in decision["route"]["by"]


def test_a_question(follow: Callable[..., Library], folder: Path) -> None:
    library = follow("Add a source", "Add a question")
    slots = {"consent": "yes", "age_band": "25_54", "signs_now": ["none"], "location": ["calf"]}
    assert "night_cramp" in next_questions(Answers.from_slots(slots, library), library)
    elsewhere = Answers.from_slots({**slots, "location": ["arch"]}, library)
    assert "night_cramp" not in next_questions(elsewhere, library)
    answered = Answers.from_slots({**slots, "night_cramp": "yes"}, library)
    assert [rule["id"] for rule in decide(answered, library).to_json()["rules"]] == ["S91"]
    domain = yaml.safe_load((folder.parent / "domain.yml").read_text(encoding="utf-8"))
    assert "night_cramp" in domain["entities"]
    assert domain["slots"]["night_cramp"]["mappings"][0]["entity"] == "night_cramp"
    assert any("night_cramp" in form["required_slots"] for form in domain["forms"].values())


@pytest.mark.parametrize(("minutes", "before", "after"), [(40, ["S3"], []), (46, ["S3"], ["S3"])])
def test_a_number(
    follow: Callable[..., Library], minutes: int, before: list[str], after: list[str]
) -> None:
    slots = {"location": ["arch"], "other_joints_swollen": "yes", "morning_stiffness_min": minutes}
    changed = follow("Change a number")
    for library, expected in ((load_library(), before), (changed, after)):
        rules = decide(Answers.from_slots(slots, library), library).to_json()["rules"]
        assert [rule["id"] for rule in rules] == expected


def test_a_sign_off(follow: Callable[..., Library]) -> None:
    document = follow("Sign-off").documents["exercises/static"]
    assert document.data["signed_off"] == {"by": "Dr Jo Example", "date": "2026-12-01"}


def test_the_condition_language() -> None:
    rows = re.findall(r"^\| `(\{.+\})` \| ", README, re.MULTILINE)
    assert len(rows) == 9
    terms = load_library().terms
    for row in rows:
        assert compile_condition(yaml.safe_load(row), terms).findings


@pytest.mark.parametrize(("file", "old", "new", "message"), ROW.findall(README))
def test_what_the_check_says(folder: Path, file: str, old: str, new: str, message: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    try:
        said = list(Reading(load_library(folder)).faults())
    except KnowledgeError as error:
        said = [str(error)]
    assert len(said) == 1
    assert re.match(rf"{Path(file).name}:\d+: ", said[0])
    assert message in said[0]


def test_every_file_is_in_the_table() -> None:
    table = README.split("| File | Holds |")[1].split("\n\n")[0]
    for file in KNOWLEDGE.glob("*.yml"):
        assert f"`{file.name}`" in table


def test_the_table_of_messages_is_read() -> None:
    assert len(ROW.findall(README)) == README.split("| In | `this`")[1].split("\n\n")[0].count(
        "\n| `"
    )
