"""The bench of the engine measures what it says."""

from __future__ import annotations

import pytest

from bench import engine
from triage import Answers, Urgency, decide


@pytest.mark.no_cover
def test_a_table_of_speeds(capsys: pytest.CaptureFixture[str]) -> None:
    ended = engine.main(["0.01"])
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[0] for line in lines[1:-1]] == list(engine.PEOPLE)
    slowest = min(int(line[18:].split()[0].replace(",", "")) for line in lines[1:-1])
    assert ended == (0 if slowest >= engine.AIM else 1)
    assert lines[-1].endswith("aim: 5,000")


def test_a_slow_engine_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(engine, "rate", lambda work, seconds, batch=1: 4_999.0)
    assert engine.main(["0.01"]) == 1
    monkeypatch.setattr(engine, "rate", lambda work, seconds, batch=1: 5_000.0)
    assert engine.main([]) == 0
    assert "slowest: 5,000" in capsys.readouterr().out


@pytest.mark.parametrize("level", list(Urgency))
def test_people_of_every_level(level: Urgency) -> None:
    assert decide(Answers.from_mapping(engine.PEOPLE[level.value])).urgency is level
