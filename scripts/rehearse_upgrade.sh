#!/usr/bin/env bash
# Rehearse an upgrade on the demonstration plan: the version before the newest migration, a back-up, the upgrade, the way
# back, and the restore of the back-up. Nothing may be lost on any of these ways. Takes the history of the repository.
# rehearse_upgrade.sh [VERSION]: from another version than that one.
set -euo pipefail
cd "$(dirname "$0")/.."
here=$PWD python=$PWD/.venv/bin/python
newest=$(git log --format=%H --diff-filter=A -1 -- 'migrations/versions/*.py')
from=${1:-$newest^}
folder=$(mktemp -d)
git worktree add --quiet --detach "$folder/before" "$from"
trap 'git worktree remove --force "$folder/before"; rm -rf "$folder"' EXIT
export INSTANCE_DIR=$folder/instance SECRET_KEY=only-for-a-rehearsal-on-this-computer

before() { (cd "$folder/before" && "$python" -m "$@"); }
now() { (cd "$here" && "$python" -m "$@"); }
held() {  # the rows of each table, those of the version itself and of the record of acts left out
    "$python" - "$folder/instance/tracker.sqlite" << 'COUNT'
import sqlite3, sys
base = sqlite3.connect(sys.argv[1])
names = [row[0] for row in base.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]
for name in names:
    if name not in ("alembic_version", "audit_entry"):
        print(name, base.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])
COUNT
}
same() {  # all that stood there before stands there now
    comm -23 "$folder/rows" <(held) | grep . && { echo "Rows are missing or were added: $1"; exit 1; }
    echo "$1: $(wc -l < "$folder/rows") tables, every row is there."
}

before flask --app run db upgrade 2> /dev/null
before tracker.cli demo > /dev/null
revision=$(before flask --app run db current 2> /dev/null | grep -oE '^[0-9a-f]{4}')
held > "$folder/rows"
before tracker.cli backup "$folder/before.tar" 2> /dev/null
now tracker.cli database upgrade
now tracker.cli database status
now tracker.cli audit verify
same "After the upgrade"
now tracker.cli database downgrade "$revision"
before tracker.cli audit verify
same "After the way back"
(cd "$folder/before" && "$python" - << 'PAGE'
from run import app
assert app.test_client().get("/sign-in").status_code == 200
PAGE
)
now tracker.cli database upgrade > /dev/null
rm -r "$folder/instance"
before tracker.cli restore "$folder/before.tar" > /dev/null
same "After the restore by the earlier version"
now tracker.cli database upgrade
now tracker.cli database status
