"""The charts, one function each, ours beside the talk's figures."""

import math

from matplotlib.ticker import FuncFormatter

from drawing import (
    COLOURS, DECODERS, LIMIT, OTHER, POOL, PURPLE, RIVAL, STYLES, TEAL, TEXT, bars, dots, dumbbells, errors, legend, level, lines,
    named_rows, panels,
)
from results import Spread, distinct, spread
from talk import TALK

SIZES = ["524 B", "5.1 KB", "18.8 KB", "78 KB"]
ONE = Spread(1, 1, 1)


def cores(results):
    return f"{results.run['machine']['cores']} cores"


def heartbeat(results):
    rows = []
    for name, row in distinct(results.rows("heartbeat", decoder="dear")):
        p50, p99 = spread(row, "p50 ms").median, spread(row, "p99 ms").median
        rows.append((name, COLOURS.get(row["contestant"], OTHER), p50, p99, f"{p99:.2g}" if p99 < 10 else f"{p99:.0f}"))
    title = f"How late a task wakes that sleeps 1 ms, beside two consumers; dear decoder, {cores(results)}"
    figure, [axis] = panels(title, 1, 1.2 + 0.27 * len(rows), 9.4)
    dumbbells(axis, "p99, ms", rows)
    axis.set_xlabel("ms late: median ○, 99th percentile ●")
    return figure


def contention(results):
    """The talk's messages a second, and our share of what the limit did in the same round."""
    title = f"Throughput by the number of producers, equal batches: the talk's, and here on {cores(results)}"
    figure, axes = panels(title, 1 + len(DECODERS), width=10.5)
    counts, series = TALK["contention"]
    lines(axes[0], counts, [
        ("WorkerPool; the talk's coordinated", POOL, "-", series["coordinated"]),
        ("pre-partitioned", RIVAL, "--", series["pre-partitioned"]),
    ])
    axes[0].set_title("the talk: 1000 messages/s")
    producers = results.values("contention", "producers", batches="equal")
    for axis, decoder in zip(axes[1:], DECODERS):
        labels = {"decoder": decoder, "batches": "equal"}
        lines(axis, producers, [
            (label, COLOURS[name], style,
             [results.spread("contention", name, "ratio to limit", producers=count, **labels) for count in producers])
            for label, name, style in [
                ("WorkerPool; the talk's coordinated", "WorkerPool", "-"), ("pre-partitioned", "pre-partitioned", "--"),
            ]
        ])
        level(axis, 1, LIMIT)
        [size] = results.values("contention", "size", **labels)
        axis.set_title(f"{decoder}, {size}: share of the limit")
    shared = max(axis.get_ylim()[1] for axis in axes[1:])
    for axis in axes:
        axis.set_ylim(0, axis.get_ylim()[1] if axis is axes[0] else shared)
        axis.set_xlabel("producers")
    legend(figure, axes[0])
    return figure


def contestants(results, experiment, label, title, metric="ratio to limit", **labels):
    """Everybody's rows, a panel for each value of the label."""
    values = [value for value in results.values(experiment, label) if results.rows(experiment, **labels, **{label: value})]
    names = list(dict.fromkeys(row["contestant"] for row in results.rows(experiment, **labels)))
    names = [name for name in names if name != "limit"]
    names.sort(key=lambda name: not name.startswith("WorkerPool"))
    figure, axes = panels(title, len(values), 1.4 + 0.24 * len(names), 10.5, sharex=True, sharey=True)
    for axis, value in zip(axes, values):
        dots(axis, names, [results.spread(experiment, name, metric, **labels, **{label: value}) for name in names])
        axis.set_title(value if label == "size" else f"{value} {label if value != '1' else label.removesuffix('s')}")
        axis.set_xlabel("share of the limit")
    axes[0].set_xlim(0, 1.02 * max(1.05, axes[0].get_xlim()[1]))
    return figure


