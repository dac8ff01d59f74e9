"""The settings Footwise runs with: one home for every default.

`python -m scripts.environment COMMAND...` runs a command with them; a variable that is already
set wins.
"""

import os
import secrets
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

FIXED = {
    "RASA_TELEMETRY_ENABLED": "false",
    # Each turn is short and the server is one process: more threads only fight each other.
    "TF_INTRA_OP_PARALLELISM_THREADS": "1",
    "TF_INTER_OP_PARALLELISM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "TF_CPP_MIN_LOG_LEVEL": "2",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "CUDA_VISIBLE_DEVICES": "-1",
    "SANIC_REQUEST_MAX_SIZE": "65536",
    "SANIC_RESPONSE_TIMEOUT": "25",
    "SANIC_GRACEFUL_SHUTDOWN_TIMEOUT": "15",
    "SANIC_WORKERS": "1",
    "ACTION_SERVER_SANIC_WORKERS": "1",
    "SQL_POOL_SIZE": "5",
    "SQL_MAX_OVERFLOW": "5",
    "TICKET_LOCK_LIFETIME": "60",
    "MAX_NUMBER_OF_PREDICTIONS": "10",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "LOG_LEVEL": "INFO",
    "LOG_LEVEL_LIBRARIES": "ERROR",
    "PYTHONUNBUFFERED": "1",
    "PYTHONWARNINGS": "ignore",
    "FOOTWISE_HOST": "127.0.0.1",
    "FOOTWISE_PORT": "5005",
    "FOOTWISE_ACTION_PORT": "5055",
    "FOOTWISE_LOCK_URL": "",
    "FOOTWISE_DATA": str(ROOT / "var"),
    "FOOTWISE_LOGS": str(ROOT / "build" / "logs"),
    "FOOTWISE_MODEL": str(ROOT / "models" / "footwise.tar.gz"),
}


def complete(given: Mapping[str, str]) -> dict[str, str]:
    """The environment `given` with every missing Footwise setting filled in.

    An empty value counts as missing. Writes nothing: the key that signs chat tokens is only
    read here; see `signing_key`.
    """
    env = {**FIXED, **{name: value for name, value in given.items() if value}}
    derived = {
        "ACTION_ENDPOINT_URL": f"http://127.0.0.1:{env['FOOTWISE_ACTION_PORT']}/webhook",
        "FOOTWISE_DATABASE_URL": f"sqlite:///{Path(env['FOOTWISE_DATA']).resolve()}/footwise.db",
    }
    return {**derived, **env}


def signing_key(data: Path) -> str:
    """The key that signs chat tokens, made on first use and kept in `data`.

    It is kept so that an open chat survives a restart. Raises OSError if `data` is not writable.
    """
    path = data / "secret"
    data.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(32))
    except FileExistsError:
        pass
    return path.read_text().strip()


def main(command: list[str]) -> None:
    """Becomes `command`, run from the project's folder with the completed environment."""
    os.chdir(ROOT)
    env = complete(os.environ)
    env["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{env.get('PATH', '')}"
    os.execvpe(command[0], command, env)


if __name__ == "__main__":
    main(sys.argv[1:])
