"""Cleaning what a person sends, before anything else sees it."""

from __future__ import annotations

import unicodedata

KEPT_CONTROLS = "\n\t"
MAX_SENDER = 255
INVISIBLE = ("Cc", "Cf", "Cs")


def clean_text(text: str) -> str:
    """`text` without NUL, lone surrogates, control and invisible characters, in normal form."""
    text = text.encode("utf-8", "ignore").decode("utf-8", "ignore")
    text = unicodedata.normalize("NFC", text)
    return "".join(character for character in text if _is_kept(character)).strip()


def _is_kept(character: str) -> bool:
    return character in KEPT_CONTROLS or unicodedata.category(character) not in INVISIBLE


def as_words(text: str) -> str:
    """`text` without slashes in front, so that Rasa reads it as words and not as a command."""
    return text.lstrip("/ \t\n").strip()


def is_sender(sender: object) -> bool:
    """Whether `sender` can name a conversation: short, printable, not empty."""
    return (
        isinstance(sender, str)
        and 0 < len(sender) <= MAX_SENDER
        and sender.isascii()
        and sender.isprintable()
        and " " not in sender
    )
