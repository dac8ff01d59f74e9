"""The gate around `rasa test`: what Rasa lets pass must not pass here."""

import json
from pathlib import Path

import pytest

from scripts import rasa_tests

STORY = "stories:\n  - story: hello\n    steps: []\n"
NLU = "nlu:\n  - intent: greet\n    examples: |\n      - hello\n      - good morning\n"


class Rasa:
    """Stands for `rasa test`: writes the reports it is told to."""

    def __init__(self) -> None:
        self.reports: dict[str, object] = {}

    def __call__(self, *arguments: str) -> None:
        out = Path(arguments[arguments.index("--out") + 1])
        out.mkdir(parents=True, exist_ok=True)
        for name, content in self.reports.items():
            (out / name).write_text(json.dumps(content))


@pytest.fixture
def rasa(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Rasa:
    stand_in = Rasa()
    for name in ("nlu", "core"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(rasa_tests, "NLU_TESTS", tmp_path / "nlu")
    monkeypatch.setattr(rasa_tests, "STORY_TESTS", tmp_path / "core")
    monkeypatch.setattr(rasa_tests, "OUT", tmp_path / "out")
    monkeypatch.setattr(rasa_tests, "run_rasa", stand_in)
    return stand_in


@pytest.mark.parametrize(
    ("accuracy", "tested", "passes"), [(1.0, 2, True), (0.8, 2, False), (1.0, 1, False)]
)
def test_intents(rasa: Rasa, accuracy: float, tested: int, passes: bool) -> None:
    (rasa_tests.NLU_TESTS / "held_out.yml").write_text(NLU)
    (rasa_tests.STORY_TESTS / "test_hello.yml").write_text(STORY)
    rasa.reports["story_report.json"] = {"conversation_accuracy": {"total": 1}}
    rasa.reports["intent_report.json"] = {
        "accuracy": accuracy,
        "weighted avg": {"support": tested},
    }
    assert (rasa_tests.main() == 0) is passes


@pytest.mark.parametrize(
    ("name", "tested", "passes"),
    [("test_hello.yml", 1, True), ("test_hello.yml", 0, False), ("hello.yml", 1, False)],
)
def test_stories(rasa: Rasa, name: str, tested: int, passes: bool) -> None:
    (rasa_tests.NLU_TESTS / "held_out.yml").write_text(NLU)
    rasa.reports["intent_report.json"] = {"accuracy": 1.0, "weighted avg": {"support": 2}}
    (rasa_tests.STORY_TESTS / name).write_text(STORY)
    rasa.reports["story_report.json"] = {"conversation_accuracy": {"total": tested}}
    assert (rasa_tests.main() == 0) is passes


def test_nothing_to_test_fails(rasa: Rasa) -> None:
    assert rasa_tests.main() == 1
