"""Where talks are kept: SQLite by default, PostgreSQL by address. It fails closed.

Rasa's own store answers from an empty talk when the database is away, stops the whole process at
any ValueError, and drops one of two turns that are saved at the same time. This one raises
StorageDown instead, and a unique number for each event of a talk makes a lost turn impossible.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SerializedTrackerAsText, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SessionStarted
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import QueuePool

from channels.courses import (
    forget_course,
    forget_old_courses,
    keep_course,
    kept_course,
    way_back,
)
from channels.seen import forget_old_names, take
from channels.tables import Base, SQLEvent

WAIT_S = 2
TRIES = 2
# Any number that nobody else locks in this database: servers that start together take turns.
TABLES_LOCK = 4_715_005
Result = TypeVar("Result")


class StorageDown(BaseException):
    """The database cannot be used now, or a turn would have been lost.

    Not an Exception: Rasa wraps each store and goes on without one that raises those.
    """


class SafeSQLTrackerStore(TrackerStore, SerializedTrackerAsText):
    """A tracker store whose failures reach the guard."""

    def __init__(
        self,
        domain: Domain | None = None,
        host: str | None = None,
        event_broker: EventBroker | None = None,
        **kwargs: Any,
    ) -> None:
        """`host` is the address of the database, such as sqlite:///talks.db (endpoints: url).

        A database that is away is no error here: its tables are made when it is back.
        """
        super().__init__(domain, event_broker, **kwargs)
        self.engine = make_engine(host or "sqlite:///footwise.db")
        self._sessions = sessionmaker(bind=self.engine)
        self._has_tables = False

    async def keys(self) -> Iterable[str]:
        """The ids of all talks."""

        def read(session: Session) -> list[str]:
            return [row[0] for row in session.query(SQLEvent.sender_id).distinct()]

        return await self._in_thread(read)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The present session of a talk, None if it does not exist. Raises StorageDown."""
        return await self._in_thread(lambda session: self._read(session, sender_id, whole=False))

    async def retrieve_full_tracker(self, sender_id: str) -> DialogueStateTracker | None:
        """A whole talk. Raises StorageDown."""
        return await self._in_thread(lambda session: self._read(session, sender_id, whole=True))

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Adds what is new; raises StorageDown if it cannot, or if another turn was faster."""
        await self.stream_events(tracker)
        last, count = getattr(tracker, "stored_to", (0, 0))
        new = list(tracker.events)[count:]
        rows = [_row(tracker.sender_id, last + n, event) for n, event in enumerate(new, 1)]

        def write(session: Session) -> None:
            session.add_all(rows)
            keep_course(session, tracker, new)
            session.commit()

        if rows:
            await self._in_thread(write, tries=1)
            _mark(tracker, last + len(rows), count + len(rows))

    async def first_time(self, name: str) -> bool:
        """Whether message `name` comes for the first time. Raises StorageDown."""
        return await self._in_thread(lambda session: take(session, name), tries=1)

    async def way_back(self, sender_id: str) -> str | None:
        """The secret of the link back to a kept plan, None where none is. Raises StorageDown."""
        return await self._in_thread(lambda session: way_back(session, sender_id))

    async def forget(self, sender_id: str) -> None:
        """Deletes a whole talk, and a plan that was kept of it. Raises StorageDown."""

        def delete(session: Session) -> None:
            session.query(SQLEvent).filter(SQLEvent.sender_id == sender_id).delete()
            forget_course(session, sender_id)
            session.commit()

        await self._in_thread(delete)
        await asyncio.to_thread(self._shred)

    async def forget_before(self, when: float) -> int:
        """Deletes talks, and sessions of the past, of which nothing is newer than `when`.

        `when`: seconds since 1970. Kept plans go when their own time is over. Returns the number
        of events and plans deleted. Raises StorageDown.
        """

        def delete(session: Session) -> int:
            newest = sa.func.max(SQLEvent.timestamp)
            idle = sa.select(SQLEvent.sender_id).group_by(SQLEvent.sender_id).having(newest < when)
            later = sa.orm.aliased(SQLEvent)
            over = sa.exists().where(
                later.sender_id == SQLEvent.sender_id,
                later.type_name == SessionStarted.type_name,
                later.seq > SQLEvent.seq,
            )
            old = sa.and_(SQLEvent.timestamp < when, over)
            gone = session.query(SQLEvent).filter(SQLEvent.sender_id.in_(idle) | old)
            count = gone.delete(synchronize_session=False) + forget_old_courses(session)
            forget_old_names(session)
            session.commit()
            return int(count)

        count = await self._in_thread(delete)
        if count:
            await asyncio.to_thread(self._shred)
        return count

    def _shred(self) -> None:
        """Takes what was deleted out of SQLite's log too; PostgreSQL has its vacuum for it."""
        if self.engine.dialect.name == "sqlite":
            with contextlib.suppress(sa.exc.SQLAlchemyError), self.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    async def check(self) -> None:
        """Asks the database for an answer. Raises StorageDown."""
        await self._in_thread(lambda session: session.query(SQLEvent.seq).limit(1).all())

    def _read(self, session: Session, sender_id: str, whole: bool) -> DialogueStateTracker | None:
        query = session.query(SQLEvent.seq, SQLEvent.data).filter(SQLEvent.sender_id == sender_id)
        if not whole:
            started = SQLEvent.type_name == SessionStarted.type_name
            begin = query.filter(started).with_entities(sa.func.max(SQLEvent.seq)).scalar()
            query = query.filter(SQLEvent.seq >= (begin or 0))
        rows = query.order_by(SQLEvent.seq).all()
        if not rows:
            kept = kept_course(session, sender_id)
            slots = self.domain.slots
            return DialogueStateTracker.from_dict(sender_id, kept, slots) if kept else None
        events = [json.loads(row.data) for row in rows]
        tracker = DialogueStateTracker.from_dict(sender_id, events, self.domain.slots)
        _mark(tracker, rows[-1].seq, len(tracker.events))
        return tracker

    async def _in_thread(self, work: Callable[[Session], Result], tries: int = TRIES) -> Result:
        """Runs `work` beside the event loop, so that a slow database stops nobody else.

        What nobody waits for any more is not written: a turn that was told to have failed must not
        get into the way of the next one.
        """
        given_up = threading.Event()

        def refuse(*_: Any) -> None:
            if given_up.is_set():
                raise StorageDown("nobody waits for it")

        def unless_given_up(session: Session) -> Result:
            # After the flush the database is ours: all waiting is over, and nothing is kept yet.
            sa.event.listen(session, "after_flush", refuse)
            return work(session)

        try:
            return await asyncio.to_thread(self._safely, unless_given_up, tries)
        except asyncio.CancelledError:
            given_up.set()
            raise

    def _safely(self, work: Callable[[Session], Result], tries: int) -> Result:
        for left in reversed(range(tries)):
            try:
                with self.session_scope() as session:
                    return work(session)
            except Exception as error:
                # What the database says can hold a person's words: only the kind is passed on.
                if not left or not isinstance(error, sa.exc.OperationalError):
                    raise StorageDown(type(error).__name__) from None
        raise StorageDown("no try left")

    @contextlib.contextmanager
    def session_scope(self) -> Iterator[Session]:
        """A session on a database that has our tables."""
        if not self._has_tables:
            self._make_tables()
        session = self._sessions()
        try:
            yield session
        finally:
            session.close()

    def _make_tables(self) -> None:
        with self.engine.begin() as connection:
            if self.engine.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(TABLES_LOCK)))
            Base.metadata.create_all(connection)
        self._has_tables = True


