#!/bin/sh
# upgrade.sh VERSION: bring the tracker in /srv/tracker to another version (a tag or a commit), as root.
# Pages are away from the stop to the start, about a minute. If a step fails, the one before it still holds:
# the sentence below says how to go back.
set -eu
version=$1
cd /srv/tracker
before=$(git rev-parse HEAD)

git fetch --tags --quiet
git rev-parse --verify --quiet "$version^{commit}" > /dev/null || { echo "There is no version $version."; exit 1; }
systemctl stop tracker-web tracker-worker
systemctl start tracker-backup
revision=$(deploy/tracker.sh database status | grep -o 'revision [0-9a-f]*' | cut -d' ' -f2)
[ -n "$revision" ] || { echo "The database does not say its revision; the tracker is stopped. Start it again: systemctl start tracker-web tracker-worker"; exit 1; }
echo "If something fails from here on: deploy/roll_back.sh $before $revision"
git checkout --quiet "$version"
python3 scripts/install.py run
deploy/tracker.sh database upgrade
systemctl start tracker-web tracker-worker
deploy/tracker.sh ready
