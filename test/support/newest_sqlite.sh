#!/bin/sh
# newest_sqlite.sh FOLDER [COMMAND ARGUMENTS...]
#
# Runs a command with the newest SQLite in place of the machine's: libsqlite3.so.0, and a sqlite3
# shell that uses it. SQLite comes from the amalgamation in the npm package better-sqlite3, is built
# in FOLDER with the options that Debian's has, and is taken from there the next time; to have a newer
# one, remove FOLDER. Without a command it only builds.
#
#   MIGRATE_SQLITE_VERSION   set for the command, which can compare it with what it runs with
#   CC, CFLAGS               as usual
#
# Exit status: the command's.

set -eu

package=better-sqlite3@12
options='-DSQLITE_ENABLE_COLUMN_METADATA -DSQLITE_ENABLE_DBSTAT_VTAB -DSQLITE_ENABLE_FTS3
  -DSQLITE_ENABLE_FTS3_PARENTHESIS -DSQLITE_ENABLE_FTS3_TOKENIZER -DSQLITE_ENABLE_FTS4
  -DSQLITE_ENABLE_FTS5 -DSQLITE_ENABLE_LOAD_EXTENSION -DSQLITE_ENABLE_MATH_FUNCTIONS
  -DSQLITE_ENABLE_PREUPDATE_HOOK -DSQLITE_ENABLE_RTREE -DSQLITE_ENABLE_SESSION
  -DSQLITE_ENABLE_STMTVTAB -DSQLITE_ENABLE_UNLOCK_NOTIFY -DSQLITE_LIKE_DOESNT_MATCH_BLOBS
  -DSQLITE_MAX_VARIABLE_NUMBER=250000 -DSQLITE_SECURE_DELETE -DSQLITE_SOUNDEX -DSQLITE_USE_URI
  -DHAVE_ISNAN -DHAVE_USLEEP'

if [ $# -eq 0 ]; then
    echo "usage: newest_sqlite.sh FOLDER [COMMAND ARGUMENTS...]" >&2
    exit 2
fi
mkdir -p "$1"
folder=$(cd "$1" && pwd)
shift
source=$folder/node_modules/better-sqlite3/deps/sqlite3

compile() {
    # Options and flags are lists of words.
    # shellcheck disable=SC2086
    ${CC:-cc} ${CFLAGS:--O2} -fPIC -shared "$@" -lm -lpthread -ldl
}

build_library() {
    npm install --ignore-scripts --no-save --no-audit --no-fund --loglevel=error \
        --prefix "$folder" "$package"
    mkdir -p "$folder/lib"
    compile -Wl,-soname,libsqlite3.so.0 $options "$source/sqlite3.c" -o "$folder/lib/building"
    # Only a library that is whole has the name.
    mv "$folder/lib/building" "$folder/lib/libsqlite3.so.0"
}

# The shell refuses a library that is not of the very sources that it was built of.
build_shell() {
    shell=$(command -v sqlite3)
    id=$("$shell" --version | cut -d ' ' -f 2-4)
    mkdir -p "$folder/bin"
    printf 'const char *sqlite3_sourceid(void) { return "%s"; }\n' "$id" >"$folder/bin/source_id.c"
    compile "$folder/bin/source_id.c" -o "$folder/bin/source_id.so"
    cat >"$folder/bin/sqlite3" <<SHELL
#!/bin/sh
LD_PRELOAD='$folder/bin/source_id.so' exec '$shell' "\$@"
SHELL
    chmod +x "$folder/bin/sqlite3"
}

[ -f "$folder/lib/libsqlite3.so.0" ] || build_library
[ -x "$folder/bin/sqlite3" ] || build_shell
[ $# -gt 0 ] || exit 0

MIGRATE_SQLITE_VERSION=$(sed -n 's/^#define SQLITE_VERSION *"\(.*\)"/\1/p' "$source/sqlite3.h")
export MIGRATE_SQLITE_VERSION
export LD_LIBRARY_PATH="$folder/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
export PATH="$folder/bin:$PATH"
exec "$@"
