"""`python -m actions`: the action server, which tells nobody what a person said.

The SDK's own answers an error with the whole conversation in it, which Rasa then writes into its
log, and logs the error's text, which can hold a person's words.
"""

from __future__ import annotations

import logging
import traceback
from typing import Any

from rasa_sdk import __main__ as sdk
from rasa_sdk import endpoint

logger = logging.getLogger(__name__)
SERVER_ERROR = 500
make_app = endpoint.create_app


def quiet_app(*arguments: Any, **named: Any) -> Any:
    """The SDK's app; its answer to an error is the kind of the error alone."""
    app = make_app(*arguments, **named)
    app.exception(Exception)(tell_kind)
    return app


def tell_kind(_request: Any, error: Exception) -> Any:
    """Logs where the error happened; answers with its kind."""
    place = "".join(traceback.format_tb(error.__traceback__))
    logger.error("An action failed: %s\n%s", type(error).__name__, place)
    body = {"error": type(error).__name__}
    return endpoint.response.json(body, status=getattr(error, "status_code", SERVER_ERROR))


if __name__ == "__main__":
    endpoint.create_app = quiet_app
    sdk.main()
