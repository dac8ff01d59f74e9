"""The link that leads somebody on the web back to the plan they had kept.

It holds a signed token, behind "#", which browsers send to no server: so it stands in no log. Who
has the link goes on with the plan, and nobody else; it ends when the plan is no longer kept.
"""

from __future__ import annotations

import hmac
from urllib.parse import urldefrag

from channels.record import Record
from channels.tokens import BadToken, Tokens
from takeaway.content import Door

# What stands before the token in the address; the widget looks for it.
MARK = "footwise="


class WayBack:
    """Makes the links of one channel, and reads them."""

    def __init__(self, record: Record, tokens: Tokens) -> None:
        self._record, self._tokens = record, tokens

    async def door(self, session: str, page: str) -> Door:
        """The way to the chat on `page`: to the kept plan of `session`, or to a new chat.

        Raises StorageDown, NoModel.
        """
        secret = await self._record.way_back(session) if page else None
        if secret is None:
            return Door(page)
        token = self._tokens.way_back(session, secret)
        return Door(f"{urldefrag(page).url}#{MARK}{token}", is_key=True)

    async def session_of(self, token: str) -> str:
        """The conversation whose kept plan `token` opens.

        Raises BadToken: all the same for one that is wrong, or whose plan is no longer kept.
        Raises StorageDown, NoModel.
        """
        session, secret = self._tokens.way_back_of(token)
        kept = await self._record.way_back(session) or ""
        # As bytes: a comparison of texts takes ASCII alone.
        if not kept or not hmac.compare_digest(kept.encode(), secret.encode()):
            raise BadToken("no longer kept")
        return session
