#!/bin/sh
# Pins: ALTER EXTENSION migrate UPDATE keeps tables, rows and rights, and what it adds is dumped and
# restored; a function that the library does not know is a clear error. There is one version so far,
# so a throw-away one stands in for the next. Source: PostgreSQL 15 docs, "Extension Updates".
#
# Runs in a cluster of its own, with a copy of the installation that PG_CONFIG names, in which
# migrate is installed.

set -eu

here=$(cd "$(dirname "$0")" && pwd)

if [ "${1:-}" != inside ]; then
    pg_config=${PG_CONFIG:-pg_config}
    folder=$(mktemp -d "${TMPDIR:-/tmp}/update.XXXXXX")
    trap 'rm -rf "$folder"' EXIT
    chmod 755 "$folder"
    for path in "$($pg_config --bindir)" "$($pg_config --pkglibdir)" "$($pg_config --sharedir)"; do
        mkdir -p "$folder$(dirname "$path")"
        cp -RL "$path" "$folder$(dirname "$path")"
    done
    # A server finds its files relative to its program.
    cp -L "$($pg_config --bindir)/pg_config" "$folder$($pg_config --bindir)/"
    PG_CONFIG=$folder$($pg_config --bindir)/pg_config
    export PG_CONFIG
    "$here/../support/pg_cluster.sh" "$0" inside "$($PG_CONFIG --sharedir)/extension"
    exit
fi

extension=$2
sed -i.old "s/^default_version.*/default_version = '1.0test'/" "$extension/migrate.control"
cat >"$extension/migrate--1.0--1.0test.sql" <<'SQL'
\echo Use "ALTER EXTENSION migrate UPDATE" to load this file. \quit
ALTER TABLE @extschema@.migrate_log ADD COLUMN note text;
CREATE TABLE @extschema@.migrate_extra (id integer PRIMARY KEY);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.migrate_extra', '');
CREATE FUNCTION @extschema@.migrate_unknown() RETURNS text
LANGUAGE c AS 'MODULE_PATHNAME', 'migrate_call';
SQL

run() { psql -X -q -A -t -v ON_ERROR_STOP=1 "$@"; }

run <<'SQL'
CREATE EXTENSION migrate VERSION '1.0';
CREATE ROLE deployer;
GRANT EXECUTE ON FUNCTION migrate_upgrade(text) TO deployer;
SELECT migrate_setting('notices', 'off') \g /dev/null
SELECT migrate_revision('One', 'CREATE TABLE one (id integer)', 'DROP TABLE one', rev_id => 'one') \g /dev/null
SELECT migrate_upgrade() \g /dev/null
ALTER EXTENSION migrate UPDATE TO '1.0test';
INSERT INTO migrate_extra VALUES (1);
UPDATE migrate_log SET note = 'kept';
CREATE DATABASE restored;
SQL
pg_dump | psql -X -q -v ON_ERROR_STOP=1 -d restored >/dev/null

expected='1.0test
one (head)
one|t
one|kept
1
t'
for database in postgres restored; do
    actual=$(run -d "$database" <<'SQL'
SELECT extversion FROM pg_extension WHERE extname = 'migrate';
SELECT migrate_current();
SELECT revision, is_applied FROM migrate_history();
SELECT revision, note FROM migrate_log;
SELECT id FROM migrate_extra;
SELECT has_function_privilege('deployer', 'migrate_upgrade(text)', 'EXECUTE');
SQL
    )
    [ "$actual" = "$expected" ] || { echo "$database: $actual" >&2; exit 1; }
done

message=$(psql -X -q -A -t -c "SELECT migrate_unknown()" 2>&1 || true)
[ "$message" = 'ERROR:  function "migrate_unknown" is not known to the loaded library
DETAIL:  The library and the extension in this database are of different versions.
HINT:  Reconnect after an installation, then run ALTER EXTENSION migrate UPDATE.' ] ||
    { echo "$message" >&2; exit 1; }
echo "ok - update"
