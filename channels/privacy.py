"""Deleting what people told: at their word, and when its time is over."""

from __future__ import annotations

import asyncio
import logging
import time

from channels.messages import Message
from channels.store import StorageDown
from channels.text import bare
from channels.turn import Tools, Turn

logger = logging.getLogger(__name__)

ASK = "utter_delete_data"
DELETE = "/delete_data_now"  # what its button sends
FORGOTTEN = "utter_guard_forgotten"
FIRST_S = 60
SECONDS_A_DAY = 24 * 60 * 60
EVERY_S = 60 * 60


def wants_deletion(turn: Turn, payload: str | None) -> bool:
    """Whether the person tapped or typed the title of the button that deletes everything."""
    buttons = turn.tools.words.message(ASK)["buttons"]
    titles = {bare(button["title"]) for button in buttons if button["payload"] == DELETE}
    return payload == DELETE or (payload is None and bare(turn.words) in titles)


async def delete(turn: Turn) -> list[Message]:
    """Deletes the talk that this turn is in; what is said about it is not kept either."""
    await forget(turn.tools, turn.sender)
    return [turn.tools.words.message(FORGOTTEN)]


async def forget(tools: Tools, sender: str) -> None:
    """Deletes the talk of `sender`; nobody else may be in a turn of it. Raises StorageDown."""
    await tools.record.forget(sender)
    tools.talks.drop(sender)


async def keep_clean(tools: Tools, first_s: float = FIRST_S, every_s: float = EVERY_S) -> None:
    """Deletes what is older than the settings allow, again and again, as long as the server runs.

    The first time after `first_s`. Several servers on one database may do so at the same time.
    """
    await asyncio.sleep(first_s)
    while True:
        await clean(tools)
        await asyncio.sleep(every_s)


async def clean(tools: Tools) -> int:
    """Deletes once; the number of events, 0 also where the database is away just now."""
    try:
        count = await tools.record.forget_before(
            time.time() - tools.settings.keep_days * SECONDS_A_DAY
        )
    except (Exception, StorageDown) as error:
        logger.error("Old talks could not be deleted: %s", type(error).__name__)
        return 0
    if count:
        logger.info("Deleted %d events whose time was over", count)
    return count
