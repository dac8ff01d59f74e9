"""`make telegram-webhook`: tells Telegram where Footwise's webhook is."""

import asyncio
import os
import sys
from collections.abc import Mapping

from channels.telegram import ROUTE, telegram_api

NEEDED = ("FOOTWISE_TELEGRAM_TOKEN", "FOOTWISE_TELEGRAM_SECRET", "FOOTWISE_PUBLIC_URL")


async def set_webhook(env: Mapping[str, str]) -> bool:
    """Whether Telegram took the address, which is below FOOTWISE_PUBLIC_URL, and the secret."""
    webhook = {
        "url": env["FOOTWISE_PUBLIC_URL"].rstrip("/") + ROUTE,
        "secret_token": env["FOOTWISE_TELEGRAM_SECRET"],
        "allowed_updates": ["message", "callback_query"],
    }
    return await telegram_api(env).call("setWebhook", json=webhook)


def main() -> int:
    """Sets the webhook; 2 if a setting is missing, 1 if Telegram did not take it."""
    missing = [name for name in NEEDED if not os.environ.get(name)]
    if missing:
        print(f"Set {', '.join(missing)} first.")
        return 2
    taken = asyncio.run(set_webhook(os.environ))
    print("Telegram has the address." if taken else "Telegram did not take the address.")
    return 0 if taken else 1


if __name__ == "__main__":
    sys.exit(main())
