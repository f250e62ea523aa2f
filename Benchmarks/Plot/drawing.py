"""The kinds of charts, and their looks: transparent, in colours that can be read on white and on black."""

import math

import matplotlib

matplotlib.use("svg")
from matplotlib import pyplot
from matplotlib.colors import to_rgba
from matplotlib.ticker import FuncFormatter, NullLocator

from results import Spread

# All of a luminance near 0.2, which has four times the contrast, or almost, of white and of a dark page.
TEXT, FAINT = "#757c86", "#757c8655"
POOL, TEAL, PURPLE, RIVAL, LIMIT, OTHER = "#2b7de9", "#128a8a", "#8a5ce0", "#bb6a17", "#d0485a", "#7b8490"
COLOURS = {
    "WorkerPool": POOL, "WorkerPool, blocking": TEAL, "TaskGroup on own threads": PURPLE, "pre-partitioned": RIVAL, "limit": LIMIT,
}
# The pool's colour and line by decoder.
DECODERS = {"dear": POOL, "cheap": TEAL, "frozen": PURPLE}
STYLES = {"dear": "-", "cheap": "--", "frozen": ":"}

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


def spreads_of(values):
    return [value if isinstance(value, Spread) else Spread(value, value, value) for value in values]


def errors(spreads):
    return [[max(0, s.median - s.p10) for s in spreads], [max(0, s.p90 - s.median) for s in spreads]]


def whiskers(axis, places, spreads, colour):
    """From the 10th to the 90th percentile, where there is anything in between."""
    wide = [(place, s) for place, s in zip(places, spreads) if s.p10 != s.p90]
    if wide:
        axis.errorbar(
            [place for place, _ in wide], [s.median for _, s in wide], yerr=errors([s for _, s in wide]), fmt="none",
            ecolor=colour, elinewidth=1.2, capsize=2,
        )


def lines(axis, places, series):
    """`series` are (label, colour, style, a spread or number for each place), side by side, so that no whiskers cover others."""
    for number, (label, colour, style, values) in enumerate(series):
        spreads = spreads_of(values)
        shift = 0.1 * (number - (len(series) - 1) / 2)
        across = [place + shift for place in range(len(places))]
        axis.plot(across, [s.median for s in spreads], style, marker="o", markersize=4, color=colour, label=label)
        whiskers(axis, across, spreads, colour)
    axis.set_xticks(range(len(places)), places)
    axis.grid(axis="x", visible=False)


def bars(axis, groups, series):
    """`series` are (label, colour, a spread or number for each group); the median stands at the bottom, where nothing crosses it."""
    width = 0.84 / len(series)
    for number, (label, colour, values) in enumerate(series):
        spreads = spreads_of(values)
        places = [group - 0.42 + width * (number + 0.5) for group in range(len(groups))]
        axis.bar(
            places, [s.median for s in spreads], width * 0.86, label=label, color=to_rgba(colour, 0.25), edgecolor=colour,
            linewidth=1,
        )
        whiskers(axis, places, spreads, colour)
        for place, s in zip(places, spreads):
            if not math.isnan(s.median):
                axis.annotate(
                    digits(s), (place, 0), (0, 3), textcoords="offset points", ha="center", va="bottom", fontsize=8,
                    color=colour, fontweight="bold",
                )
    axis.set_xticks(range(len(groups)), groups)
    axis.grid(axis="x", visible=False)


def digits(s):
    """What the talk has, and of ours what counts."""
    if s.p10 == s.p90:
        return f"{s.median:g}"
    return f"{s.median:.2f}" if s.median < 10 else f"{s.median:.0f}"


def level(axis, place, colour=TEXT):
    axis.axhline(place, color=colour, linewidth=1, linestyle="--")


def dots(axis, names, spreads):
    """A row for each name, the spread as a bar through its dot, and the median at the right end."""
    for place, (name, s) in enumerate(zip(names, spreads)):
        axis.errorbar(
            s.median, place, xerr=errors([s]), fmt="o", color=COLOURS.get(name, OTHER), elinewidth=1.2, capsize=2
        )
        axis.text(1.01, place, f"{s.median:.2f}", transform=axis.get_yaxis_transform(), va="center", fontsize=8)
    named_rows(axis, names)
    axis.axvline(1, color=LIMIT, linewidth=1, linestyle="--")


def dumbbells(axis, heading, rows):
    """A row for each (name, colour, p50, p99, text): a ring and a dot, and the text at the right end, under the heading."""
    for place, (_, colour, p50, p99, text) in enumerate(rows):
        axis.plot([p50, p99], [place, place], color=colour, linewidth=2)
        axis.plot(p50, place, "o", color=colour, markerfacecolor="none")
        axis.plot(p99, place, "o", color=colour)
        axis.text(1.01, place, text, transform=axis.get_yaxis_transform(), va="center", fontsize=8)
    axis.text(1.01, 1, heading, transform=axis.transAxes, va="bottom", fontsize=8)
    axis.set_xscale("log")
    axis.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axis.xaxis.set_minor_locator(NullLocator())
    named_rows(axis, [row[0] for row in rows])


def named_rows(axis, names):
    axis.set_yticks(range(len(names)), names)
    axis.set_ylim(len(names) - 0.5, -0.5)
    axis.grid(axis="y", visible=False)


def legend(figure, *axes):
    """One for all panels, under them, where it covers nothing."""
    entries = {label: handle for axis in axes for handle, label in zip(*axis.get_legend_handles_labels())}
    figure.legend(
        entries.values(), entries.keys(), loc="outside lower left", ncols=len(entries) if len(entries) <= 4 else 3,
        fontsize=9,
    )
