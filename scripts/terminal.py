"""`make shell`: a chat in the terminal, by the same `web` channel as the page.

Talks to the servers at FOOTWISE_URL, or to those of `make run`; starts them itself if nothing
answers there, and then stops them at the end.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

from scripts.environment import ROOT, complete
from scripts.run import is_ready, page_url

TURN_WITHIN_S = 30
Message = dict[str, Any]


class Chat:
    """One conversation with the server at `url` (which ends in a slash)."""

    def __init__(self, url: str) -> None:
        self.url = url
        opened = self._post("session", {}, {})
        self.opening: list[Message] = opened["messages"]
        self._token = opened["token"]

    def say(self, text: str) -> list[Message]:
        """Sends one message; returns this turn's answers. Raises URLError if none comes."""
        answers: list[Message] = self._post(
            "message", {"message": text}, {"Authorization": f"Bearer {self._token}"}
        )
        return answers

    def _post(self, path: str, body: Message, headers: dict[str, str]) -> Any:
        request = urllib.request.Request(
            f"{self.url}webhooks/web/{path}",
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json", **headers},
        )
        with urllib.request.urlopen(request, timeout=TURN_WITHIN_S) as answer:  # nosec B310
            return json.load(answer)


def question_of(messages: list[Message]) -> Message | None:
    """The last question asked in this turn, if it has options to pick from."""
    found = None
    for message in messages:
        custom = message.get("custom") or {}
        if custom.get("type") == "question":
            found = custom if custom.get("options") else None
    return found


def to_send(typed: str, question: Message | None) -> str:
    """What to send for a typed line: the payload of the numbered options, else the words.

    "2" picks an option, "1,3" or "1 3" several of a tick-list. Scales and plain numbers are
    answered as words.
    """
    numbers = typed.replace(",", " ").split()
    if question is None or question["kind"] in ("scale", "number", "date"):
        return typed
    options = question["options"]
    if not numbers or not all(n.isdecimal() and 0 < int(n) <= len(options) for n in numbers):
        return typed
    picked = [options[int(number) - 1] for number in numbers]
    if question["kind"] in ("multiple", "body_map"):
        values = [option["value"] for option in picked]
        return f"/inform{json.dumps({question['slot']: values})}"
    return str(picked[0]["payload"]) if len(picked) == 1 else typed


def lines_of(messages: list[Message]) -> Iterator[str]:
    """What a person reads: the texts, pictures by address, and numbered choices."""
    for message in messages:
        if message.get("text"):
            yield message["text"]
        if message.get("image"):
            yield f"[picture: {message['image']}]"
        custom = message.get("custom") or {}
        choices = [option["label"] for option in custom.get("options") or []]
        if custom.get("kind") in ("number", "date"):
            yield from (f"  - {choice}" for choice in choices)
        if custom.get("kind") in ("scale", "number", "date"):
            continue
        for number, label in enumerate(choices or titles(message), start=1):
            yield f"  {number}. {label}"
        if custom.get("kind") in ("multiple", "body_map") and choices:
            yield "  (one number, or several such as 1,3)"


def titles(message: Message) -> list[str]:
    """The words on the message's buttons."""
    return [button["title"] for button in message.get("buttons") or []]


def buttons_question(messages: list[Message]) -> Message | None:
    """The last buttons, in the shape of a single-choice question."""
    for message in reversed(messages):
        buttons = message.get("buttons") or []
        if buttons:
            options = [{"label": b["title"], "payload": b["payload"]} for b in buttons]
            return {"kind": "single", "options": options}
    return None


def talk(chat: Chat) -> None:
    """Reads lines and prints answers until the input ends."""
    messages = chat.opening
    while True:
        print("\n" + "\n".join(lines_of(messages)))
        try:
            typed = input("\n> ").strip()
        except EOFError:
            return
        if typed:
            sent = to_send(typed, question_of(messages) or buttons_question(messages))
            try:
                messages = chat.say(sent)
            except (urllib.error.URLError, OSError) as error:
                messages = [{"text": f"(No answer: {error})"}]


@contextlib.contextmanager
def servers(env: dict[str, str]) -> Iterator[None]:
    """Has the servers running: those that run already, or our own for as long as needed.

    Raises ConnectionError if they do not start.
    """
    if is_ready(env):
        yield
        return
    print("Starting Footwise, half a minute or so ...", flush=True)
    process = subprocess.Popen(
        [sys.executable, "-m", "scripts.run"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert process.stdout is not None  # noqa: S101
        if not any("Footwise is at" in line for line in process.stdout):
            raise ConnectionError("The servers did not start.")
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate()


def main() -> int:
    """Runs the chat; returns the exit code."""
    env = complete(os.environ)
    try:
        if os.environ.get("FOOTWISE_URL"):
            talk(Chat(os.environ["FOOTWISE_URL"].rstrip("/") + "/"))
        else:
            with servers(env):
                talk(Chat(page_url(env)))
    except KeyboardInterrupt:
        print()
    except (urllib.error.URLError, OSError) as error:
        print(f"Cannot talk to Footwise: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
