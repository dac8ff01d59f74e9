"""Lighthouse on the chat page, as on a slow phone: its scores must not fall below LEAST.

Exit code 1 if one does. The whole report is kept in build/lighthouse/.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from scripts.environment import ROOT
from tests.servers import footwise

FOLDER = ROOT / "build" / "lighthouse"
LIGHTHOUSE = FOLDER / "node_modules" / "lighthouse" / "cli" / "index.js"
CHROMIUM = "/usr/bin/chromium"
LEAST = {"accessibility": 100, "performance": 95, "best-practices": 95}
PLACES = ("", "demo")


def judge(url: str, report: Path) -> dict[str, Any]:
    """Lighthouse's scores of the page at `url`, out of 100; `report` keeps the details."""
    subprocess.run(
        [
            "node",
            str(LIGHTHOUSE),
            url,
            "--quiet",
            "--output=json",
            f"--output-path={report}",
            f"--only-categories={','.join(LEAST)}",
            "--chrome-flags=--headless=new --no-sandbox",
        ],
        check=True,
        env={**os.environ, "CHROME_PATH": CHROMIUM},
    )
    found = json.loads(report.read_text(encoding="utf-8"))["categories"]
    return {name: round(100 * found[name]["score"]) for name in LEAST}


def main() -> int:
    """Judges each page; returns the exit code."""
    low = 0
    with tempfile.TemporaryDirectory() as folder, footwise(Path(folder)) as url:
        for place in PLACES:
            scores = judge(url + place, FOLDER / f"{place or 'page'}.json")
            print(f"/{place}:", ", ".join(f"{name} {score}" for name, score in scores.items()))
            low += sum(scores[name] < least for name, least in LEAST.items())
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
