"""Telegram, Twilio, Slack and Messenger as small servers that keep the platforms' own limits."""

from tests.messaging.platforms.base import PERSON, Call, Platform
from tests.messaging.platforms.messenger import Messenger
from tests.messaging.platforms.slack import Slack
from tests.messaging.platforms.telegram import Telegram
from tests.messaging.platforms.twilio import Twilio

__all__ = ["PERSON", "PLATFORMS", "Call", "Messenger", "Platform", "Slack", "Telegram", "Twilio"]

PLATFORMS = (Telegram, Twilio, Slack, Messenger)
