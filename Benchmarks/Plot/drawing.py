"""The kinds of charts, and their looks: transparent, in colours that can be read on white and on black."""

import math

import matplotlib

matplotlib.use("svg")
from matplotlib import pyplot
from matplotlib.ticker import FuncFormatter, NullLocator

from results import Spread

TEXT, FAINT = "#7d8590", "#7d859055"
POOL, DEEP, RIVAL, OTHER, LIMIT, THIRD = "#2f81f7", "#1f5cab", "#d9822b", "#818a95", "#2da44e", "#8957e5"
COLOURS = {"WorkerPool": POOL, "pre-partitioned": RIVAL, "limit": LIMIT}
# The pool's colour by decoder.
DECODERS = {"dear": POOL, "cheap": DEEP, "frozen": THIRD}

pyplot.rcParams.update({
    "svg.hashsalt": "workerpool", "font.family": "DejaVu Sans", "font.size": 10, "text.color": TEXT,
    "axes.labelcolor": TEXT, "axes.edgecolor": FAINT, "xtick.color": TEXT, "ytick.color": TEXT,
    "axes.titlesize": 10, "axes.titlelocation": "left", "axes.spines.top": False, "axes.spines.right": False,
    "axes.grid": True, "grid.color": FAINT, "grid.linewidth": 0.6, "axes.axisbelow": True, "legend.frameon": False,
    "xtick.major.size": 0, "ytick.major.size": 0, "savefig.transparent": True, "figure.constrained_layout.use": True,
})


def panels(title, count, height=3.2, width=8.6, **options):
    figure, axes = pyplot.subplots(1, count, figsize=(width, height), squeeze=False, **options)
    figure.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold")
    return figure, list(axes[0])


def errors(spreads):
    return [[max(0, s.median - s.p10) for s in spreads], [max(0, s.p90 - s.median) for s in spreads]]


def line(axis, places, spreads, label, colour, **style):
    spreads = [s if isinstance(s, Spread) else Spread(s, s, s) for s in spreads]
    axis.errorbar(
        range(len(places)), [s.median for s in spreads], yerr=errors(spreads), label=label, color=colour, marker="o",
        markersize=4, elinewidth=1, capsize=2, **style,
    )
    axis.set_xticks(range(len(places)), places)


def bars(axis, groups, series):
    """`series` are (label, colour, a spread or number for each group)."""
    width = 0.8 / len(series)
    for number, (label, colour, values) in enumerate(series):
        spreads = [s if isinstance(s, Spread) else Spread(s, s, s) for s in values]
        places = [group - 0.4 + width * (number + 0.5) for group in range(len(groups))]
        axis.bar(places, [s.median for s in spreads], width * 0.92, label=label, color=colour)
        axis.errorbar(
            places, [s.median for s in spreads], yerr=errors(spreads), fmt="none", ecolor=TEXT, elinewidth=1, capsize=2
        )
        for place, s in zip(places, spreads):
            if not math.isnan(s.median):
                axis.text(place, 0, f"{s.median:.3g}\n", color="white", ha="center", va="bottom", fontsize=8, linespacing=0.4)
    axis.set_xticks(range(len(groups)), groups)
    axis.grid(axis="x", visible=False)


def dots(axis, names, spreads):
    """A row for each name, the spread as a bar through its dot, and the median at the right end."""
    for place, (name, s) in enumerate(zip(names, spreads)):
        axis.errorbar(
            s.median, place, xerr=errors([s]), fmt="o", color=COLOURS.get(name, OTHER), elinewidth=1.2, capsize=2
        )
        axis.text(1.01, place, f"{s.median:.2f}", transform=axis.get_yaxis_transform(), va="center", fontsize=8)
    named_rows(axis, names)
    axis.axvline(1, color=LIMIT, linewidth=1, linestyle="--")


def dumbbells(axis, rows):
    """A row for each (name, colour, p50, p99): a ring and a dot, with their ratio at the right end."""
    for place, (_, colour, p50, p99) in enumerate(rows):
        axis.plot([p50, p99], [place, place], color=colour, linewidth=2)
        axis.plot(p50, place, "o", color=colour, markerfacecolor="none")
        axis.plot(p99, place, "o", color=colour)
        text = f"{p99 / p50:.1f}" if p99 < 10 * p50 else f"{p99 / p50:,.0f}"
        axis.text(1.01, place, text, transform=axis.get_yaxis_transform(), va="center", fontsize=8)
    axis.text(1.01, 1, "p99/p50", transform=axis.transAxes, va="bottom", fontsize=8)
    axis.set_xscale("log")
    axis.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axis.xaxis.set_minor_locator(NullLocator())
    named_rows(axis, [row[0] for row in rows])


def named_rows(axis, names):
    axis.set_yticks(range(len(names)), names)
    axis.set_ylim(len(names) - 0.5, -0.5)
    axis.grid(axis="y", visible=False)


def legend(figure, axis):
    """One for all panels, under them, where it covers nothing."""
    handles, labels = axis.get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower left", ncols=len(labels) if len(labels) <= 4 else 3, fontsize=9)