def latency(results, decoder="cheap"):
    order = []
    figure, axes = panels(f"Latency of a batch, 8 producers, {decoder} decoder, {cores(results)}", 2, 4.3, 10.5)
    titles = ["every producer 100 messages a batch", "10 a batch, beside one producer of 10,000"]
    for axis, batches, title in zip(axes, ["equal", "mixed"], titles):
        rows = {
            row["contestant"]: [spread(row, metric).median for metric in ["p50 ms", "p99 ms", "p99 / p50"]]
            for row in results.rows("contention", decoder=decoder, producers="8", batches=batches)
            if "p99 ms" in row["metrics"]
        }
        order = order or sorted(rows, key=lambda name: (name != "WorkerPool", not name.startswith("WorkerPool"), rows[name][2]))
        talk = [(f"the talk: {name}", OTHER, p50, p99, ratio(p99 / p50)) for name, (p50, p99) in TALK["latency"].items()]
        ours = [(name, COLOURS.get(name, OTHER), *rows[name][:2], ratio(rows[name][2])) for name in order]
        dumbbells(axis, "p99 / p50", ours + talk * (axis is axes[0]))
        axis.set_title(title)
        axis.set_xlabel("ms: median ○, 99th percentile ●")
    axes[1].set_ylim(axes[0].get_ylim())
    axes[1].set_yticklabels([])
    return figure


def ratio(value):
    return f"{value:.1f}" if value < 10 else f"{value:,.0f}"


def by_size(results, experiment, metric, talk, title, unit):
    """Bars by size: the talk's, and ours with each decoder, with the limit across it where there is one."""
    figure, [axis] = panels(title, 1)
    series = [(talk[0], OTHER, talk[1])]
    for decoder, colour in DECODERS.items():
        spreads = [results.spread(experiment, "WorkerPool", metric, decoder=decoder, size=size) for size in SIZES]
        series.append((f"WorkerPool, {decoder} decoder", colour, spreads))
    bars(axis, SIZES, series)
    width = 0.84 / len(series)
    for number, decoder in enumerate(DECODERS):
        limits = [results.median(experiment, "limit", metric, decoder=decoder, size=size) for size in SIZES]
        places = [group - 0.42 + width * (number + 1.5) for group in range(len(SIZES))]
        if not all(map(math.isnan, limits)):
            half = 0.46 * width
            axis.hlines(
                limits, [x - half for x in places], [x + half for x in places], color=LIMIT, linewidth=2,
                label="limit: as many processes" if number == 0 else None,
            )
    level(axis, 1)
    axis.set_ylabel(unit)
    legend(figure, axis)
    return figure


def speed_up(results):
    return by_size(
        results, "four-patterns", "ratio to plain loop", ("the talk, 5 Ractors", TALK["speed-up by size"]),
        f"Speed-up by size of the message, one producer: the talk's, and here on {cores(results)}", "times a plain loop",
    )


def cpu(results):
    return by_size(
        results, "cpu-efficiency", "cpu ratio", ("the talk, against sequential", TALK["CPU by size"]),
        "CPU of a message, one producer", "times the limit's",
    )


def by_workers(results, experiment, talk, title):
    figure, [left, right] = panels(title, 2, sharey=True)
    lines(left, TALK[talk][0], [("the talk", OTHER, "-", TALK[talk][1])])
    left.set_title("the talk, times a plain loop")
    counts = results.values(experiment, "workers")
    lines(right, counts, [
        (f"WorkerPool, {decoder} decoder", colour, STYLES[decoder],
         [results.spread(experiment, "WorkerPool", "ratio to plain loop", decoder=decoder, workers=count) for count in counts])
        for decoder, colour in DECODERS.items()
    ])
    right.set_title(f"here on {cores(results)}, times a plain loop")
    for axis in [left, right]:
        axis.set_xlabel("workers")
        level(axis, 1)
    left.set_ylim(bottom=0)
    legend(figure, left, right)
    return figure


