"""What is kept of people, for who runs Footwise: saved, put back, shown, deleted.

`python -m scripts.kept backup FILE` and `restore FILE`, also while the servers run (PostgreSQL by
pg_dump and pg_restore); `show ID` and `delete ID` for one person, by the id of the talk.
Exit code 0, or 1 with one line that says why.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from channels.store import SafeSQLTrackerStore, StorageDown
from channels.tables import SQLCourse, SQLEvent
from scripts.environment import complete

SQLITE = "sqlite"
# One transaction: what is there is replaced whole or not at all.
PG_RESTORE = ["pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction"]


class CannotDo(Exception):
    """Why not, for the person at the terminal."""


def backup(url: str, file: Path) -> None:
    """Copies the database at `url` into the new `file`, which only its owner may read.

    What is written meanwhile is in it whole or not at all. Raises CannotDo.
    """
    if file.exists():
        raise CannotDo(f"{file} is there already: a backup is never written over")
    address = sa.engine.make_url(url)
    if address.get_backend_name() == SQLITE and not Path(str(address.database)).is_file():
        raise CannotDo(f"There is no database at {address.database}")
    file.touch(mode=0o600)
    try:
        if address.get_backend_name() == SQLITE:
            _copy(Path(str(address.database)), file)
        else:
            _run(["pg_dump", "--format=custom", f"--file={file}"], address)
    except CannotDo:
        file.unlink()
        raise


def restore(url: str, file: Path) -> None:
    """Puts `file` in place of all that is in the database at `url`. Raises CannotDo."""
    if not file.is_file():
        raise CannotDo(f"There is no backup at {file}")
    address = sa.engine.make_url(url)
    if address.get_backend_name() == SQLITE:
        _check(file)
        _copy(file, Path(str(address.database)))
    else:
        _run([*PG_RESTORE, f"--dbname={address.database}", str(file)], address)


def show(url: str, sender: str) -> dict[str, Any]:
    """Everything that is kept of the talk `sender`: its events in order, and a plan kept longer."""
    store = SafeSQLTrackerStore(host=url)
    asyncio.run(store.check())
    with Session(store.engine) as session:
        rows = session.query(SQLEvent.data).filter(SQLEvent.sender_id == sender)
        events = [json.loads(row.data) for row in rows.order_by(SQLEvent.seq)]
        course = session.get(SQLCourse, sender)
        return {"events": events, "plan": json.loads(course.data) if course else None}


def delete(url: str, sender: str) -> None:
    """Deletes all that is kept of the talk `sender`. Raises StorageDown."""
    asyncio.run(SafeSQLTrackerStore(host=url).forget(sender))


def _copy(source: Path, target: Path) -> None:
    try:
        with (
            contextlib.closing(sqlite3.connect(source)) as from_,
            contextlib.closing(sqlite3.connect(target)) as to,
        ):
            from_.backup(to)
    except sqlite3.Error as error:
        raise CannotDo(f"{source} could not be copied to {target}: {error}") from None


def _check(file: Path) -> None:
    try:
        with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as saved:
            good = saved.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            saved.execute("SELECT seq FROM events LIMIT 1")
    except sqlite3.Error:
        good = False
    if not good:
        raise CannotDo(f"{file} is no whole backup of Footwise: nothing was changed")


def _run(command: list[str], address: sa.engine.URL) -> None:
    """Runs one of PostgreSQL's programs; the password does not stand in the list of processes."""
    names = {"HOST": "host", "PORT": "port", "USER": "username", "PASSWORD": "password"}
    given = {f"PG{name}": getattr(address, part) for name, part in names.items()}
    env = {name: str(value) for name, value in given.items() if value is not None}
    env["PGDATABASE"] = str(address.database)
    try:
        done = subprocess.run(
            command, env={**os.environ, **env}, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        raise CannotDo(f"{command[0]} is not installed (Debian: postgresql-client)") from None
    if done.returncode:
        raise CannotDo(f"{command[0]}: {' '.join(done.stderr.split())}")


def main(arguments: list[str] | None = None) -> int:
    """Runs one command on the database that the servers use; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m scripts.kept", description=__doc__)
    parser.add_argument("what", choices=["backup", "restore", "show", "delete"])
    parser.add_argument("which", metavar="FILE|ID")
    given = parser.parse_args(arguments)
    url = complete(os.environ)["FOOTWISE_DATABASE_URL"]
    try:
        if given.what == "backup":
            backup(url, Path(given.which))
        elif given.what == "restore":
            restore(url, Path(given.which))
        elif given.what == "delete":
            delete(url, given.which)
        else:
            print(json.dumps(show(url, given.which), indent=2, ensure_ascii=False))
    except (CannotDo, OSError, StorageDown) as reason:
        print(
            f"The database cannot be used: {reason}" if isinstance(reason, StorageDown) else reason,
            file=sys.stderr,
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
