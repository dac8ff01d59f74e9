"""The command line of the engine."""

from __future__ import annotations

import io
import json
import runpy
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import triage.__main__
from tests.triage.people import SELF_CARE
from tests.triage.test_talks import HEEL, SPRAIN
from triage import Answers, decide, load_library
from triage.__main__ import main
from triage.files import FILES
from triage.library import KNOWLEDGE

Output = pytest.CaptureFixture[str]


def refused(output: Output, *arguments: str) -> str:
    """Run a command that must end with 2 and one line on standard error; returns the line."""
    assert main(list(arguments)) == 2
    printed = output.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    return printed.err.strip()


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    return tmp_path / "answers.yml"


@pytest.mark.parametrize("talk", [SPRAIN, HEEL])
def test_decide_prints_the_decision(talk: dict[str, object], answers: Path, capsys: Output) -> None:
    answers.write_text(json.dumps(talk))
    assert main(["decide", str(answers)]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed == decide(Answers.from_mapping(talk)).to_json()
    assert printed["urgency"] == SELF_CARE.value


def test_yaml_words_and_json_truth(answers: Path, capsys: Output) -> None:
    answers.write_text("onset: injury\ninjury_days: 3\nwalk_4_steps_now: no\n")
    assert main(["decide", str(answers)]) == 0
    from_yaml = capsys.readouterr().out
    answers.write_text('{"onset": "injury", "injury_days": 3, "walk_4_steps_now": false}')
    assert main(["decide", str(answers)]) == 0
    assert capsys.readouterr().out == from_yaml
    assert [rule["id"] for rule in json.loads(from_yaml)["rules"]] == ["U1"]


def test_next_prints_one_question_a_line(answers: Path, capsys: Output) -> None:
    answers.write_text(json.dumps(HEEL))
    assert main(["next", str(answers)]) == 0
    assert capsys.readouterr().out == "consent\nsummary_ok\n"


def test_nothing_left_prints_nothing(answers: Path, capsys: Output) -> None:
    answers.write_text("consent: no")
    assert main(["next", str(answers)]) == 0
    assert capsys.readouterr().out == ""


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("signs_now: [deformity]"))
    assert main(["decide", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["urgency"] == "emergency"


@pytest.mark.parametrize("command", ["decide", "next"])
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("pain_walks: 3", "unknown answer 'pain_walks': did you mean pain_walk"),
        ("side: up", "side: 'up' is not one of left, right, both, unsure"),
        ("pain_walk: 11", "pain_walk: a number from 0 to 10 or unsure, not 11"),
        ("- side", "answers.yml must hold one mapping of answers"),
        ("", "answers.yml:1: the file is empty"),
        ("side: left\nside: right", "answers.yml:2: the key 'side' stands twice"),
        ("{", "answers.yml:2: is not valid YAML"),
    ],
)
def test_faults(command: str, text: str, line: str, answers: Path, capsys: Output) -> None:
    answers.write_text(text + "\n" if text else "")
    assert line in refused(capsys, command, str(answers))


def test_standard_input_that_is_no_text(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xff"), encoding="utf-8"))
    assert "'utf-8' codec can't decode" in refused(capsys, "next", "-")


def test_no_answers_yet(answers: Path, capsys: Output) -> None:
    answers.write_text("{}")
    assert main(["next", str(answers)]) == 0
    assert capsys.readouterr().out.startswith("consent\nage_band\nsigns_now\n")


def test_files_that_cannot_be_read(tmp_path: Path, capsys: Output) -> None:
    assert "nothing.yml" in refused(capsys, "decide", str(tmp_path / "nothing.yml"))
    assert refused(capsys, "decide", str(tmp_path))
    (tmp_path / "bytes.yml").write_bytes(b"\xff\xfe\x00")
    assert "bytes.yml:1: is not text in UTF-8" in refused(
        capsys, "next", str(tmp_path / "bytes.yml")
    )


@pytest.mark.parametrize("arguments", [[], ["dream"], ["decide"], ["check", "more"]])
def test_commands_that_are_not_there(arguments: list[str], capsys: Output) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2


def test_check(capsys: Output) -> None:
    library = load_library()
    assert main(["check"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first == (
        f"knowledge {library.version}: {len(library.rules)} rules, "
        f"{len(library.questions)} questions, {len(library.exercises)} exercises, "
        f"{len(library.programmes)} programmes: good"
    )
    assert "texts for patients: reading age" in second


def test_check_names_the_text_that_is_too_hard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    folder = tmp_path / "knowledge"
    shutil.copytree(KNOWLEDGE, folder)
    file = folder / "tips.yml"
    old = "Go slowly and keep breathing."
    file.write_text(file.read_text().replace(old, "Decelerate while ventilating."))
    monkeypatch.setenv("FOOTWISE_KNOWLEDGE", str(folder))
    line = next(n for n, row in enumerate(file.read_text().splitlines(), 1) if "Decel" in row)
    said = refused(capsys, "check")
    assert said.startswith(f"tips.yml:{line}: hard words (Decelerate, ventilating)")
    assert "Hold on to something firm" in said


def test_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    monkeypatch.setenv("FOOTWISE_KNOWLEDGE", str(tmp_path))
    assert main(["schema"]) == 0
    assert "schemas written" in capsys.readouterr().out
    assert len(list((tmp_path / "schema").glob("*.json"))) == len(FILES)


def test_check_warns(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    library = load_library()
    overdue = library.exercises["ARC1"].copy(update={"next_review": "2020-01-01"})
    changed = replace(library, exercises={**library.exercises, "ARC1": overdue})
    monkeypatch.setattr("triage.__main__.load_library", lambda: changed)
    assert main(["check"]) == 0
    assert "warning: ARC1: the review date 2020-01-01 has passed" in capsys.readouterr().err


def test_check_refuses_faulty_knowledge(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    folder = tmp_path / "knowledge"
    shutil.copytree(KNOWLEDGE, folder)
    file = folder / "red_flags.yml"
    text = file.read_text().replace("route: maternity", "route: martian")
    file.write_text(text)
    monkeypatch.setenv("FOOTWISE_KNOWLEDGE", str(folder))
    line = next(n for n, row in enumerate(text.splitlines(), 1) if "martian" in row)
    assert refused(capsys, "check") == f"red_flags.yml:{line}: there is no route 'martian'"


def test_as_a_program(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    monkeypatch.setattr(sys, "argv", ["triage", "check"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(Path(triage.__main__.__file__)), run_name="__main__")
    assert ended.value.code == 0
    assert "good" in capsys.readouterr().out
