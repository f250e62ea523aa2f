"""The rows of a results.json."""

import json
import math
import pathlib
from collections import namedtuple

Spread = namedtuple("Spread", "median p10 p90")
NOTHING = Spread(math.nan, math.nan, math.nan)


class Results:
    """The rows of a results.json."""

    def __init__(self, path):
        self.run = json.loads(pathlib.Path(path).read_text())
        self.experiments = {experiment["name"]: experiment["rows"] for experiment in self.run["experiments"]}

    def rows(self, experiment, contestant=None, **labels):
        """Those of the experiment that have the labels."""
        return [
            row for row in self.experiments.get(experiment, [])
            if contestant in (None, row["contestant"]) and labels.items() <= row["labels"].items()
        ]

    def values(self, experiment, label, **labels):
        """The values of a label, in the order of the file; numbers in theirs."""
        rows = self.rows(experiment, **labels)
        values = dict.fromkeys(row["labels"][label] for row in rows if label in row["labels"])
        return sorted(values, key=int) if all(value.isdigit() for value in values) else list(values)

    def spread(self, experiment, contestant, metric, **labels):
        """The metric of the one row with the labels, or nothing."""
        rows = [row for row in self.rows(experiment, contestant, **labels) if metric in row["metrics"]]
        return spread(rows[0], metric) if rows else NOTHING

    def median(self, experiment, contestant, metric, **labels):
        return self.spread(experiment, contestant, metric, **labels).median


def spread(row, metric):
    """A metric is written as one number, or as its median, 10th and 90th percentile."""
    value = row["metrics"][metric]
    return Spread(*map(float, value if isinstance(value, list) else [value] * 3))


def distinct(rows):
    """The rows with their names: the contestant, and those labels that are not the same everywhere."""
    labels = [label for label in rows[0]["labels"] if len({row["labels"].get(label) for row in rows}) > 1]
    return [
        (", ".join([row["contestant"], *filter(None, (row["labels"].get(label) for label in labels))]), row)
        for row in rows
    ]
