"""An error's text stays out of the log."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from channels.quiet_logs import keep_errors_quiet, place_of

SECRET = "my secret foot"


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Begins with Python's own records, and puts back what was there."""
    before = logging.getLogRecordFactory()
    logging.setLogRecordFactory(logging.LogRecord)
    yield
    logging.setLogRecordFactory(before)


def fail() -> None:
    """An error that comes from another one; both texts hold what somebody said."""
    try:
        raise KeyError(SECRET)
    except KeyError as error:
        raise ValueError(SECRET) from error


def logged(caplog: pytest.LogCaptureFixture) -> str:
    """What is written of that error."""
    caplog.clear()
    try:
        fail()
    except ValueError:
        logging.getLogger("any").exception("It failed")
    return caplog.text


def test_kind_and_place_are_logged_and_no_text(caplog: pytest.LogCaptureFixture) -> None:
    assert SECRET in logged(caplog)
    keep_errors_quiet()
    keep_errors_quiet()
    text = logged(caplog)
    assert "It failed" in text
    assert text.index("KeyError") < text.index("ValueError")
    assert "in fail" in text
    assert SECRET not in text.replace("raise KeyError(SECRET)", "")


def test_a_record_without_an_error_is_left_alone(caplog: pytest.LogCaptureFixture) -> None:
    keep_errors_quiet()
    with caplog.at_level(logging.INFO):
        logging.getLogger("any").info("All is well", exc_info=False)
    assert caplog.text.strip().endswith("All is well")


def test_an_error_that_hides_its_cause_is_told_alone() -> None:
    try:
        try:
            raise KeyError
        except KeyError:
            raise ValueError from None
    except ValueError as error:
        assert "KeyError\n" not in place_of(error)
