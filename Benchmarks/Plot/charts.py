"""The charts, one function each, ours beside the talk's figures."""

import math

from matplotlib.ticker import FuncFormatter

from drawing import (
    COLOURS, DECODERS, DEEP, LIMIT, OTHER, POOL, RIVAL, TEXT, bars, dots, dumbbells, errors, legend, line, named_rows, panels,
)
from results import Spread, distinct, spread
from talk import TALK

SIZES = ["524 B", "5.1 KB", "18.8 KB", "78 KB"]


def heartbeat(results):
    rows = [
        (name, COLOURS.get(row["contestant"], OTHER), spread(row, "p50 ms").median, spread(row, "p99 ms").median)
        for name, row in distinct(results.rows("heartbeat", decoder="dear"))
    ]
    figure, [axis] = panels("How late a task wakes that sleeps 1 ms, by what decodes meanwhile", 1, 1.2 + 0.27 * len(rows))
    dumbbells(axis, rows)
    axis.set_xlabel("ms late: median ○, 99th percentile ●")
    return figure


def contention(results, decoder="cheap"):
    producers = results.values("contention", "producers")
    figure, [talk, ours] = panels("Throughput by the number of producers", 2)
    places, series = TALK["contention"]
    line(talk, places, series["coordinated"], "coordinated", POOL)
    line(talk, places, series["pre-partitioned"], "pre-partitioned", RIVAL)
    talk.set_title("the talk: 5 Ractors, thousand messages/s")
    for name in ["WorkerPool", "pre-partitioned", "limit"]:
        spreads = [
            Spread(*(value / 1000 for value in results.spread(
                "contention", name, "messages/s", decoder=decoder, producers=count, batches="equal")))
            for count in producers
        ]
        line(ours, producers, spreads, name, COLOURS[name], linestyle="--" if name == "limit" else "-")
    ours.set_title(f"here: {results.run['machine']['cores']} cores, {decoder} decoder, thousand messages/s")
    for axis in [talk, ours]:
        axis.set_ylim(bottom=0)
        axis.set_xlabel("producers")
        axis.legend(loc="lower left", fontsize=8)
    return figure


def contestants(results, experiment, label, title, metric="ratio to limit", **labels):
    """Everybody's rows, a panel for each value of the label."""
    values = [value for value in results.values(experiment, label) if results.rows(experiment, **labels, **{label: value})]
    names = list(dict.fromkeys(row["contestant"] for row in results.rows(experiment, **labels)))
    names = [name for name in names if name != "limit"]
    names.sort(key=lambda name: name != "WorkerPool")
    figure, axes = panels(title, len(values), 1.4 + 0.24 * len(names), 10.5, sharex=True, sharey=True)
    for axis, value in zip(axes, values):
        dots(axis, names, [results.spread(experiment, name, metric, **labels, **{label: value}) for name in names])
        axis.set_title(f"{value} {label}" if label != "size" else value)
        axis.set_xlabel("share of the limit")
    axes[0].set_xlim(0, 1.02 * max(1.05, axes[0].get_xlim()[1]))
    return figure


def latency(results, decoder="cheap"):
    order = []
    figure, axes = panels("Latency of a batch, 8 producers", 2, 4.3, 10.5)
    titles = ["every producer 100 messages a batch", "10 a batch, beside one producer of 10,000"]
    for axis, batches, title in zip(axes, ["equal", "mixed"], titles):
        rows = {
            row["contestant"]: (spread(row, "p50 ms").median, spread(row, "p99 ms").median)
            for row in results.rows("contention", decoder=decoder, producers="8", batches=batches)
            if "p99 ms" in row["metrics"]
        }
        order = order or sorted(rows, key=lambda name: (name != "WorkerPool", rows[name][1] / rows[name][0]))
        talk = [(f"the talk: {name}", OTHER, *figures) for name, figures in TALK["latency"].items()]
        dumbbells(axis, [(name, COLOURS.get(name, OTHER), *rows[name]) for name in order] + talk * (axis is axes[0]))
        axis.set_title(title)
        axis.set_xlabel("ms: median ○, 99th percentile ●")
    axes[1].set_ylim(axes[0].get_ylim())
    axes[1].set_yticklabels([])
    return figure


def by_size(results, experiment, metric, talk, title, unit):
    """Bars by size: the talk's, and ours with each decoder, with the limit across it where there is one."""
    figure, [axis] = panels(title, 1)
    series = [("the talk, 5 Ractors", OTHER, TALK[talk])]
    for decoder, colour in DECODERS.items():
        spreads = [results.spread(experiment, "WorkerPool", metric, decoder=decoder, size=size) for size in SIZES]
        series.append((f"WorkerPool, {decoder} decoder", colour, spreads))
    bars(axis, SIZES, series)
    width = 0.8 / len(series)
    for number, decoder in enumerate(DECODERS):
        limits = [results.spread(experiment, "limit", metric, decoder=decoder, size=size).median for size in SIZES]
        places = [group - 0.4 + width * (number + 1.5) for group in range(len(SIZES))]
        if not all(map(math.isnan, limits)):
            label = "limit: as many processes" if number == 0 else None
            half = 0.45 * width
            axis.hlines(limits, [x - half for x in places], [x + half for x in places], color=LIMIT, label=label)
    axis.axhline(1, color=TEXT, linewidth=1, linestyle="--")
    axis.set_ylabel(unit)
    legend(figure, axis)
    return figure


