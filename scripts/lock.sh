#!/bin/sh
# Writes the exact versions and hashes of requirements*.in into the lock files.
set -eu
cd "$(dirname "$0")/.."

# Every supported system meets these conditions: they would only hide the ones that matter.
always=" ; python_full_version < '3.11' and (sys_platform == 'darwin' or sys_platform == 'linux')"

for name in requirements-uv requirements requirements-dev requirements-audit; do
    .venv/bin/uv pip compile "$name.in" --output-file "$name.txt" --quiet --universal \
        --override requirements-override.txt \
        --python-version 3.10 --generate-hashes --no-header --no-emit-index-url \
        --no-emit-find-links --annotation-style line "$@"
    sed "s/$always//; s/python_full_version < '3.11' and //" "$name.txt" >"$name.tmp"
    mv "$name.tmp" "$name.txt"
done
