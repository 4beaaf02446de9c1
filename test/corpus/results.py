"""What a run of a corpus found: judged by what is known to fail, printed, counted, written down."""

import fnmatch
import time
from typing import NamedTuple

DIRECTIONS = {"a->b": "ab", "b->a": "ba"}
LINES_SHOWN = 24


class Result(NamedTuple):
    case: str
    direction: str
    way: str
    failure: str  # empty: passed
    seconds: float

    def key(self):
        return (self.case, self.direction, self.way)


def measure(case, states, ways, errors):
    """The case in each way and direction. `ways`: functions of a source and a target by name, which
    raise one of `errors` where the engine is wrong."""
    results = []
    for name, way in ways.items():
        for direction, (source, target) in DIRECTIONS.items():
            start, failure = time.monotonic(), ""
            try:
                way(states[source], states[target])
            except errors as error:
                failure = str(error)
            results.append(Result(case.name, direction, name, failure, time.monotonic() - start))
    return results


def read_known(path):
    """(case, direction, way) patterns with their reasons."""
    with open(path, encoding="utf-8") as file:
        lines = [line.split(None, 3) for line in file if line.strip() and not line.startswith("#")]
    return [(tuple(line[:3]), line[3].strip()) for line in lines]


def known_reason(result, known):
    for patterns, reason in known:
        if all(fnmatch.fnmatchcase(*pair) for pair in zip(result.key(), patterns)):
            return reason
    return None


def print_result(result, known, verbose):
    """True where it is as expected."""
    reason = known_reason(result, known)
    name = f"{result.case} {result.direction} {result.way}"
    if not result.failure and reason:
        print(f"FAILED: {name}: passes, though known.txt says: {reason}", flush=True)
    elif result.failure and not reason:
        lines = result.failure.splitlines()
        shown = lines if verbose else lines[:LINES_SHOWN]
        cut = [f"… {len(lines) - len(shown)} lines more, shown by -v"] if lines != shown else []
        print(f"FAILED: {name}: " + "\n    ".join(shown + cut), flush=True)
    elif verbose:
        print(f"{'known' if reason else 'passed'}: {name} {result.seconds:.2f} s", flush=True)
    return bool(result.failure) == bool(reason)


def percentage(results):
    passed = sum(not result.failure for result in results)
    return f"{passed} of {len(results)} ({100 * passed / len(results):.1f} %)" if results else "none"


def print_summary(results, ways, skipped, seconds):
    for name, reason in skipped:
        print(f"not applicable: {name}: {reason}")
    for way in ways:
        print(f"{way}: " + percentage([r for r in results if r.way == way]))
    transitions = {}
    for result in results:
        transitions.setdefault(result.key()[:2], []).append(bool(result.failure))
    converged = sum(not any(failures) for failures in transitions.values())
    if transitions:
        print(f"converged in every way: {converged} of {len(transitions)} transitions "
              f"({100 * converged / len(transitions):.1f} %), {len(skipped)} cases not applicable, "
              f"{seconds:.0f} s")


def write_report(path, results):
    with open(path, "w", encoding="utf-8") as file:
        for result in sorted(results):
            if result.failure:
                file.write(f"{' '.join(result.key())}: {in_short(result.failure)}\n")


def in_short(failure):
    """A line that says what went wrong: of a difference only what is on one side."""
    first, *rest = failure.splitlines()
    if first.endswith("differs:"):
        rest = [line for line in rest if line[:1] in "+-" and line[:2] != "--"]
    return " | ".join([first] + rest[:3])[:400]


def add_options(parser, ways):
    parser.add_argument("--case", default="*", help="only cases whose name fits the pattern")
    parser.add_argument("--way", action="append", choices=list(ways), help="only this way")
    parser.add_argument("--report", help="a file for one line for each failure")
    parser.add_argument("--again", help="only cases that fail in this report")
    parser.add_argument("-v", "--verbose", action="store_true")


def chosen(cases, options):
    """The cases that --case and --again leave."""
    cases = [c for c in cases if fnmatch.fnmatch(c.name, options.case)]
    if options.again:
        with open(options.again, encoding="utf-8") as file:
            failing = {line.split()[0] for line in file}
        cases = [c for c in cases if c.name in failing]
    return cases


def conclude(found, ways, skipped, known, options):
    """Prints the results of each case as they come, then the summary. True where all are as
    expected."""
    start, results, expected = time.monotonic(), [], []
    for case_results in found:
        results += case_results
        expected += [print_result(r, known, options.verbose) for r in case_results]
    print_summary(results, ways, skipped, time.monotonic() - start)
    if options.report:
        write_report(options.report, results)
    print(f"{sum(expected)} passed, {len(expected) - sum(expected)} failed")
    return bool(expected) and all(expected)
