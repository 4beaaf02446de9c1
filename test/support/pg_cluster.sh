#!/bin/sh
# pg_cluster.sh COMMAND ARGUMENTS...
#
# Runs a command with a private PostgreSQL cluster of its own, reached by PGHOST, PGPORT, PGUSER and
# PGDATABASE, and takes the cluster away afterwards whatever happens. Exit status: the command's.
#
#   PG_CONFIG          pg_config of the server to run; pg_config
#   PG_CLUSTER_FSYNC   1: write through to the disk, as in production; 0
#   TMPDIR             where the cluster's files go; in memory where that has a gigabyte free, as a
#                      database is created ten times as fast there
#   PG_CLUSTER_OPTIONS further server options, e.g. "-c log_min_messages=debug1"
#
# PostgreSQL refuses to run as root: then the server runs as user postgres, or nobody without that.

set -eu

if [ $# -eq 0 ]; then
    echo "usage: pg_cluster.sh COMMAND ARGUMENTS..." >&2
    exit 2
fi

bindir=$("${PG_CONFIG:-pg_config}" --bindir)
command=
place=${TMPDIR:-/tmp}
if [ -z "${TMPDIR:-}" ] && [ "${PG_CLUSTER_FSYNC:-0}" != 1 ] && [ -w /dev/shm ]; then
    free=$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 }')
    [ "${free:-0}" -lt 1048576 ] || place=/dev/shm
fi
folder=$(mktemp -d "$place/pg_cluster.XXXXXX")

if [ "$(id -u)" -eq 0 ]; then
    owner=postgres
    id "$owner" >/dev/null 2>&1 || owner=nobody
    as_owner() { setpriv --reuid="$owner" --regid="$(id -g "$owner")" --clear-groups "$@"; }
else
    owner=$(id -un)
    as_owner() { "$@"; }
fi

stop() {
    status=$?
    trap - EXIT HUP INT TERM
    [ -z "$command" ] || kill "$command" 2>/dev/null || true
    if [ -f "$folder/data/postmaster.pid" ]; then
        as_owner "$bindir/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true
    fi
    rm -rf "$folder"
    exit "$status"
}
trap stop EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

[ "$owner" = "$(id -un)" ] || chown "$owner" "$folder"
cd "$folder"
as_owner "$bindir/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --no-locale --no-sync \
    >"$folder/initdb.log" 2>&1 || { cat "$folder/initdb.log" >&2; exit 1; }
cat >>"$folder/data/postgresql.conf" <<CONF
listen_addresses = ''
unix_socket_directories = '$folder'
max_locks_per_transaction = 1024
timezone = 'UTC'
CONF
# Commits stay synchronous: tests kill the server and ask what was committed.
if [ "${PG_CLUSTER_FSYNC:-0}" != 1 ]; then
    cat >>"$folder/data/postgresql.conf" <<CONF
fsync = off
full_page_writes = off
CONF
fi
as_owner "$bindir/pg_ctl" -D "$folder/data" -l "$folder/server.log" -w \
    -o "${PG_CLUSTER_OPTIONS:-}" start >"$folder/pg_ctl.log" 2>&1 ||
    { cat "$folder/pg_ctl.log" "$folder/server.log" >&2; exit 1; }
cd "$OLDPWD"

PGHOST=$folder PGPORT=5432 PGUSER=postgres PGDATABASE=postgres
PG_CLUSTER_LOG=$folder/server.log
export PGHOST PGPORT PGUSER PGDATABASE PG_CLUSTER_LOG
PATH=$bindir:$PATH
export PATH

# Asynchronous, so that a signal to this script is handled while the command runs; the descriptor
# keeps the command's standard input, which an asynchronous command would lose.
exec 3<&0
"$@" <&3 &
command=$!
wait "$command" && status=0 || status=$?
command=
exit "$status"
