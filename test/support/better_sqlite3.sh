#!/bin/sh
# better_sqlite3.sh FOLDER COMMAND ARGUMENTS...
#
# Runs a command that can require("better-sqlite3") in Node.js. The package is the one that
# newest_sqlite.sh has put into FOLDER; its addon is built there, with the SQLite and the settings that
# are its own.
#
# Exit status: the command's; 77 where Node.js is older than the package allows.

set -eu

if [ $# -lt 2 ]; then
    echo "usage: better_sqlite3.sh FOLDER COMMAND ARGUMENTS..." >&2
    exit 2
fi
folder=$(cd "$1" && pwd)
shift

major=$(node -p 'process.versions.node.split(".")[0]')
if [ "$major" -lt 20 ]; then
    echo "better-sqlite3 needs Node.js 20; this is $major"
    exit 77
fi

package=$folder/node_modules/better-sqlite3
if [ ! -f "$package/build/Release/better_sqlite3.node" ]; then
    # Debian's node brings its headers; another one's are fetched.
    if [ -z "${npm_config_nodedir:-}" ] && [ -f /usr/include/node/node_version.h ] &&
        [ "$(command -v node)" = /usr/bin/node ]; then
        export npm_config_nodedir=/usr
    fi
    npm rebuild --build-from-source --foreground-scripts --loglevel=error --prefix "$folder" \
        better-sqlite3 >"$folder/better_sqlite3.log" 2>&1 ||
        { tail -n 50 "$folder/better_sqlite3.log"; exit 1; }
fi

export NODE_PATH="$folder/node_modules"
exec "$@"
