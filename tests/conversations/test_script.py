"""A mistake in a scenario file must be found, with its line, before anything is played."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conversations.script import known, load_all
from triage.yaml_source import KnowledgeError

GOOD = """
.table: &table {location: [arch]}
.start: &start
  - answer: {consent: "yes"}
user asks why:
  - *start
  - answer_all: {<<: *table, until: side, at_most: 9}
  - user: "why?"
  - expect: {asked: side, said: [utter_why_question], slots: {side: null}, result: nothing}
"""


def test_a_good_file_is_read_and_shared_steps_stand_where_they_are_used(tmp_path: Path) -> None:
    (tmp_path / "good.yml").write_text(GOOD)
    (scenario,) = load_all(known(), tmp_path)
    assert (scenario.file, scenario.name) == ("good", "user asks why")
    assert [list(step) for step in scenario.steps] == [
        ["answer"],
        ["answer_all"],
        ["user"],
        ["expect"],
    ]
    assert scenario.steps[1]["answer_all"]["location"] == ["arch"]


@pytest.mark.parametrize(
    ("step", "message"),
    [
        ("says: hello", "unknown step: says"),
        ("hello", "a step has one key"),
        ("{user: a, tap: b}", "a step has one key"),
        ("answer: {locatoin: [arch]}", "unknown question: locatoin"),
        ("answer: {location: [knee]}", "'knee' is not one of"),
        ("answer: {side: left, onset: gradual}", "one question is answered at a time"),
        ("answer: {emergency_now: maybe}", "unknown question: emergency_now"),
        ("answer_all: {side: top}", "'top' is not one of"),
        ("answer_all: {until: sdie}", "unknown question: sdie"),
        ("expect: {says: [utter_tips]}", "unknown expectation: says"),
        ("expect: {said: [utter_tipps]}", "unknown response: utter_tipps"),
        ("expect: {not_said: [utter_tipps]}", "unknown response: utter_tipps"),
        ("expect: {asked: sdie}", "unknown question: sdie"),
        ("expect: {never_asked: [sdie]}", "unknown question: sdie"),
        ("expect: {slots: {sdie: left}}", "unknown slot: sdie"),
        ("expect: {result: {level: emergency}}", "unknown result: level"),
        ("expect: {result: {urgency: urgent}}", "unknown urgency: urgent"),
        ("expect: {result: {rules: [E99]}}", "unknown rule: E99"),
        ("expect: {result: {categories: [arches]}}", "unknown category: arches"),
        ("expect: {result: {exercises: [XXX1]}}", "unknown exercise: XXX1"),
        ("expect: {result: {conditions: [x]}}", "unknown condition: x"),
        ("expect: {result: {without: [XXX1]}}", "unknown exercise or category: XXX1"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, step: str, message: str) -> None:
    (tmp_path / "bad.yml").write_text(f"user does something:\n  - {step}\n")
    with pytest.raises(KnowledgeError) as error:
        load_all(known(), tmp_path)
    assert error.value.line == 2
    assert message in str(error.value)


@pytest.mark.parametrize(
    "text", ["user does something: hello\n", "same:\n  - user: a\nsame:\n  - user: b\n"]
)
def test_a_file_of_another_shape_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "bad.yml").write_text(text)
    with pytest.raises(KnowledgeError):
        load_all(known(), tmp_path)
