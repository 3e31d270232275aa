#!/bin/sh
# Bring the database up to date, load the demonstration plan if it is not there, and serve with a worker beside it.
# Both end together.
set -eu
cd "$(dirname "$0")/.."
bin=.venv/bin

$bin/flask --app run db upgrade
$bin/tracker demo
$bin/tracker worker &
worker=$!
trap 'kill "$worker" 2> /dev/null' EXIT
trap 'exit 0' INT TERM
$bin/python run.py
