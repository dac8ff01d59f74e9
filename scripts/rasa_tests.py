"""Runs `rasa test nlu` and `rasa test core` so that a failure fails.

Rasa ends with exit code 0 when intents are wrong, when a test folder is empty and when a file is
not read at all; so this compares what was run with what the files hold.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from scripts.environment import ROOT, complete

NLU_TESTS = ROOT / "tests" / "nlu"
STORY_TESTS = ROOT / "tests" / "core"
OUT = ROOT / "build" / "rasa-test"
INTENT_ACCURACY = 0.9


def run_rasa(*arguments: str) -> None:
    """Runs `rasa test ...` on our model. Raises CalledProcessError if it fails."""
    env = complete(os.environ)
    command = [sys.executable, "-m", "rasa", "test", *arguments]
    subprocess.run([*command, "--model", env["FOOTWISE_MODEL"]], cwd=ROOT, env=env, check=True)


def documents(folder: Path, key: str) -> list[tuple[Path, list[dict[str, Any]]]]:
    """The test files of `folder` that have `key` at the top, with what stands under it."""
    found = []
    for path in sorted(folder.glob("*.yml")):
        content = yaml.safe_load(path.read_text()) or {}
        if isinstance(content, dict) and key in content:
            found.append((path, content[key]))
    return found


def examples_in(blocks: list[dict[str, Any]]) -> int:
    """The number of labelled messages in a file of Rasa NLU examples."""
    texts = [block["examples"] for block in blocks if "intent" in block]
    return sum(line.lstrip().startswith("- ") for text in texts for line in text.splitlines())


def report(path: Path) -> dict[str, Any]:
    """One of Rasa's JSON reports; empty if it wrote none."""
    content: dict[str, Any] = json.loads(path.read_text()) if path.is_file() else {}
    return content


def check_nlu() -> list[str]:
    """Tests the intents of every held-out file; returns what is wrong."""
    files = documents(NLU_TESTS, "nlu")
    wrong = [] if files else ["there is no held-out file of messages to test"]
    for path, blocks in files:
        out = OUT / path.stem
        run_rasa("nlu", "--nlu", str(path), "--out", str(out), "--no-plot")
        found = report(out / "intent_report.json")
        tested = found.get("weighted avg", {}).get("support", 0)
        accuracy = found.get("accuracy", found.get("weighted avg", {}).get("recall", 0))
        print(f"{path.name}: {tested} messages, {accuracy:.1%} right")
        if tested != examples_in(blocks):
            wrong.append(f"{path.name}: {examples_in(blocks)} messages, but {tested} were tested")
        if accuracy < INTENT_ACCURACY:
            wrong.append(f"{path.name}: {accuracy:.1%} right, {INTENT_ACCURACY:.0%} needed")
    return wrong


def check_stories() -> list[str]:
    """Tests every story; returns what is wrong."""
    files = documents(STORY_TESTS, "stories")
    misnamed = [path.name for path, _ in files if not path.name.startswith("test_")]
    wrong = [f"{name}: Rasa only reads names that start with test_" for name in misnamed]
    expected = sum(len(stories) for _, stories in files)
    if not expected:
        return [*wrong, "there is no story to test"]
    out = OUT / "core"
    run_rasa(
        *("core", "--stories", str(STORY_TESTS), "--out", str(out), "--no-plot"),
        "--fail-on-prediction-errors",
    )
    tested = report(out / "story_report.json").get("conversation_accuracy", {}).get("total", 0)
    print(f"{tested} stories as written")
    if tested != expected:
        wrong.append(f"{expected} stories in the files, but {tested} were tested")
    return wrong


def main() -> int:
    """Returns 0 if everything is as the files say, else 1."""
    wrong = check_nlu() + check_stories()
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
