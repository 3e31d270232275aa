#!/usr/bin/env bash
# Start the application by `make run` in an empty instance folder, ask for its first page, stop it; then again,
# within seconds and without any package index, and nothing may be lost.
set -euo pipefail
cd "$(dirname "$0")/.."
INSTANCE_DIR=$(mktemp -d)
export INSTANCE_DIR PORT=${PORT:-8765}
trap 'rm -rf "$INSTANCE_DIR"' EXIT

first_page() {
    .venv/bin/python -c "from urllib.request import urlopen; urlopen('http://127.0.0.1:$PORT/', timeout=10)" 2> /dev/null
}

try() {  # try SECONDS COMMAND...: the command must serve the first page within so many seconds
    local limit=$1 began=$SECONDS server
    shift
    setsid "$@" < /dev/null &
    server=$!
    until first_page; do
        if ((SECONDS - began > limit)) || ! kill -0 "$server" 2> /dev/null; then
            kill -- "-$server" 2> /dev/null || true
            echo "No first page after $((SECONDS - began)) s, of $limit s allowed."
            exit 1
        fi
        sleep 0.3
    done
    echo "The first page came after $((SECONDS - began)) s."
    kill -- "-$server"
    wait "$server" || true
}

try 240 make run
accounts=$(cat "$INSTANCE_DIR/demo-accounts.csv")
try 15 env UV_OFFLINE=1 PIP_NO_INDEX=1 https_proxy=http://127.0.0.1:9 make run
[[ $(cat "$INSTANCE_DIR/demo-accounts.csv") == "$accounts" ]] || { echo "The demonstration accounts changed."; exit 1; }