def time_by_size(results):
    """Shares of all that was measured; of the talk's the stages are known of one size, and of the others the decoding."""
    title = "Where a consumer's time goes, in a plain loop, % of the time"
    figure, axes = panels(title, 1 + len(DECODERS), width=10.5, sharey=True)
    colours = {"decode": POOL, "filter": RIVAL, "validate": TEAL, "consume": PURPLE, "rest": OTHER}
    talk = [{"decode": share, "rest": 100 - share} for share in TALK["decoding by size"]]
    talk[SIZES.index("5.1 KB")] = TALK["stages at 5.1 KB"]
    columns = [talk]
    for decoder in DECODERS:
        columns.append([
            {stage: results.median("time-by-size", "plain loop", f"{stage} %", decoder=decoder, size=size)
             for stage in colours if stage != "rest"}
            for size in SIZES
        ])
    for axis, column in zip(axes, columns):
        bottom = [0.0] * len(SIZES)
        for stage, colour in colours.items():
            shares = [100 * stages.get(stage, 0) / sum(stages.values()) for stages in column]
            label = "all else (of the talk's)" if stage == "rest" else stage
            axis.bar(SIZES, shares, bottom=bottom, color=colour, label=label)
            bottom = [low + share for low, share in zip(bottom, shares)]
    for axis, text in zip(axes, ["the talk", *(f"here: {decoder} decoder" for decoder in DECODERS)]):
        axis.set_title(text)
        axis.grid(axis="x", visible=False)
        axis.tick_params(axis="x", labelsize=8)
    legend(figure, axes[0])
    return figure


def threads_beside_the_pool(results):
    sizes = results.values("threads-plus-pool", "size")
    title = "Throughput with the pool and 1, 5 and 10 consumers, against that with one"
    figure, axes = panels(title, 1 + len(DECODERS), width=10.5, sharey=True)
    counts = results.values("threads-plus-pool", "concurrency")
    looks = dict(zip(sizes, zip([POOL, RIVAL, TEAL, PURPLE], ["-", "--", "-.", ":"])))
    talk = TALK["threads beside the pool"]
    lines(axes[0], counts, [(f"messages of {size}", *looks[size], talk[size]) for size in sizes if size in talk])
    axes[0].set_title("the talk")
    for axis, decoder in zip(axes[1:], DECODERS):
        lines(axis, counts, [
            (f"messages of {size}", *looks[size], [
                ONE if count == "1" else results.spread(
                    "threads-plus-pool", "WorkerPool", "ratio to concurrency 1", decoder=decoder, size=size,
                    concurrency=count)
                for count in counts
            ])
            for size in sizes
        ])
        axis.set_title(f"here: {decoder} decoder")
    for axis in axes:
        axis.set_xlabel("consumers")
        level(axis, 1)
    axes[0].set_ylim(bottom=0)
    legend(figure, axes[1])
    return figure


def memory(results):
    counts = [count for count in results.values("memory", "workers") if count != "0"]
    title = "Resident memory of a worker, KB: less that of a process without workers, divided"
    figure, axes = panels(title, 2, width=10.5)
    for axis, activity in zip(axes, ["idle", "active"]):
        talk = TALK["memory"][activity]
        bars(axis, counts, [("the talk", OTHER, [talk.get(count, math.nan) for count in counts])] + [
            (name, COLOURS.get(name, RIVAL),
             [results.spread("memory", name, "KB/worker", activity=activity, workers=count) for count in counts])
            for name in ["WorkerPool", "threads and a condition"]
        ])
        axis.set_title({"idle": "idle", "active": "after decoding (dear decoder)"}[activity])
        axis.set_xlabel("workers")
    legend(figure, axes[0])
    return figure


