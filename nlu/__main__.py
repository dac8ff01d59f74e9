"""`python -m nlu read FILE`: JSON lines of texts in, JSON lines of what they say out."""

from __future__ import annotations

import argparse
import json
import sys
import warnings
from pathlib import Path

from nlu.bulk import BulkReader, InputError, parse


def main() -> int:
    """Exit code 0; 2 where the input or the model cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m nlu", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    read = commands.add_parser("read", help='read JSON lines {"text", "asked"}')
    read.add_argument("file", help="a file, or - for standard input")
    read.add_argument("--model", type=Path, help="the trained model")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    try:
        text = sys.stdin.read() if options.file == "-" else Path(options.file).read_text("utf-8")
        rows = list(parse(text.split("\n")))
        for found in BulkReader(options.model).read(rows):
            print(json.dumps(found, ensure_ascii=False))
    except (InputError, OSError) as error:
        print(f"python -m nlu: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
