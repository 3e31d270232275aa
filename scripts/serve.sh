#!/bin/sh
# Bring the database up to date, load the demonstration plan if it is not there, and serve; run.py starts the worker too.
set -eu
cd "$(dirname "$0")/.."
bin=.venv/bin
umask 077  # whatever is made here is for this account alone

$bin/flask --app run db upgrade
$bin/tracker demo
exec $bin/python run.py
