#!/bin/sh
# tracker.sh WORDS…: the command `tracker` on a server, with its settings and as its account. To be called by root.
set -eu
set -a
. /etc/tracker/tracker.env
set +a
cd /srv/tracker
umask 077
exec runuser -u tracker -- env HOME="$INSTANCE_DIR" .venv/bin/tracker "$@"