def speed_up(results):
    return by_size(
        results, "four-patterns", "ratio to plain loop", "speed-up by size",
        f"Speed-up by size of the message: the talk's, and here on {results.run['machine']['cores']} cores",
        "times a plain loop",
    )


def cpu(results):
    return by_size(results, "cpu-efficiency", "cpu ratio", "CPU by size", "CPU of a message", "times a plain loop's")


def by_workers(results, experiment, talk, title):
    figure, [left, right] = panels(title, 2)
    line(left, *TALK[talk], "the talk", OTHER)
    left.set_title("the talk, times a plain loop")
    counts = results.values(experiment, "workers")
    for (decoder, colour), style in zip(DECODERS.items(), ["-", "--", ":"]):
        spreads = [results.spread(experiment, "WorkerPool", "ratio to plain loop", decoder=decoder, workers=count)
                   for count in counts]
        line(right, counts, spreads, f"WorkerPool, {decoder} decoder", colour, linestyle=style)
    right.set_title(f"here: {results.run['machine']['cores']} cores, times a plain loop")
    right.legend(loc="lower right", fontsize=8, handlelength=3.5)
    for axis in [left, right]:
        axis.set_xlabel("workers")
        axis.set_ylim(bottom=0)
    return figure


def time_by_size(results):
    figure, axes = panels("Where a consumer's time goes", 1 + len(DECODERS), width=10.5, sharey=True)
    axes[0].bar(SIZES, TALK["decoding by size"], color=POOL)
    axes[0].bar(SIZES, [100 - share for share in TALK["decoding by size"]], bottom=TALK["decoding by size"], color=OTHER)
    axes[0].set_title("the talk, % of the time")
    stages = [("decode %", POOL), ("filter %", RIVAL), ("validate %", LIMIT), ("consume %", OTHER)]
    for axis, decoder in zip(axes[1:], DECODERS):
        bottom = [0.0] * len(SIZES)
        for metric, colour in stages:
            shares = [results.spread("time-by-size", "plain loop", metric, decoder=decoder, size=size).median
                      for size in SIZES]
            axis.bar(SIZES, shares, bottom=bottom, color=colour, label=metric.removesuffix(" %"))
            bottom = [low + share for low, share in zip(bottom, shares)]
        axis.set_title(f"here: {decoder} decoder")
    for axis in axes:
        axis.grid(axis="x", visible=False)
        axis.tick_params(axis="x", labelsize=8)
    legend(figure, axes[1])
    return figure


def threads_beside_the_pool(results):
    sizes = results.values("threads-plus-pool", "size")
    title = "Consuming threads beside the pool: throughput against that with one"
    figure, axes = panels(title, 1 + len(DECODERS), width=10.5, sharey=True)
    counts = results.values("threads-plus-pool", "concurrency")
    colours = [POOL, RIVAL, LIMIT, OTHER]
    for size, shares, colour in zip(TALK["threads beside the pool"], TALK["threads beside the pool"].values(), colours):
        line(axes[0], counts, shares, size, colour)
    axes[0].set_title("the talk")
    for axis, decoder in zip(axes[1:], DECODERS):
        for size, colour in zip(sizes, colours):
            metric = "ratio to concurrency 1"
            spreads = [
                Spread(1, 1, 1) if count == "1" else results.spread(
                    "threads-plus-pool", "WorkerPool", metric, decoder=decoder, size=size, concurrency=count)
                for count in counts
            ]
            line(axis, counts, spreads, size, colour)
        axis.set_title(f"here: {decoder} decoder")
    for axis in axes:
        axis.set_ylim(bottom=0)
        axis.set_xlabel("threads")
    axes[0].legend(loc="lower left", fontsize=8)
    axes[1].legend(loc="lower left", fontsize=8)
    return figure


def memory(results):
    counts = results.values("memory", "workers")
    figure, axes = panels("Resident memory of a worker, KB (the talk: 300, active)", 2)
    for axis, activity in zip(axes, ["idle", "active"]):
        series = [
            (name, COLOURS.get(name, OTHER),
             [results.spread("memory", name, "KB/worker", activity=activity, workers=count) for count in counts])
            for name in ["WorkerPool", "threads and a condition"]
        ]
        bars(axis, counts, series)
        axis.set_title(activity)
        axis.set_xlabel("workers")
    legend(figure, axes[0])
    return figure


