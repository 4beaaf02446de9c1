#!/bin/sh
# A first look at migrate in the stock sqlite3 shell. Usage: demo.sh FOLDER-OF-MIGRATE.SO
set -eu

module=$(cd "$1" && pwd)/migrate
database=$(mktemp -d)
trap 'rm -rf "$database"' EXIT
cd "$(dirname "$0")"

# Each step is printed as one would type it, then run.
step() {
  printf '\n-- %s\n' "$1"
  shift
  for line in "$@"; do printf 'sqlite> %s\n' "$line"; done
  printf '%s\n' ".load $module" '.mode column' "$@" | sqlite3 "$database/shop.db"
}

echo 'migrate keeps the schema migrations of a database inside it. This is an empty SQLite file,'
echo 'shop.db, in the sqlite3 shell. Each shell below is a new one that has run .load ./migrate: what'
echo 'it knows is in the file.'

step 'Import the ten revisions of a small shop from a folder of scripts.' \
  "SELECT migrate_import(group_concat(data, char(10))) FROM fsdir('shop') WHERE data IS NOT NULL;"

step 'Which steps would an upgrade take?' \
  'SELECT step, revision, message, reason FROM migrate_plan;'

step 'Upgrade to the newest revision: all of it in one transaction.' \
  "SELECT migrate_upgrade('head');"

step 'The tables are there, and so is what the scripts inserted.' \
  '.tables' \
  'SELECT * FROM product;'

step 'Where is the database?' \
  'SELECT migrate_current();'

step 'The history, newest first: a branch at 19c4d7a25e68, merged by d51b8e60f2a3.' \
  'SELECT revision, down_revision, branch_labels, message, is_applied FROM migrate_history;'

step 'One step down, and the view of the last revision is gone.' \
  "SELECT migrate_downgrade('-1');" \
  'SELECT migrate_current();'

step 'And up again.' \
  "SELECT migrate_upgrade();" \
  "SELECT migrate_upgrade();"

step 'Who did what is in an ordinary table.' \
  'SELECT log_id, logged_at, operation, revision FROM migrate_log ORDER BY log_id DESC LIMIT 3;'

printf '\n-- Your turn: SELECT * FROM migrate_help; lists every function.\n'
