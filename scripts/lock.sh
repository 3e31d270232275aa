#!/bin/sh
# Lock the requirements with hashes, for every supported Python, naming no package index.
# `scripts/lock.sh --upgrade` takes the newest versions; without it only what must change does.
set -eu
cd "$(dirname "$0")/../requirements"

lock() {
    ../.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
        --no-annotate --no-emit-index-url --no-emit-find-links "$@"
}

lock uv.in --output-file uv.txt "$@"
lock run.in --output-file run.txt "$@"
lock dev.in --constraints run.txt --output-file dev.txt "$@"
