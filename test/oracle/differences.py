"""Where we differ from Alembic on purpose: each rule names the fault that is mended and says when
it applies. A difference that no rule explains fails the test."""

import re
from dataclasses import dataclass
from typing import Callable


@dataclass
class Target:
    label: str
    symbol: str
    offset: int

    @staticmethod
    def parse(text):
        label, at, rest = text.rpartition("@")
        match = re.fullmatch(r"([^+-]*)([+-]\d+)?", rest)
        return Target(label, match[1], int(match[2] or 0))

    @property
    def is_relative(self):
        return self.offset != 0 and not self.symbol


@dataclass
class Difference:
    """One question that was answered differently; an answer has either `steps` or `error`."""

    graph: object
    ask: object
    ours: dict
    theirs: dict

    def __post_init__(self):
        text = self.ask.argument
        self.is_range = self.ask.verb == "history" or self.ask.verb.endswith("_range")
        self.lower_text = text.split(":")[0] if self.is_range and text else ""
        self.upper_text = text.split(":")[1] if self.is_range and text else text
        self.target = Target.parse(self.upper_text.split(",")[0])
        self.lower = Target.parse(self.lower_text)
        self.direction = self.ask.verb.removesuffix("_range")

    @property
    def we_fail(self):
        return "error" in self.ours and "error" not in self.theirs

    @property
    def they_fail(self):
        return "error" in self.theirs and "error" not in self.ours

    @property
    def both_work(self):
        return "error" not in self.theirs and "error" not in self.ours

    def we_say(self, *texts):
        return self.we_fail and all(text in self.ours["message"] for text in texts)

    def they_say(self, text):
        return self.they_fail and "fault" not in self.theirs and text in self.theirs["message"]

    def fault_in(self, *functions):
        return self.they_fail and self.theirs.get("fault") in functions

    def resolve(self, name):
        """An id, a label, or the one id or label that starts with `name`."""
        names = {rev: rev for rev in self.graph.order} | self.graph.labels
        if name in names:
            return names[name]
        found = {rev for key, rev in names.items() if len(key) > 3 and key.startswith(name)}
        return found.pop() if len(found) == 1 else None


def implied_rows_kept(d):
    """Rows that stand for more than one revision after a merge is taken down."""
    if not (d.both_work and d.direction == "downgrade" and d.ours["steps"] == d.theirs["steps"]):
        return False
    extra = set(d.theirs["rows"]) - set(d.ours["rows"])
    return set(d.ours["rows"]) < set(d.theirs["rows"]) and extra <= d.graph.ancestors(
        d.ours["rows"]
    )


def stamp_with_several(d):
    several = "," in d.ask.argument or d.target.symbol == "heads"
    crashed = d.fault_in("_delete_version", "_update_version", "_insert_version", "_stamp_revs")
    return d.ask.verb == "stamp" and several and len(d.ask.rows) > 0 and (d.both_work or crashed)


def stamp_takes_siblings(d):
    if not (d.ask.verb == "stamp" and d.target.label and d.target.symbol):
        return False
    crashed = d.fault_in("_stamp_revs", "_update_version", "_insert_version")
    lost = set(d.ours.get("rows", [])) - set(d.theirs.get("rows", []))
    return crashed or (d.both_work and bool(lost) and lost <= set(d.ask.rows))


def overlapping_stamp(d):
    if d.ask.verb != "stamp":
        return False
    if d.both_work and d.target.symbol == "heads":
        return d.ours["rows"] == sorted(d.graph.maximal(d.graph.ancestors(d.theirs["rows"])))
    if "," not in d.ask.argument or not d.we_say("overlaps"):
        return False
    first, second = d.ask.argument.split(",")
    return first in d.graph.ancestors([second]) or second in d.graph.ancestors([first])


def labels_depend_on_forks_above(d):
    if d.ask.verb != "labels" or not set(d.ours["steps"]) > set(d.theirs["steps"]):
        return False
    extra = set(d.ours["steps"]) - set(d.theirs["steps"])
    above = lambda label: d.graph.reach([d.graph.labels[label]], d.graph.next)
    return all(
        any(len(d.graph.all_next[rev]) > 1 or len(d.graph.down[rev]) > 1 for rev in above(label))
        for label in extra
    )


