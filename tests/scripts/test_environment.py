"""Settings: one home for defaults, and what is set outside wins."""

import re
import stat
from pathlib import Path

from scripts.environment import ROOT, complete, signing_key


def test_a_setting_from_outside_wins() -> None:
    assert complete({"FOOTWISE_PORT": "6000"})["FOOTWISE_PORT"] == "6000"


def test_an_empty_setting_counts_as_missing() -> None:
    assert complete({"FOOTWISE_PORT": ""})["FOOTWISE_PORT"] == "5005"


def test_telemetry_is_off() -> None:
    assert complete({})["RASA_TELEMETRY_ENABLED"] == "false"


def test_addresses_follow_from_the_other_settings(tmp_path: Path) -> None:
    env = complete({"FOOTWISE_DATA": str(tmp_path), "FOOTWISE_ACTION_PORT": "7001"})
    assert env["FOOTWISE_DATABASE_URL"] == f"sqlite:///{tmp_path}/footwise.db"
    assert env["ACTION_ENDPOINT_URL"] == "http://127.0.0.1:7001/webhook"


def test_every_variable_that_rasa_reads_has_a_value() -> None:
    """Rasa's own substitution knows no defaults and stops at a missing variable."""
    known = {*complete({}), "FOOTWISE_SECRET"}
    for name in ("endpoints.yml", "credentials.yml"):
        assert set(re.findall(r"\$\{(\w+)\}", (ROOT / name).read_text())) <= known


def test_the_signing_key_is_private_and_stays(tmp_path: Path) -> None:
    first = signing_key(tmp_path / "data")
    assert len(first) >= 32
    assert signing_key(tmp_path / "data") == first
    assert stat.S_IMODE((tmp_path / "data" / "secret").stat().st_mode) == 0o600
