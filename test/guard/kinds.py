"""The core of the schema layer knows no kind: outside of kinds/ and of their table no file names one.

Usage: kinds.py SOURCE_FOLDER
"""

import pathlib
import re
import sys

# The table of kinds; what is said of owners and privileges.
KNOW_KINDS = {"kinds.cpp", "keep.cpp"}

schema = pathlib.Path(sys.argv[1]) / "common" / "schema"
names = set()
for file in (schema / "kinds").glob("*.cpp"):
    names.update(re.findall(r'\.name = "([^"]+)"', file.read_text()))
    names.update(re.findall(r"^const Kind (k\w+)\{", file.read_text(), re.MULTILINE))

checked = failed = 0
for file in sorted(schema.glob("*")):
    if file.suffix not in (".h", ".cpp") or file.name in KNOW_KINDS:
        continue
    checked += 1
    # Comments give examples.
    text = re.sub(r"//.*", "", file.read_text())
    found = {word for word in re.findall(r'"([^"\n]*)"|\b(k[A-Z]\w*)\b', text) for word in word}
    for name in sorted(names & found):
        failed += 1
        print(f"{file}: must not know {name}")
print(f"{checked - failed} passed, {failed} failed, {len(names)} names")
sys.exit(1 if failed or not checked or not names else 0)
