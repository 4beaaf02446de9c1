#!/bin/sh
# Pins: pg_dump carries the history: dumped by psql or pg_restore, by a superuser or by the database's
# owner, the restored database has the same current revision, history, scripts, settings, log and
# schema, and goes on from there. Source: contract §3, "Ownership".
#
# Runs in the cluster that PGHOST, PGPORT and PGUSER name, in databases of its own.

set -eu

folder=$(mktemp -d "${TMPDIR:-/tmp}/dump_restore.XXXXXX")
superuser=${PGUSER:-$(id -un)}

run() { psql -X -q -A -t -v ON_ERROR_STOP=1 "$@"; }

drop_all() {
    run -U "$superuser" -d postgres <<SQL
SET client_min_messages = warning;
DROP DATABASE IF EXISTS regress_migrate_source;
DROP DATABASE IF EXISTS regress_migrate_target;
DROP ROLE IF EXISTS regress_migrate_owner;
SQL
}

finish() {
    status=$?
    trap - EXIT
    drop_all || true
    rm -rf "$folder"
    exit "$status"
}
trap finish EXIT

# What must be equal on both sides.
describe() {
    run -U "$1" -d "$2" <<SQL
SELECT migrate_current();
SELECT * FROM migrate_history();
SELECT migrate_export();
SELECT migrate_setting('notices');
SELECT * FROM migrate_log ORDER BY log_id;
SELECT * FROM product;
SELECT hash FROM migrate_schema;
SELECT count(*) FROM migrate_drift();
SELECT count(*) FROM migrate_ddl_log;
SQL
}

make_source() {
    run -U "$1" -d regress_migrate_source <<SQL
CREATE EXTENSION migrate;
SELECT migrate_setting('notices', 'off') \g /dev/null
SELECT migrate_revision('Product', 'CREATE TABLE product (id integer, name text)', 'DROP TABLE product',
    rev_id => 'product', branch_label => 'shop') \g /dev/null
SELECT migrate_revision('Row', E'INSERT INTO product VALUES (1, \'\$\$ \\\\ tab\t\');', '', rev_id => 'row') \g /dev/null
SELECT migrate_upgrade() \g /dev/null
SELECT migrate_revision('Pending', 'DROP TABLE product', rev_id => 'pending', depends_on => 'product') \g /dev/null
SQL
}

check() {
    role=$1
    format=$2
    drop_all
    run -U "$superuser" -d postgres -c "CREATE ROLE regress_migrate_owner LOGIN"
    run -U "$superuser" -d postgres -c "CREATE DATABASE regress_migrate_source OWNER $role"
    run -U "$superuser" -d postgres -c "CREATE DATABASE regress_migrate_target OWNER $role"
    make_source "$role"
    pg_dump -U "$role" -d regress_migrate_source --format="$format" -f "$folder/dump"
    if [ "$format" = plain ]; then
        run -U "$role" -d regress_migrate_target -f "$folder/dump" >/dev/null
    else
        pg_restore -U "$role" -d regress_migrate_target --exit-on-error "$folder/dump"
    fi
    describe "$role" regress_migrate_source >"$folder/source"
    describe "$role" regress_migrate_target >"$folder/target"
    [ -s "$folder/source" ]
    diff "$folder/source" "$folder/target"
    run -U "$role" -d regress_migrate_target -c "SELECT migrate_upgrade()" >"$folder/upgraded"
    echo "1 revision upgraded, at pending (head)" | diff - "$folder/upgraded"
    echo "ok - $format dump by $3"
}

check "$superuser" plain "a superuser"
check "$superuser" custom "a superuser"
check regress_migrate_owner plain "the database's owner"
check regress_migrate_owner custom "the database's owner"
