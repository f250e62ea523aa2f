"""Pairs two builds of `talk`, an old and a new one: is the new one faster, and by how much?

    python3 Benchmarks/Pair OLD NEW -- contention --only producers=8 --only contestant=WorkerPool

A round is one short run of each, in random order, and gives every row a ratio, new to old. Rounds follow until the 95 % interval of the
ratios' median is narrow enough for every row, or the time is over; there are always as many as --rounds says. What stands after `--` is
passed to both.
"""

import argparse
import json
import math
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import time


def main():
    own, passed = split(sys.argv[1:])
    parser = argparse.ArgumentParser(prog="Pair", description=__doc__.splitlines()[0], epilog="After -- : arguments for both.")
    parser.add_argument("old", type=pathlib.Path, help="a `talk`")
    parser.add_argument("new", type=pathlib.Path, help="another, built from the same Benchmarks")
    parser.add_argument("--rounds", type=int, default=10, help="at least so many (default: %(default)s)")
    parser.add_argument("--minutes", type=float, default=10, help="after which no further round begins (default: %(default)s)")
    parser.add_argument("--seconds", type=float, default=1, help="of rounds in each run of `talk` (default: %(default)s)")
    parser.add_argument("--within", type=float, default=2, help="the interval's ends, in %% of the median (default: %(default)s)")
    parser.add_argument("--metric", default="messages/s", help="what is compared (default: %(default)s)")
    options = parser.parse_args(own)
    for talk in [options.old, options.new]:
        if not talk.is_file():
            parser.error(f"there is no {talk}")
    runs = {"old": Runs(options.old, options, passed), "new": Runs(options.new, options, passed)}
    end = time.monotonic() + 60 * options.minutes
    rounds = 0
    try:
        while rounds < options.rounds or (widest(rows(runs)) > options.within and time.monotonic() < end):
            for which in random.sample(list(runs), 2):
                runs[which].add()
            rounds += 1
            distance = widest(rows(runs))
            print(f"round {rounds}" + (f": within {distance:.1f} %" if math.isfinite(distance) else ""), file=sys.stderr)
    except KeyboardInterrupt:
        print(f"ended in round {rounds + 1}", file=sys.stderr)
    print_table(rows(runs), options.metric)
    print_others([percent for which in runs.values() for percent in which.others])


def split(arguments):
    """What is for this command, and what for `talk`."""
    place = arguments.index("--") if "--" in arguments else len(arguments)
    return arguments[:place], arguments[place + 1:]


class Runs:
    """All runs of one `talk`."""

    def __init__(self, talk, options, passed):
        self.command = [talk.resolve(), *passed, "--seconds", str(options.seconds)]
        self.metric = options.metric
        # By row, what each run said of it.
        self.figures = {}
        # The share of the CPUs that others took, of each experiment of each run.
        self.others = []

    def add(self):
        with tempfile.TemporaryDirectory() as folder:
            output = pathlib.Path(folder) / "results.json"
            run = subprocess.run([*self.command, "--output", output], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            if run.returncode != 0:
                sys.exit(f"{self.command[0]} failed:\n{run.stderr}")
            experiments = json.loads(output.read_text())["experiments"]
        for experiment in experiments:
            self.others.append(experiment.get("othersPercent", 0))
            for row in experiment["rows"]:
                if self.metric in row["metrics"]:
                    figure = row["metrics"][self.metric]
                    key = (experiment["name"], tuple(sorted(row["labels"].items())), row["contestant"])
                    self.figures.setdefault(key, []).append(float(figure[0] if isinstance(figure, list) else figure))
        if not self.figures:
            sys.exit(f"{self.command[0]} has no row with '{self.metric}': of which experiment, and which conditions?")


class Row:
    """The ratios of one contestant under one condition, by round."""

    def __init__(self, key, old, new):
        self.key = key
        self.old = statistics.median(old)
        self.ratios = sorted(after / before for before, after in zip(old, new))
        self.median = statistics.median(self.ratios)

    @property
    def interval(self):
        """Two of the ratios, between which their true median is with 95 %: each lies above or below it as a coin falls, whatever their
        distribution. None if there are fewer than six."""
        count, place = len(self.ratios), 0
        outside = 1 / 2**count
        while outside <= 0.025:
            place += 1
            outside += math.comb(count, place) / 2**count
        return (self.ratios[place - 1], self.ratios[count - place]) if place > 0 else None

    @property
    def distance(self):
        """How far the interval's ends are from the median, in percent of it."""
        if self.interval is None:
            return math.inf
        return 100 * max(self.median - self.interval[0], self.interval[1] - self.median) / self.median


def rows(runs):
    """Those that both have."""
    old, new = runs["old"].figures, runs["new"].figures
    return [Row(key, old[key], new[key]) for key in old if key in new]


def widest(rows):
    return max((row.distance for row in rows), default=math.inf)


def print_table(rows, metric):
    lines = [["experiment", "labels", "contestant", f"old {metric}", "new / old", "95 % interval", "rounds"]]
    for row in rows:
        experiment, labels, contestant = row.key
        interval = "–" if row.interval is None else "{:.3f} to {:.3f}".format(*row.interval)
        text = ", ".join(f"{name} {value}" for name, value in labels)
        old = f"{row.old:,.0f}" if row.old >= 1000 else f"{row.old:.4g}"
        lines.append([experiment, text, contestant, old, f"{row.median:.3f}", interval, str(len(row.ratios))])
    widths = [max(map(len, column)) for column in zip(*lines)]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip())


def print_others(percents):
    if percents:
        middle, most = statistics.median(percents), max(percents)
        verdict = ": not to be trusted" if middle > 3 else ""
        print(f"Others took {middle:.1f} % of the CPUs in the median run, at most {most:.1f} %{verdict}.")


if __name__ == "__main__":
    main()
