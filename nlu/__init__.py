"""Reads what a person types: facts, red flags, intents. Only nlu/component.py knows Rasa."""

from nlu.reader import Reader, Reading

__all__ = ["Reader", "Reading"]
