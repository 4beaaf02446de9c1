"""Random revision graphs and questions about them, the same for the same seed in any process."""

import random
from dataclasses import dataclass, field

WORDS = ["auth", "billing", "c1br", "ab", "ae", "core", "x", "ae10b"]


@dataclass
class Rev:
    id: str
    down: list
    depends: list = field(default_factory=list)
    labels: list = field(default_factory=list)


@dataclass
class Ask:
    verb: str
    rows: list
    argument: str


@dataclass
class Case:
    revisions: list  # in the order in which both sides read them
    asks: list


def cases(seed, count):
    rng = random.Random(seed)
    for _ in range(count):
        revisions = random_revisions(rng)
        yield Case(revisions, random_asks(rng, Graph(revisions)))


class Graph:
    """The textbook definitions, by sets: what the answers of both sides are judged by."""

    def __init__(self, revisions):
        self.order = [rev.id for rev in revisions]
        self.revs = {rev.id: rev for rev in revisions}
        self.labels = {label: rev.id for rev in revisions for label in rev.labels}
        self.down = {rev.id: list(dict.fromkeys(rev.down)) for rev in revisions}
        self.all_down = {
            rev.id: list(dict.fromkeys(rev.down + [self.labels.get(d, d) for d in rev.depends]))
            for rev in revisions
        }
        self.next = self._inverse(self.down)
        self.all_next = self._inverse(self.all_down)
        self.heads = [rev for rev in self.order if not self.next[rev]]
        self.real_heads = [rev for rev in self.order if not self.all_next[rev]]

    def _inverse(self, edges):
        result = {rev: [] for rev in self.order}
        for rev in self.order:
            for below in edges[rev]:
                result[below].append(rev)
        return result

    @staticmethod
    def reach(start, edges):
        seen, todo = set(), list(start)
        while todo:
            rev = todo.pop()
            if rev not in seen:
                seen.add(rev)
                todo.extend(edges[rev])
        return seen

    def ancestors(self, start):
        return self.reach(start, self.all_down)

    def lineage(self, rev, with_dependencies=False):
        down = self.all_down if with_dependencies else self.down
        up = self.all_next if with_dependencies else self.next
        return self.reach([rev], down) | self.reach([rev], up)

    def maximal(self, revs):
        return [rev for rev in self.order if rev in revs and not revs & set(self.all_next[rev])]


def random_ids(rng, count):
    alphabet = rng.choice(["ab", "ae1", "abcdef0123456789"])
    length = rng.choice([(1, 3), (2, 5), (4, 8), (12, 12)])
    ids = []
    while len(ids) < count:
        text = "".join(rng.choice(alphabet) for _ in range(rng.randint(*length)))
        if text not in ids and text not in WORDS:
            ids.append(text)
        elif rng.random() < 0.3:
            length = (length[0], length[1] + 1)
    return ids


def random_down(rng, ids, tips):
    if not ids or rng.random() < 0.12:
        return []
    pool = tips if rng.random() < 0.75 else ids
    if len(ids) > 1 and rng.random() < 0.2:
        wanted = rng.choice([2, 2, 3])
        pool = pool if len(pool) >= wanted else ids
        return rng.sample(pool, min(wanted, len(pool)))
    return [rng.choice(pool)]


def random_revisions(rng):
    count = rng.choice([1, 3, 5, 8, 12, 16])
    with_labels, with_dependencies = rng.random() < 0.6, rng.random() < 0.5
    words = rng.sample(WORDS, len(WORDS))
    known, tips, revisions, labels = [], [], [], []
    for rev_id in random_ids(rng, count):
        down = random_down(rng, known, tips)
        rev = Rev(rev_id, down)
        if with_dependencies and known and rng.random() < 0.25:
            pool = known + labels
            rev.depends = rng.sample(pool, min(len(pool), rng.choice([1, 1, 2])))
        if with_labels and words and rng.random() < 0.25:
            rev.labels = [words.pop()]
            labels += rev.labels
        tips = [tip for tip in tips if tip not in down] + [rev_id]
        known.append(rev_id)
        revisions.append(rev)
    if rng.random() < 0.5:
        rng.shuffle(revisions)
    return revisions


def random_rows(rng, graph):
    """A state that upgrades can reach: the maximal ones of a set closed downwards."""
    chosen = rng.sample(graph.order, rng.choice([0, 1, 1, 2, 3, 9]) % (len(graph.order) + 1))
    rows = graph.maximal(graph.ancestors(chosen))
    rng.shuffle(rows)
    return rows


def random_symbol(rng, graph):
    name = rng.choice(graph.order + list(graph.labels) * 2)
    kind = rng.random()
    if kind < 0.45:
        return name
    if kind < 0.6:
        return name[: rng.randint(1, len(name))]
    return rng.choice(["head", "heads", "base", "head", "base", "nowhere"])


def random_label(rng, graph):
    kind = rng.random()
    if graph.labels and kind < 0.7:
        return rng.choice(list(graph.labels))
    if kind < 0.95:
        return rng.choice(graph.order)
    return "nowhere"


def random_target(rng, graph):
    target = ""
    if rng.random() < 0.4:
        target = random_label(rng, graph) + "@"
    offset = rng.choice(["+", "-"]) + str(rng.choice([1, 1, 1, 2, 3, 5]))
    kind = rng.random()
    if kind < 0.6:
        return target + random_symbol(rng, graph)
    if kind < 0.8:
        return target + offset
    return target + random_symbol(rng, graph) + offset


def random_range(rng, graph):
    def end():
        kind = rng.random()
        if kind < 0.2:
            return ""
        if kind < 0.3:
            return "current"
        return random_target(rng, graph)

    return end() + ":" + end()


def random_asks(rng, graph):
    asks = []
    for verb, times in (("upgrade", 4), ("downgrade", 5), ("stamp", 3), ("history", 3)):
        for _ in range(times):
            argument = random_range(rng, graph) if verb == "history" else random_target(rng, graph)
            asks.append(Ask(verb, random_rows(rng, graph), argument))
    some = rng.sample(graph.order, min(2, len(graph.order)))
    asks.append(Ask("stamp", random_rows(rng, graph), ",".join(some)))
    asks.append(Ask("history", [], ""))
    asks.append(Ask("current", random_rows(rng, graph), ""))
    asks.append(Ask("labels", [], rng.choice(graph.order)))
    for verb in ("upgrade_range", "downgrade_range"):
        ends = random_symbol(rng, graph) + ":" + random_target(rng, graph)
        asks.append(Ask(verb, [], ends))
    return asks
