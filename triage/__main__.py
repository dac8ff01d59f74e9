"""The command line: `python -m triage decide|next FILE` and `python -m triage check`."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from triage import Answers, KnowledgeError, UnknownAnswer, decide, load_library, next_questions
from triage.check import warnings
from triage.orphans import orphans
from triage.yaml_source import Document


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code: 0, or 2 with one line on standard error."""
    parser = argparse.ArgumentParser(prog="python -m triage", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, words in (("decide", "the decision as JSON"), ("next", "the next questions")):
        command = commands.add_parser(name, help=f"print {words} for the answers in FILE")
        command.add_argument("file", help="YAML or JSON mapping of answers; - is standard input")
    commands.add_parser("check", help="validate all of knowledge/")
    options = parser.parse_args(arguments)
    try:
        return _check() if options.command == "check" else _answer(options.command, options.file)
    except (KnowledgeError, UnknownAnswer, OSError, UnicodeDecodeError) as error:
        print(" ".join(str(error).split()), file=sys.stderr)
        return 2


def _answer(command: str, file: str) -> int:
    answers = Answers.from_mapping(_read(file))
    if command == "decide":
        print(json.dumps(decide(answers).to_json(), indent=2, ensure_ascii=False))
    else:
        sys.stdout.writelines(f"{name}\n" for name in next_questions(answers))
    return 0


def _read(file: str) -> dict[str, Any]:
    data = Document(Path(file), sys.stdin.read() if file == "-" else None).data
    if not isinstance(data, dict):
        raise UnknownAnswer(f"{file} must hold one mapping of answers")
    return {str(name): _word(value) for name, value in data.items()}


def _word(value: Any) -> Any:
    """JSON's true and false are yes and no."""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value


def _check() -> int:
    library = load_library()
    for warning in [*warnings(library), *orphans(library)]:
        print(f"warning: {warning}", file=sys.stderr)
    print(
        f"knowledge {library.version}: {len(library.rules)} rules, {len(library.questions)} "
        f"questions, {len(library.exercises)} exercises, {len(library.programmes)} programmes: good"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
