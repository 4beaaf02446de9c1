#!/bin/sh
# Installs what a Debian system lacks for one of the make verbs, and nothing when all is there.
#   install.sh demo|test|style|fuzz
# As an ordinary user it asks sudo. Elsewhere it names what is needed.
set -eu

packages_demo='g++ cmake make libsqlite3-dev sqlite3 libmd-dev'
packages_test="$packages_demo postgresql postgresql-server-dev-all libpq-dev libgtest-dev alembic
  python3 python3-psycopg2"
# better-sqlite3, which is a client of the tests and brings the newest SQLite; a node that is there,
# wherever from, does.
command -v npm >/dev/null || packages_test="$packages_test nodejs npm"
packages_style='clang-format clang-tidy'
packages_fuzz='clang llvm g++ cmake make'

usage() {
  echo "usage: $0 demo|test|style|fuzz" >&2
  exit 2
}

case "${1:-}" in
  demo) wanted=$packages_demo ;;
  test) wanted=$packages_test ;;
  style) wanted=$packages_style ;;
  fuzz) wanted=$packages_fuzz ;;
  *) usage ;;
esac

is_installed() {
  dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q '^install ok installed$'
}

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
  echo "This is no Debian system; make sure that these are installed:" $wanted >&2
  exit 0
fi

missing=
for package in $wanted; do
  is_installed "$package" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

as_root=
[ "$(id -u)" = 0 ] || as_root=sudo
echo "Installing:$missing"
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