def nothing_is_current(d):
    return (
        d.ask.verb == "history"
        and not d.ask.rows
        and d.upper_text == "current"
        and (d.both_work and d.ours["steps"] == [] or d.we_say("is not an ancestor of base"))
    )


def below_base(d):
    if d.target.symbol != "base" or d.target.offset >= 0:
        return False
    in_history = d.ask.verb == "history" and (not d.we_fail and d.ours["steps"] == [])
    return in_history or d.we_say("goes past base") or d.we_say("is not an ancestor of base")


def label_not_checked(d):
    if not d.target.label or d.ask.verb == "stamp" and d.target.symbol != "base":
        return False
    if d.we_fail and d.ours["message"].startswith('branch "'):
        return d.resolve(d.target.label) is None
    on_branch = d.we_say("is not on branch") or d.we_say('revision "', "does not exist")
    member = d.resolve(d.target.symbol)
    label = d.resolve(d.target.label)
    return d.direction == "downgrade" and on_branch and member not in d.graph.lineage(label)


def label_below_fork(d):
    """`label@rev` and `label@-N` where the label is declared at or below the target."""
    return (
        d.direction == "downgrade"
        and d.they_say("Not a valid downgrade target")
        and bool(d.target.label)
        and set(d.ours["steps"])
        <= d.graph.reach([d.resolve(d.target.label)], d.graph.all_next)
    )


def label_joins_lines(d):
    """`label@-N` where several lines go up from the target and join at the label."""
    return (
        d.direction == "downgrade"
        and d.both_work
        and d.target.is_relative
        and bool(d.target.label)
        and set(d.ours["steps"]) < set(d.theirs["steps"])
    )


def order_around_outsiders(d):
    """A range of which two members need each other only by way of revisions outside of it."""
    if not (d.ask.verb == "history" and d.both_work):
        return False
    members = set(d.ours["steps"])
    above = d.graph.reach(members, d.graph.all_next)
    return members == set(d.theirs["steps"]) != above & d.graph.ancestors(members)


def from_several_rows(d):
    return (
        d.ask.verb == "downgrade"
        and d.target.is_relative
        and d.target.offset < 0
        and not d.target.label
        and len(d.ask.rows) > 1
        and d.we_say("is ambiguous")
    )


def dependency_in_heads(d):
    return d.they_say("overlaps with other requested revisions") and any(
        end.label and end.symbol == "heads" for end in (d.target, d.lower)
    )


def label_dropped_in_downgrade(d):
    return (
        d.direction == "downgrade"
        and bool(d.target.label)
        and d.target.symbol in ("head", "heads")
        and (d.they_say("Multiple heads") or d.we_say("multiple heads exist"))
    )


def label_dropped_above_head(d):
    if not (d.target.label and d.target.symbol in ("head", "heads") and d.target.offset > 0):
        return False
    return d.they_say("Multiple heads") or d.ask.verb == "history" and d.both_work


def lower_end_is_relative(d):
    if d.ask.verb != "history" or d.lower.offset == 0:
        return False
    counts_from_upper_end = d.lower.is_relative and d.upper_text not in ("", "head", "heads")
    knows_labels_only = d.lower.is_relative and d.lower.label not in ("", *d.graph.labels)
    return d.they_fail or counts_from_upper_end or knows_labels_only


def both_ends_are_relative(d):
    return (
        d.ask.verb == "history"
        and d.lower.is_relative
        and d.target.is_relative
        and d.we_say("invalid migration range")
    )


def lower_end_has_label(d):
    """Alembic drops upper ends that the label does not spread to, asserts one label, and takes the
    label that spreads to a revision for the one that is asked for."""
    if d.ask.verb != "history" or not d.lower.label:
        return False
    if d.both_work:
        is_revision = d.lower.label not in d.graph.labels
        return is_revision or set(d.theirs["steps"]) < set(d.ours["steps"])
    return (
        d.fault_in("_collect_upgrade_revisions")
        or d.they_say("is not an ancestor of")
        or d.we_say("is not on branch")
    )


def stamp_is_relative(d):
    """`-N` counts from the heads of the history, everything else is no revision."""
    if not (d.ask.verb == "stamp" and d.target.offset != 0):
        return False
    if d.target.is_relative and d.target.offset < 0:
        return d.we_fail or d.both_work or d.they_fail
    return d.they_say("No such revision or branch")


