"""Counting what holds, and the seed of a run: --seed N on the command line, else a random one."""

import random
import sys

passed = failed = 0


def check(name, condition, detail=""):
    """Result: `condition` as a truth value."""
    global passed, failed
    if condition:
        passed += 1
    else:
        failed += 1
        print(f"FAILED: {name}" + (f": {detail}"[:600] if detail else ""), flush=True)
    return bool(condition)


def check_equal(name, actual, expected):
    return check(name, actual == expected, first_difference(actual, expected))


def first_difference(actual, expected):
    if isinstance(actual, dict) and isinstance(expected, dict):
        for key in sorted(actual.keys() | expected.keys()):
            if actual.get(key) != expected.get(key):
                return f"{key}: {first_difference(actual.get(key), expected.get(key))}"
    if isinstance(actual, list) and isinstance(expected, list):
        for left, right in zip(actual, expected):
            if left != right:
                return f"{left!r}, expected {right!r}"
        longer, which = ((actual, "unexpected") if len(actual) > len(expected)
                         else (expected, "missing"))
        return f"{which}: {longer[min(len(actual), len(expected)):][:3]!r}"
    return f"{actual!r}, expected {expected!r}"


def take_seed():
    """Result: a generator for this run; its seed is printed."""
    seed = random.randrange(1 << 32)
    if "--seed" in sys.argv:
        position = sys.argv.index("--seed")
        seed = int(sys.argv[position + 1])
        del sys.argv[position:position + 2]
    print(f"seed {seed}", flush=True)
    return random.Random(seed)


def finish():
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)