def transfer(results):
    """A row for each way: what freezes while parsing is so far ahead that bars would show nothing else."""
    ways = results.values("transfer", "strategy")
    figure, [axis] = panels("Results of 65 KB handed out of the pool, by how they are made Sendable", 1, 3)
    for place, way in enumerate(ways):
        ours = results.spread("transfer", "WorkerPool", "ratio to plain loop", strategy=way)
        axis.errorbar(
            ours.median, place, xerr=errors([ours]), fmt="o", color=POOL, elinewidth=1.2, capsize=2,
            label="WorkerPool" if place == 0 else None,
        )
        axis.text(1.01, place, f"{ours.median:.3g}", transform=axis.get_yaxis_transform(), va="center", fontsize=8)
    talk = [(TALK["transfer"][way], place) for place, way in enumerate(ways) if way in TALK["transfer"]]
    axis.plot(*zip(*talk), "D", color=RIVAL, markersize=5, label="the talk, against sequential JSON.parse")
    axis.axvline(1, color=TEXT, linewidth=1, linestyle="--")
    axis.set_xscale("log")
    axis.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axis.set_xlabel("times a plain loop with JSONDecoder, whatever the way's own parser")
    named_rows(axis, ways)
    legend(figure, axis)
    return figure


def templates(results):
    documents = results.values("templates", "documents")
    title = f"Templates rendered in parallel: the talk's, and here on {cores(results)}"
    figure, [axis] = panels(title, 1)
    bars(axis, documents, [
        ("the talk, 5 Ractors", OTHER, [TALK["templates"].get(value, math.nan) for value in documents]),
        ("WorkerPool", POOL,
         [results.spread("templates", "WorkerPool", "ratio to plain loop", documents=value) for value in documents]),
    ])
    level(axis, 1)
    axis.set_ylabel("times a plain loop")
    legend(figure, axis)
    return figure


def crossover(results):
    """Medians alone: the spreads of six lines would hide them."""
    sizes = results.values("crossover", "size")
    figure, axes = panels("From how many messages in a batch the pool wins", len(sizes), 3.6, 10.5, sharey=True)
    counts = results.values("crossover", "payloads")
    for axis, size in zip(axes, sizes):
        lines(axis, counts, [
            (f"{way}, {decoder} decoder", colour, style,
             [results.median("crossover", "WorkerPool", "ratio to plain loop", payloads=count, decoder=decoder, size=size,
                             way=way) for count in counts])
            for decoder, colour in DECODERS.items() for way, style in [("lane", "-"), ("plain dispatch", ":")]
        ])
        level(axis, 1)
        axis.set_title(f"{size}, the talk: from {TALK['crossover'][size]}")
        axis.set_xlabel("messages in a batch")
    axes[0].set_ylabel("times a plain loop")
    axes[0].set_ylim(bottom=0)
    legend(figure, axes[0])
    return figure


def error_recovery(results):
    values = results.values("error-recovery", "malformed")
    figure, [axis] = panels("Malformed messages: throughput against separate processes with the same ones", 1)
    bars(axis, values, [
        (f"WorkerPool, {decoder} decoder", colour,
         [results.spread("error-recovery", "WorkerPool", "ratio to limit", decoder=decoder, malformed=value)
          for value in values])
        for decoder, colour in DECODERS.items()
    ])
    level(axis, 1, LIMIT)
    axis.set_ylabel("share of the limit")
    axis.set_xlabel("malformed")
    legend(figure, axis)
    return figure


def start_early(results):
    title = "From a batch's arrival to its results, with 5 ms of something else in between, ms"
    figure, axes = panels(title, len(DECODERS), 2.9, 10.5)
    ways = {
        ("WorkerPool", "early"): ("WorkerPool, dispatched at arrival", POOL),
        ("WorkerPool", "at retrieve"): ("WorkerPool, dispatched after it", TEAL),
        ("plain loop", "at retrieve"): ("plain loop after it", OTHER),
    }
    meanwhile = results.values("start-early", "meanwhile")
    for axis, decoder in zip(axes, DECODERS):
        bars(axis, [f"consumer {what}" for what in meanwhile], [
            (text, colour, [results.spread("start-early", contestant, "ms", decoder=decoder, decoding=decoding, meanwhile=what)
                            for what in meanwhile])
            for (contestant, decoding), (text, colour) in ways.items()
        ])
        [size] = results.values("start-early", "size", decoder=decoder)
        axis.set_title(f"{decoder} decoder, {size}")
    legend(figure, axes[0])
    return figure
