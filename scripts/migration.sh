#!/bin/sh
# Write the next numbered migration from what the models say and a new database lacks: scripts/migration.sh "evidence classes"
# It is a draft: read it, and think of the rows that are already there.
set -eu
cd "$(dirname "$0")/.."
INSTANCE_DIR=$(mktemp -d)
export INSTANCE_DIR DATABASE_URL=
trap 'rm -rf "$INSTANCE_DIR"' EXIT

number=$(printf '%04d' $(($(find migrations/versions -name '0*.py' 2> /dev/null | wc -l) + 1)))
.venv/bin/flask --app run db upgrade
.venv/bin/flask --app run db migrate --rev-id "$number" --message "$1"
.venv/bin/ruff check --quiet --fix migrations/versions
.venv/bin/ruff format --quiet migrations/versions
