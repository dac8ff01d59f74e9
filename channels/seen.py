"""Messages that were taken before, also by a server that has been restarted, or by another one."""

from __future__ import annotations

import time

import sqlalchemy as sa
from sqlalchemy.orm import Session

from channels.tables import SQLSeen

KEPT_S = 3 * 24 * 60 * 60  # no platform is known to send a message again after that


def take(session: Session, name: str) -> bool:
    """Whether message `name` comes for the first time; from now on it does not."""
    session.add(SQLSeen(name=name, at=time.time()))
    try:
        session.commit()
    except sa.exc.IntegrityError:
        session.rollback()
        return False
    return True


def forget_old_names(session: Session) -> None:
    """Deletes the names of messages that no platform sends again."""
    old = session.query(SQLSeen).filter(SQLSeen.at < time.time() - KEPT_S)
    old.delete(synchronize_session=False)
