"""The knowledge as one object."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from triage import KnowledgeError, load_library
from triage.library import KNOWLEDGE

LIBRARY = load_library()
SEED_CATEGORIES = {
    "static", "band", "arch", "calf_beginner", "calf_intermediate", "calf_advanced",
    "stretch_ankle", "stretch_toe", "stretch_heel", "stretch_calf", "plantar_fasciitis", "balance",
}  # fmt: skip


def test_read_once() -> None:
    assert load_library() is LIBRARY
    assert load_library(KNOWLEDGE) is LIBRARY


def test_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "knowledge"
    shutil.copytree(KNOWLEDGE, folder)
    monkeypatch.setenv("FOOTWISE_KNOWLEDGE", str(folder))
    other = load_library()
    assert other is not LIBRARY
    assert other.version == LIBRARY.version
    monkeypatch.setenv("FOOTWISE_KNOWLEDGE", str(tmp_path / "nothing"))
    with pytest.raises(KnowledgeError, match="there are no knowledge files here"):
        load_library()


def test_every_category_of_the_seed_has_three_exercises() -> None:
    assert set(LIBRARY.categories) == SEED_CATEGORIES
    for category in SEED_CATEGORIES:
        members = [e for e in LIBRARY.exercises.values() if category in e.categories]
        assert len(members) >= 3


def test_everything_of_the_specification_is_there() -> None:
    emergencies = {f"E{number}" for number in range(1, 14)}
    urgent = {f"U{number}" for number in range(1, 22)}
    soon = {f"S{number}" for number in range(1, 19)}
    assert emergencies | urgent | soon <= set(LIBRARY.rules)
    assert set(LIBRARY.countries) == {"uk", "us", "eu", "generic"}
    assert len(LIBRARY.locations) == 17


def test_findings_have_their_values() -> None:
    assert LIBRARY.findings["fever_unwell"] == ("yes", "no", "unsure")
    assert LIBRARY.findings["bone_or_deep_wound"] == ("yes", "no", "unsure")
    assert LIBRARY.findings["consent"] == ("yes", "no")
    assert LIBRARY.findings["pain_walk"] == ()
    assert LIBRARY.findings["injury_mechanism"].count("unsure") == 1
    assert LIBRARY.findings["goal"] == ("pain", "stiff", "after_injury", "strengthen")


def test_signs_are_yes_no_or_unsure() -> None:
    assert {"fever_unwell", "heel_squeeze", "back_pain"} <= LIBRARY.signs
    assert not {"consent", "goal", "location", "pain_walk"} & LIBRARY.signs


def test_entries_that_hold_for_facts_in_file_order() -> None:
    assert list(LIBRARY.true("block", {"location": ("ball", "heel_back")})) == [
        "ball_or_big_toe",
        "back_of_heel",
    ]
    programmes = list(LIBRARY.true("programme", {"location_main": "calf", "pain_walk": 7}))
    assert programmes == ["calf_irritable", "calf"]


def test_conditions_by_kind_and_name() -> None:
    facts = {"onset": "injury", "injury_days": 42}
    assert LIBRARY.condition("term", "recent_injury").holds(facts) is True
    assert LIBRARY.condition("term", "fresh_injury").holds(facts) is False


def test_questions_that_say_more_than_they_ask() -> None:
    assert {question.id for question in LIBRARY.implying} == {"injury_days", "duration_days"}
    assert {"pain_rest", "heel_squeeze"} == {question.id for question in LIBRARY.defaulting}


def test_sources_are_named() -> None:
    assert LIBRARY.sources["C20"]["title"]
