#!/bin/sh
# roll_back.sh VERSION REVISION: back to an earlier version (a tag or a commit) and its revision of the database, as root.
# What was entered since the upgrade is kept, save what only the newer version can hold.
set -eu
version=$1 revision=$2
cd /srv/tracker

systemctl stop tracker-web tracker-worker
systemctl start tracker-backup
deploy/tracker.sh database downgrade "$revision"
git checkout --quiet "$version"
python3 scripts/install.py run
systemctl start tracker-web tracker-worker
deploy/tracker.sh ready
