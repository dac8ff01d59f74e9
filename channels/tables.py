"""The tables of the database."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import declarative_base

Base: Any = declarative_base()


class SQLEvent(Base):
    """One event; columns as in Rasa's own store, and its number within the talk."""

    __tablename__ = "events"
    __table_args__ = (
        sa.UniqueConstraint("sender_id", "seq", name="one_event_each"),
        sa.Index("events_of_a_kind", "sender_id", "type_name", "seq"),
    )

    id = sa.Column(sa.Integer, primary_key=True)
    sender_id = sa.Column(sa.String(255), nullable=False, index=True)
    seq = sa.Column(sa.Integer, nullable=False)
    type_name = sa.Column(sa.String(255), nullable=False)
    timestamp = sa.Column(sa.Float)
    intent_name = sa.Column(sa.String(255))
    action_name = sa.Column(sa.String(255))
    data = sa.Column(sa.Text)


class SQLCourse(Base):
    """The plan of somebody who asked to have it kept for longer than the talk, until its time.

    `data`: the slots that a new session begins with, as JSON; `until`: seconds since 1970.
    """

    __tablename__ = "courses"

    sender_id = sa.Column(sa.String(255), primary_key=True)
    data = sa.Column(sa.Text, nullable=False)
    until = sa.Column(sa.Float, nullable=False, index=True)


class SQLSeen(Base):
    """A message of a platform that was taken: a keyed hash of its number, seconds since 1970."""

    __tablename__ = "seen"

    name = sa.Column(sa.String(255), primary_key=True)
    at = sa.Column(sa.Float, nullable=False, index=True)
