"""What may pass as a sender and as a person's words."""

from __future__ import annotations

import re
import unicodedata

MAX_SENDER = 255
KEPT_CONTROLS = {"\n", "\t", "\u200d"}  # the last one joins the parts of one emoji
DROPPED = {"Cc", "Cf", "Cs", "Cn"}
LEADING_SLASHES = re.compile(r"^[\s/]+")
BODY = re.compile(r"\s*\{.*", re.DOTALL)
PUNCTUATION = re.compile(r"[^\w\s]+")


class RejectedSender(ValueError):
    """A conversation id that Footwise did not issue; the text says what is wrong, not the id."""


def checked_sender(sender: object, channel: str) -> str:
    """`sender`, if it can be the id of a conversation of `channel`; else raises RejectedSender.

    Ids carry their channel's name in front, so that no channel can reach another one's talks.
    """
    if not isinstance(sender, str) or not sender.startswith(f"{channel}:"):
        raise RejectedSender("the sender is not of this channel")
    if len(sender) == len(channel) + 1 or len(sender) > MAX_SENDER:
        raise RejectedSender("the sender is empty or too long")
    if any(unicodedata.category(char)[0] == "C" for char in sender):
        raise RejectedSender("the sender holds characters that cannot be stored")
    return sender


def clean(text: str) -> str:
    """`text` without what cannot be stored or only hides words: NUL, lone surrogates, controls."""
    whole = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(
        char for char in whole if char in KEPT_CONTROLS or unicodedata.category(char) not in DROPPED
    ).strip()


def as_words(text: str) -> str:
    """`text` as words: what begins with a slash would be a command to Rasa.

    The values of a command that was not offered are nobody's words: they go.
    """
    words = LEADING_SLASHES.sub("", text)
    return BODY.sub("", words) if "/" in text[: len(text) - len(words)] else words


def bare(text: str) -> str:
    """`text` in lower case without punctuation, to compare it with a button's words."""
    return " ".join(PUNCTUATION.sub(" ", text.casefold().replace("’", "'")).split())
