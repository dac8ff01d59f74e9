#!/bin/sh
# Everything that continuous integration runs, quick checks first. Called by `make test`.
set -eu
cd "$(dirname "$0")/.."

python=.venv/bin/python
started=$(date +%s)

# Rasa and our own programs run with our settings, quietly unless they fail.
quiet() {
    label=$1 log=$2
    shift 2
    scripts/step "$label" "$log" $python -m scripts.environment "$@"
}

tests() {
    label=$1
    shift
    scripts/step -v "$label" $python -m scripts.environment pytest -q "$@"
}

quiet "Lint" lint make -s lint
quiet "Knowledge" knowledge $python -m triage check
quiet "Generated responses" generate $python -m actions.generate
# The proof and the training keep one core busy each: they run beside the engine's tests.
{ tests "Proof" tests/proof && $python -m scripts.train; } >build/beside.log 2>&1 &
beside=$!
trap 'kill "$beside" 2>/dev/null || true' EXIT
tests "Engine" tests/triage --cov=triage --cov-report=term --cov-fail-under=100
quiet "Rasa data" validate rasa data validate --fail-on-warnings --max-history 5
wait "$beside" || { cat build/beside.log; exit 1; }
cat build/beside.log
quiet "Rasa tests" rasa-test $python -m scripts.rasa_tests
# Whatever folder is added later runs here, unless it has a step of its own.
tests "Parts" tests --ignore=tests/triage --ignore=tests/proof --ignore=tests/conversations
tests "Conversations" tests/conversations
echo "All checks passed in $(($(date +%s) - started)) s."
