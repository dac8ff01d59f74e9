"""A tracker store that fails closed: no amnesia, no lost update, no server killed by one sender."""

from __future__ import annotations

import contextlib
import itertools
import json
import logging
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.exc import SQLAlchemyError

logger = logging.getLogger(__name__)

WAIT_SECONDS = 5
SEQUENCE = "event_sequence"


class StorageDown(BaseException):
    """The conversation cannot be read or kept now.

    A BaseException, since Rasa's own wrapper turns every Exception into an empty conversation.
    """


class SafeSQLTrackerStore(SQLTrackerStore):
    """Rasa's SQL store with one connection policy, one row a number, and errors that are told."""

    def __init__(
        self,
        domain: Domain | None = None,
        host: str | None = None,
        url: str | None = None,
        **kwargs: Any,
    ) -> None:
        """`url` (or Rasa's `host`) is a whole database address: sqlite:///... or postgresql://..."""
        address = url or host or "sqlite://"
        kwargs = {key: value for key, value in kwargs.items() if key in ("event_broker",)}
        super().__init__(domain, host=address, **kwargs)
        self.engine.dispose()  # type: ignore[has-type]
        self.engine: sa.engine.Engine = sa.create_engine(address, **_engine_options(address))
        if address.startswith("sqlite"):
            sa.event.listen(self.engine, "connect", _write_ahead)
        self.sessionmaker = sa.orm.session.sessionmaker(bind=self.engine)
        self._number_events()

    def _number_events(self) -> None:
        """A table that gives each event of a sender its own number: two saves cannot share one."""
        metadata = sa.MetaData()
        self.sequence = sa.Table(
            SEQUENCE,
            metadata,
            sa.Column("sender_id", sa.String(255), primary_key=True),
            sa.Column("number", sa.Integer, primary_key=True),
        )
        try:
            metadata.create_all(self.engine)
        except SQLAlchemyError as error:
            raise StorageDown("the tables cannot be made") from error

    @contextlib.contextmanager
    def session_scope(self) -> Iterator[Any]:
        """A session whose failure is StorageDown, never the end of the server."""
        session = self.sessionmaker()
        try:
            yield session
        except (SQLAlchemyError, ValueError) as error:
            session.rollback()
            logger.error("store.failed %s", type(error).__name__)
            raise StorageDown("the database did not answer") from error
        finally:
            session.close()

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation's latest session; remembers how much was stored when it was read."""
        tracker = await super().retrieve(sender_id)
        if tracker is not None:
            with self.session_scope() as session:
                whole = self._event_query(session, sender_id, True).count()
            tracker.footwise_stored = (whole, len(tracker.events))
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Add the tracker's new events; StorageDown if another save came in between."""
        await self.stream_events(tracker)
        whole, known = getattr(tracker, "footwise_stored", (0, 0))
        new = list(itertools.islice(tracker.events, known, None))
        if not new:
            return
        with self.session_scope() as session:
            rows = [{"sender_id": tracker.sender_id, "number": whole + i} for i in range(len(new))]
            session.execute(self.sequence.insert(), rows)
            session.add_all(self._row(tracker.sender_id, event) for event in new)
            session.commit()
        tracker.footwise_stored = (whole + len(new), len(tracker.events))

    def _row(self, sender_id: str, event: Any) -> Any:
        data = event.as_dict()
        intent = (data.get("parse_data") or {}).get("intent") or {}
        return self.SQLEvent(
            sender_id=sender_id,
            type_name=event.type_name,
            timestamp=data.get("timestamp"),
            intent_name=intent.get("name"),
            action_name=data.get("name"),
            data=json.dumps(data),
        )

    def ping(self) -> None:
        """Ask the database for one row; StorageDown when it does not answer."""
        with self.session_scope() as session:
            session.execute(sa.text("SELECT 1")).scalar()


def _engine_options(address: str) -> dict[str, Any]:
    if address.startswith("sqlite"):
        # Opening the file anew for each statement, SQLAlchemy's default, costs more than the work.
        return {
            "poolclass": sa.pool.QueuePool,
            "connect_args": {"timeout": WAIT_SECONDS, "check_same_thread": False},
        }
    limits = f"-c statement_timeout={WAIT_SECONDS * 1000} -c lock_timeout={WAIT_SECONDS * 1000}"
    return {
        "pool_pre_ping": True,
        "pool_size": 5,
        "max_overflow": 5,
        "connect_args": {"connect_timeout": WAIT_SECONDS, "options": limits},
    }


def _write_ahead(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.close()