def against_the_plain_loop(results, experiment, label, title, contestants, talk, **labels):
    """Bars for each value of the label: the talk's where it has one, and the contestants'."""
    figure, [axis] = panels(title, 1)
    values = results.values(experiment, label)
    series = [("the talk, 5 Ractors", OTHER, [talk.get(value, math.nan) for value in values])]
    for name, colour in contestants.items():
        spreads = [results.spread(experiment, name, "ratio to plain loop", **labels, **{label: value}) for value in values]
        series.append((name, colour, spreads))
    bars(axis, values, series)
    axis.axhline(1, color=TEXT, linewidth=1, linestyle="--")
    axis.set_ylabel("times a plain loop")
    legend(figure, axis)
    return figure


def transfer(results):
    """A row for each way: what freezes while parsing is so far ahead that bars would show nothing else."""
    ways = results.values("transfer", "strategy")
    figure, [axis] = panels("Results of 65 KB handed out of the pool", 1, 3)
    for place, way in enumerate(ways):
        ours = results.spread("transfer", "WorkerPool", "ratio to plain loop", strategy=way)
        axis.errorbar(
            ours.median, place, xerr=errors([ours]), fmt="o", color=POOL, elinewidth=1.2, capsize=2,
            label="WorkerPool" if place == 0 else None,
        )
        axis.text(1.01, place, f"{ours.median:.3g}", transform=axis.get_yaxis_transform(), va="center", fontsize=8)
    talk = [(TALK["transfer"][way], place) for place, way in enumerate(ways) if way in TALK["transfer"]]
    axis.plot(*zip(*talk), "D", color=OTHER, markersize=5, label="the talk, 5 Ractors")
    axis.axvline(1, color=TEXT, linewidth=1, linestyle="--")
    axis.set_xscale("log")
    axis.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axis.set_xlabel("times a plain loop")
    named_rows(axis, ways)
    legend(figure, axis)
    return figure


def templates(results):
    return against_the_plain_loop(
        results, "templates", "documents", "Templates rendered in parallel", {"WorkerPool": POOL}, TALK["templates"],
    )


def crossover(results):
    sizes = results.values("crossover", "size")
    figure, axes = panels("From how many messages in a batch the pool wins", len(sizes), 3.4, 10.5, sharey=True)
    counts = results.values("crossover", "payloads")
    for axis, size in zip(axes, sizes):
        for decoder, colour in {**DECODERS, "cheap": RIVAL}.items():
            for way, style in [("lane", "-"), ("plain dispatch", ":")]:
                labels = {"decoder": decoder, "size": size, "way": way}
                spreads = [
                    results.spread("crossover", "WorkerPool", "ratio to plain loop", payloads=count, **labels)
                    for count in counts
                ]
                line(axis, counts, spreads, f"{way}, {decoder} decoder", colour, linestyle=style)
        axis.axhline(1, color=TEXT, linewidth=1, linestyle="--")
        axis.set_title(f"{size}, the talk: from {TALK['crossover'][size]}")
        axis.set_xlabel("messages in a batch")
    axes[0].set_ylabel("times a plain loop")
    axes[0].set_ylim(bottom=0)
    legend(figure, axes[0])
    return figure


def error_recovery(results):
    values = results.values("error-recovery", "malformed")
    figure, [axis] = panels("Malformed messages: throughput against separate processes with the same ones", 1)
    series = [
        (f"WorkerPool, {decoder} decoder", colour,
         [results.spread("error-recovery", "WorkerPool", "ratio to limit", decoder=decoder, malformed=value)
          for value in values])
        for decoder, colour in DECODERS.items()
    ]
    bars(axis, values, series)
    axis.axhline(1, color=LIMIT, linewidth=1, linestyle="--")
    axis.set_ylabel("share of the limit")
    axis.set_xlabel("malformed")
    legend(figure, axis)
    return figure


def start_early(results):
    title = "From a batch's arrival to its results, with 5 ms of something else in between"
    figure, axes = panels(title, len(DECODERS), 2.7, 10.5)
    rows = results.rows("start-early")
    for axis, decoder in zip(axes, DECODERS):
        names = dict.fromkeys((row["contestant"], row["labels"]["decoding"]) for row in rows)
        others = results.values("start-early", "meanwhile")
        series = [
            (f"{contestant}, {decoding}", {"early": POOL}.get(decoding, DEEP if contestant == "WorkerPool" else OTHER),
             [results.spread("start-early", contestant, "ms", decoder=decoder, decoding=decoding, meanwhile=other)
              for other in others])
            for contestant, decoding in names
        ]
        bars(axis, [f"consumer {other}" for other in others], series)
        axis.set_title(f"{decoder} decoder, ms")
    legend(figure, axes[0])
    return figure
