"""The command line: `python -m triage decide|next FILE` and `python -m triage check|schema`."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from triage import Answers, KnowledgeError, UnknownAnswer, decide, load_library, next_questions
from triage.check import warnings
from triage.library import knowledge_folder
from triage.orphans import orphans
from triage.schema import write_schemas
from triage.yaml_source import Document


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code: 0, or 2 with what is wrong on standard error."""
    parser = argparse.ArgumentParser(prog="python -m triage", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, words in (("decide", "the decision as JSON"), ("next", "the next questions")):
        command = commands.add_parser(name, help=f"print {words} for the answers in FILE")
        command.add_argument("file", help="YAML or JSON mapping of answers; - is standard input")
    commands.add_parser("check", help="validate all of knowledge/")
    commands.add_parser("schema", help="write the JSON Schemas of knowledge/ for editors")
    options = parser.parse_args(arguments)
    whole = {"check": _check, "schema": _schema}
    try:
        if options.command in whole:
            return whole[options.command]()
        return _answer(options.command, options.file)
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
    from triage.reading import Reading  # its library takes long to import

    library = load_library()
    reading = Reading(library)
    faults = list(reading.faults())
    if faults:
        print("\n".join(" ".join(fault.split()) for fault in faults), file=sys.stderr)
        return 2
    for warning in [*warnings(library), *orphans(library), *reading.unused()]:
        print(f"warning: {warning}", file=sys.stderr)
    print(
        f"knowledge {library.version}: {len(library.rules)} rules, {len(library.questions)} "
        f"questions, {len(library.exercises)} exercises, {len(library.programmes)} programmes: good"
    )
    print(reading.report())
    return 0


def _schema() -> int:
    files = write_schemas(knowledge_folder())
    print(f"{len(files)} schemas written to {files[0].parent}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
