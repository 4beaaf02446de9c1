"""Holds the core to its dependency rule: a folder of common/ includes only what stands below it, and
nothing there knows a database's headers. Usage: layers.py REPOSITORY"""

import pathlib
import re
import sys

# The folders of common/, each with those it may include besides itself, error.h and text.h.
ALLOWED = {
    "": [],
    "dialect": [],
    "db": ["dialect"],
    "revision": [],
    "script": ["dialect", "revision"],
    "schema": ["dialect", "db", "script"],
    "lint": ["dialect", "db", "script", "schema"],
    "migrate": ["dialect", "db", "revision", "script", "schema", "lint"],
}
STANDARD = re.compile(r"[a-z_]+")

common = pathlib.Path(sys.argv[1]) / "common"
checked = failed = 0
for file in sorted(common.rglob("*")):
    if file.suffix not in (".h", ".cpp"):
        continue
    layer = "" if file.parent == common else file.parent.relative_to(common).parts[0]
    for line in file.read_text().splitlines():
        include = re.match(r'#include ([<"])(.*)[>"]', line)
        if not include:
            continue
        checked += 1
        quote, name = include.groups()
        folder = name.split("/")[0] if "/" in name else ""
        if quote == "<":
            fine = STANDARD.fullmatch(name)
        else:
            fine = folder in ("", layer) or folder in ALLOWED[layer]
        if not fine:
            failed += 1
            print(f"{file}: must not include {name}")
print(f"{checked - failed} passed, {failed} failed")
sys.exit(1 if failed or not checked else 0)