def merge_has_a_way_on_the_branch(d):
    return d.they_say("Ambiguous walk") and bool(d.target.label) and d.target.offset < 0


def prefix_within_branch(d):
    """By prefix: only what is on the branch, and an id and a label of one revision agree."""
    return d.they_say("Multiple revisions start with") and (
        bool(d.target.label or d.lower.label)
        or d.resolve(d.target.symbol) is not None
        or d.resolve(d.lower.symbol) is not None
    )


def implied_target(d):
    return (
        d.direction == "downgrade"
        and d.they_say("Nothing to drop")
        and d.ours["steps"] == []
        and (d.is_range or d.ours["rows"] == sorted(d.ask.rows))
    )


@dataclass
class Rule:
    name: str
    reason: str
    applies: Callable[[Difference], bool]


RULES = [
    Rule("implied-rows", "Alembic keeps rows that another row implies when a merge goes (#1373)",
         implied_rows_kept),
    Rule("merge-of-implied", "Alembic deletes a row that is not there where a merge joins a"
         " revision that another one implies",
         lambda d: d.direction == "upgrade" and d.fault_in("_delete_version", "_update_version")),
    Rule("upgrade-to-base", "Alembic fails an assertion where rev-N is base",
         lambda d: d.fault_in("is_revision") and d.target.offset < 0
         and (d.ours["steps"] == [] or d.ask.verb == "history")),
    Rule("below-base", "Alembic counts base-N down from the heads", below_base),
    Rule("label-not-checked", "Alembic does not look at the label", label_not_checked),
    Rule("label-below-fork", "Alembic finds nothing above a branch point on a branch whose label is"
         " declared at or below it", label_below_fork),
    Rule("label-joins-lines", "Alembic takes more than N down where lines join below the label",
         label_joins_lines),
    Rule("label-head-downgrade", "Alembic drops the label of label@head",
         label_dropped_in_downgrade),
    Rule("several-rows", "Alembic's -N takes the first row of several", from_several_rows),
    Rule("implied-target", "Alembic refuses a target that is applied and has nothing above it on"
         " its branch, unless it is a row",
         implied_target),
    Rule("dependency-in-heads", "Alembic refuses label@heads where one head depends on another",
         dependency_in_heads),
    Rule("way-on-branch", "Alembic ignores the label below a merge point",
         merge_has_a_way_on_the_branch),
    Rule("prefix", "Alembic's prefixes are ambiguous with what lies elsewhere, or with the same"
         " revision's label", prefix_within_branch),
    Rule("reversed-range", "Alembic makes an empty script where the ends are the wrong way round",
         lambda d: d.ask.verb == "upgrade_range" and d.we_say("is not an ancestor of")
         and d.theirs["steps"] == []),
    Rule("stamp-relative", "Alembic's stamp knows no relative targets but -N, from the heads",
         stamp_is_relative),
    Rule("stamp-overlap", "Alembic's stamp writes rows that imply each other", overlapping_stamp),
    Rule("stamp-several", "Alembic's stamp moves the rows of all targets to each of them",
         stamp_with_several),
    Rule("stamp-siblings", "Alembic's stamp label@rev takes rows beside the line of rev",
         stamp_takes_siblings),
    Rule("labels", "Alembic walks down from the last descendant, not from the label's revision",
         labels_depend_on_forks_above),
    Rule("nothing-current", "Alembic shows everything up to current where nothing is applied",
         nothing_is_current),
    Rule("two-relative-ends", "Alembic counts each end from somewhere else",
         both_ends_are_relative),
    Rule("lower-relative", "Alembic's relative lower end counts from the heads or is no revision",
         lower_end_is_relative),
    Rule("lower-label", "Alembic takes a lower end's label for a filter on what the label spreads"
         " to", lower_end_has_label),
    Rule("upper-depends", "Alembic fails an assertion where the way from the lower end leads over a"
         " dependency",
         lambda d: d.ask.verb == "history" and d.fault_in("_topological_sort")),
    Rule("around-outsiders", "Alembic's order leaves revisions outside of the range aside",
         order_around_outsiders),
    Rule("head-of-branch", "Alembic drops the label of label@head+N",
         label_dropped_above_head),
]


def explain(difference):
    """The rule that explains it, or None."""
    return next((rule for rule in RULES if rule.applies(difference)), None)