def make_engine(url: str) -> Any:
    """A database engine that waits two seconds at most for a lock or an answer."""
    kind = sa.engine.make_url(url).get_backend_name()
    if kind == "sqlite":
        # Opening the file for each statement, the default, costs more than the statement.
        options = {"timeout": WAIT_S, "check_same_thread": False}
        engine = sa.create_engine(url, poolclass=QueuePool, connect_args=options)
        sa.event.listen(engine, "connect", _write_ahead)
        return engine
    limit = f"-c statement_timeout={WAIT_S * 1000} -c lock_timeout={WAIT_S * 1000}"
    return sa.create_engine(
        url,
        pool_pre_ping=True,
        pool_size=int(os.environ.get("SQL_POOL_SIZE", "5")),
        max_overflow=int(os.environ.get("SQL_MAX_OVERFLOW", "5")),
        pool_timeout=WAIT_S,
        connect_args={
            "connect_timeout": WAIT_S + 1,
            "options": limit,
            # A server that vanished from the network says nothing: no answer for this long is one.
            "tcp_user_timeout": (WAIT_S + 1) * 1000,
        },
    )


def _write_ahead(connection: Any, _record: Any) -> None:
    """Readers and a writer of SQLite do not wait for each other; what is deleted is overwritten."""
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA secure_delete=ON")


def _row(sender_id: str, seq: int, event: Any) -> SQLEvent:
    data = event.as_dict()
    return SQLEvent(
        sender_id=sender_id,
        seq=seq,
        type_name=event.type_name,
        timestamp=data.get("timestamp"),
        intent_name=((data.get("parse_data") or {}).get("intent") or {}).get("name"),
        action_name=data.get("name"),
        data=json.dumps(data),
    )


def _mark(tracker: DialogueStateTracker, last: int, count: int) -> None:
    """Notes on the tracker how far it is stored: the last number, and how many of its events."""
    tracker.stored_to = (last, count)
