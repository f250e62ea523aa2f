"""The tables of the README, each a function of the results that returns lines of Markdown, or None if its rows are missing."""

import math
import re
import statistics
import textwrap

from drawing import DECODERS
from results import distinct, spread
from talk import TALK

SIZES = {"524 B": 524, "5.1 KB": 5_100, "18.8 KB": 18_800, "78 KB": 78_000}
THREADS = "threads and a condition"
# Who stands beside the awaited pool, where the results have them.
BESIDE = ["WorkerPool, blocking", "TaskGroup on own threads"]


def number(value, places=2):
    return "–" if math.isnan(value) else f"{value:.{places}f}"


def figures(value):
    """Two figures that count."""
    if math.isnan(value):
        return "–"
    return f"{value:,.0f}" if abs(value) >= 10 else f"{value:.2g}"


def each(function):
    """One cell with a figure for each decoder."""
    return ", ".join(function(decoder) for decoder in DECODERS)


def table(heads, rows):
    return ["| " + " | ".join(heads) + " |", "| " + " | ".join(["---"] * len(heads)) + " |"] + [
        "| " + " | ".join(row) + " |" for row in rows
    ]


def names():
    return ", ".join(DECODERS)


def rounds(rows):
    counts = sorted({row["rounds"] for row in rows})
    if not counts or counts[-1] == 0:
        return "–"
    return str(counts[0]) if len(counts) == 1 else f"{counts[0]} to {counts[-1]}"


def of(results, experiment, contestant="WorkerPool", **labels):
    """The figure of a metric and a decoder, of one row."""
    return lambda metric, decoder, other=contestant: results.median(experiment, other, metric, decoder=decoder, **labels)


def beside(results, experiment, **labels):
    """How far each of those beside the pool is from the limit: their heads, and their cells in the row with the labels."""
    names = [name for name in BESIDE if results.rows(experiment, name)]
    figure = of(results, experiment, **labels)
    return [f"{name}: to the limit" for name in names], [
        each(lambda decoder: number(figure("ratio to limit", decoder, name))) for name in names
    ]


def run(results):
    """On what, of what and when the figures were taken."""
    machine, versions = results.run["machine"], results.run["versions"]
    simdjson = f", simdjson {versions['simdjson']}" if "simdjson" in versions else ""
    others = max(experiment.get("othersPercent", 0) for experiment in results.run["experiments"])
    text = (
        f"One complete run on {results.run['date'][:10]}: commit `{results.run['commit']}`; {machine['cores']} shared virtual cores"
        f" of an {machine['cpu']}, {machine['memoryMiB'] / 1024:.0f} GiB, {machine['kernel']}; {versions['swift']}, swift-nio"
        f" {versions['swift-nio']}, swift-mustache {versions['swift-mustache']}, hdrhistogram-swift"
        f" {versions['hdrhistogram-swift']}{simdjson}. Others took at most {others:.1f} % of the CPUs in any experiment."
    )
    return textwrap.wrap(text, 120)


def decoders(results):
    """A plain loop's speed on one thread."""
    if "four-patterns" not in results.experiments:
        return None
    return table(["MB/s on one thread, plain loop", *SIZES], [
        [decoder, *(figures(results.median("four-patterns", "plain loop", "messages/s", decoder=decoder, size=size) * count / 1e6)
                    for size, count in SIZES.items())]
        for decoder in results.values("four-patterns", "decoder")
    ])


def one_producer(results):
    if "four-patterns" not in results.experiments:
        return None
    rows = []
    for size in SIZES:
        figure = of(results, "four-patterns", size=size)
        cpu = of(results, "cpu-efficiency", size=size)
        rows.append([
            size, each(lambda decoder: number(figure("ratio to limit", decoder))),
            each(lambda decoder: number(figure("ratio to best other", decoder))),
            *beside(results, "four-patterns", size=size)[1],
            each(lambda decoder: number(cpu("cpu ratio", decoder))),
            rounds(results.rows("four-patterns", "WorkerPool", size=size)),
        ])
    heads = ["one producer", f"to the limit: {names()}", "to the best other", *beside(results, "four-patterns")[0],
             "CPU against the limit's (`cpu-efficiency`)", "rounds"]
    return table(heads, rows)


def equal_batches(results):
    rows = []
    for producers in results.values("contention", "producers", batches="equal"):
        labels = {"producers": producers, "batches": "equal"}
        figure = of(results, "contention", **labels)
        rows.append([
            f"{producers} producer{'s' * (producers != '1')}", each(lambda decoder: number(figure("ratio to limit", decoder))),
            each(lambda decoder: number(figure("ratio to best other", decoder))),
            *beside(results, "contention", **labels)[1],
            each(lambda decoder: number(figure("p99 / p50", decoder), 1)),
            each(lambda decoder: number(figure("p99 / p50", decoder, THREADS), 1)),
            rounds(results.rows("contention", "WorkerPool", **labels)),
        ])
    heads = ["equal batches of 100", f"to the limit: {names()}", "to the best other", *beside(results, "contention")[0], "p99 / p50",
             f"{THREADS}: p99 / p50", "rounds"]
    return table(heads, rows) if rows else None


def mixed_batches(results):
    rows = []
    for producers in results.values("contention", "producers", batches="mixed"):
        for decoder in DECODERS:
            labels = {"producers": producers, "batches": "mixed"}
            figure = of(results, "contention", **labels)

            def milliseconds(name):
                return ", ".join(figures(figure(f"{share} ms", decoder, name)) for share in ["p50", "p99"])

            rows.append([
                f"{producers} producers, {decoder}", milliseconds("WorkerPool"), milliseconds(THREADS),
                figures(figure("p99 / p50", decoder)), figures(figure("p99 / p50", decoder, THREADS)),
                number(figure("ratio to best other", decoder)), number(figure("ratio to limit", decoder)),
                rounds(results.rows("contention", "WorkerPool", decoder=decoder, **labels)),
            ])
    heads = ["10 messages beside 10,000", "p50, p99 of the 10, ms", f"{THREADS}: ms", "p99 / p50", f"{THREADS}: p99 / p50",
             "throughput to the best other", "to the limit", "rounds"]
    return table(heads, rows) if rows else None


def heartbeat(results):
    rows = results.rows("heartbeat", decoder="dear")
    if not rows:
        return None

    def late(row, decoder):
        labels = {key: value for key, value in row["labels"].items() if key != "decoder"}
        return ", ".join(
            figures(results.median("heartbeat", row["contestant"], f"{share} ms", decoder=decoder, **labels))
            for share in ["p50", "p99"])

    return table(
        ["what decodes meanwhile", *(f"{decoder}: p50, p99 of the lateness, ms" for decoder in DECODERS), "messages/s, dear"],
        [[name, *(late(row, decoder) for decoder in DECODERS),
          f"{spread(row, 'messages/s').median:,.0f}" if "messages/s" in row["metrics"] else "–"] for name, row in distinct(rows)],
    )


def patterns(results):
    """The talk's averages over the four sizes, and ours."""
    if "four-patterns" not in results.experiments:
        return None

    def mean(name, decoder):
        return statistics.mean(of(results, "four-patterns", name, size=size)("ratio to plain loop", decoder) for size in SIZES)

    titles = {"WorkerPool": "A, coordinated (WorkerPool)", "pre-partitioned": "B, pre-partitioned", "ephemeral": "C, ephemeral",
              "supervisor": "D, supervisor"}
    smallest, largest = (of(results, "four-patterns", size=size) for size in ["524 B", "78 KB"])
    return table(
        ["times a plain loop, mean over the sizes", "the talk", *DECODERS, f"524 B: {names()}", f"78 KB: {names()}"],
        [[title, str(TALK["patterns"][name]), *(number(mean(name, decoder)) for decoder in DECODERS),
          each(lambda decoder: number(smallest("ratio to plain loop", decoder, name))),
          each(lambda decoder: number(largest("ratio to plain loop", decoder, name)))] for name, title in titles.items()],
    )


def threads(results):
    """The talk's threads and Ractors, our hand-made threads and pool; all times one thread that decodes in a plain loop."""
    if not {"four-patterns", "scaling", "contention"} <= results.experiments.keys():
        return None

    def speed_up(experiment, **labels):
        return [results.median(experiment, name, "ratio to plain loop", decoder="dear", **labels) for name in [THREADS, "WorkerPool"]]

    five = {"decoder": "dear", "batches": "equal", "producers": "5"}
    alone = results.median("contention", "plain loop", "ratio to 1 producer", **five)
    ours = {
        "decode and validate": speed_up("four-patterns", size="5.1 KB"),
        "8 workers": speed_up("scaling", workers="8"),
        # Here five consumers that decode themselves are the threads.
        "5 consumers": [alone, alone * results.median("contention", "WorkerPool", "ratio to plain loop", **five)],
    }
    rows = [[what, *map(str, TALK["threads"][what]), *map(number, ours[what])] for what in ours]
    return table(["times one plain loop, dear decoder", "the talk: threads", "its Ractors", "here: threads", "WorkerPool"], rows)


def pool_against_threads(results):
    """One consumer with the pool, against the better of 5 and 10 that decode themselves."""
    sizes = results.values("threads-plus-pool", "size")
    if not sizes:
        return None

    def factor(decoder, size):
        labels = {"decoder": decoder, "size": size}
        speed = results.median("threads-plus-pool", "WorkerPool", "messages/s", concurrency="1", **labels)
        return speed / max(results.median("threads-plus-pool", "plain loop", "messages/s", concurrency=count, **labels)
                           for count in ["5", "10"])

    return table(
        ["one consumer with the pool, against the better of 5 and 10 threads without", *sizes],
        [["the talk", *(str(TALK["pool against threads"].get(size, "–")) for size in sizes)]]
        + [[decoder, *(number(factor(decoder, size)) for size in sizes)] for decoder in DECODERS],
    )


def found(results):
    """A line for each experiment, with the talk's figure beside it."""

    def by_decoder(text):
        return "; ".join(f"{decoder} {text(decoder)}" for decoder in DECODERS)

    def ratios(experiment, metric, name="WorkerPool", **labels):
        return each(lambda decoder: number(results.median(experiment, name, metric, decoder=decoder, **labels)))

    def listed(function, values):
        return ", ".join(function(value) for value in values)

    def decoding(decoder):
        shares = [results.median("time-by-size", "plain loop", "decode %", decoder=decoder, size=size) for size in SIZES]
        return ", ".join(f"{share:.0f}" for share in shares) + " %"

    def coordinator():
        rows = results.rows("coordinator")
        blocked = min(spread(row, "blocked %").median for row in rows)
        wake_ups = max(spread(row, "wake-ups/batch").median for row in rows)
        return f"blocked at least {blocked:.1f} % of the time, at most {number(wake_ups)} wake-ups per batch"

    def transfer(way):
        return f"{way} {figures(results.median('transfer', 'WorkerPool', 'ratio to plain loop', strategy=way))}"

    def early(decoder):
        labels = {"decoder": decoder, "meanwhile": "waits"}
        times = [results.median("start-early", "WorkerPool", "ms", decoding=moment, **labels) for moment in ["early", "at retrieve"]]
        return " and ".join(figures(time) for time in times) + " ms"

    def sustained():
        row = results.rows("sustained", "WorkerPool")[0]
        metrics = {name: spread(row, name).median for name in row["metrics"]}
        return (f"{number(metrics['ratio to limit'])} of the limit with {number(metrics.get('cpu ratio', math.nan))} times its CPU; last"
                f" third {number(metrics['last third / first third'])} times the first; grew by {metrics['grown MB']:.1f} MB")

    def wins(decoder):
        firsts = [results.median("crossover", "WorkerPool", "wins from", decoder=decoder, size=size)
                  for size in results.values("crossover", "size")]
        return ", ".join("never" if math.isinf(first) else f"{first:.0f}" for first in firsts)

    def kilobytes(activity, metric="KB/worker"):
        counts = [count for count in results.values("memory", "workers") if count != "0"]
        return ", ".join(figures(results.median("memory", "WorkerPool", metric, activity=activity, workers=count)) for count in counts)

    def waiting(decoder):
        batch = results.median("database", "plain loop", "p50 ms", decoder=decoder)
        gain = results.median("database", "WorkerPool", "ratio to plain loop", decoder=decoder)
        return f"{100 * (batch - 100) / batch:.0f} %, {number(gain)}"

    lines = {
        "time-by-size": (lambda: f"decoding, by size: {by_decoder(decoding)}", "42, 86, 95, 99 %"),
        "scaling": (lambda: f"16 workers against 2: {ratios('scaling', 'ratio to 2 workers', workers='16')}; 8 workers against a plain"
                            f" loop: {ratios('scaling', 'ratio to plain loop', workers='8')}", "8 workers 3.17, on more cores"),
        "mixed-sizes": (lambda: "2 and 8 workers, to the limit: " + "; ".join(
            ratios("mixed-sizes", "ratio to limit", workers=count) for count in ["2", "8"]) + "; against a plain loop: " + "; ".join(
            ratios("mixed-sizes", "ratio to plain loop", workers=count) for count in ["2", "8"]), "2 Ractors 1.33, 8 of them 2.82"),
        "threads-plus-pool": (lambda: "10 consumers against one, 6 KB: " + ratios(
            "threads-plus-pool", "ratio to concurrency 1", size="6 KB", concurrency="10"), "0.44"),
        "coordinator": (coordinator, "blocked 99.9 %, overhead ~0 %"),
        "transfer": (lambda: listed(transfer, results.values("transfer", "strategy")),
                     "deep copy 0.29, freeze afterwards 0.42, frozen while parsing 2.3"),
        "start-early": (lambda: "dispatched before and after 5 ms of waiting, arrival to results: " + by_decoder(early), "no figure"),
        "sustained": (sustained, "2.27 times sequential, threads 0.79"),
        "crossover": (lambda: f"wins from, at 524 B, 5.1 and 18.8 KB: {by_decoder(wins)} messages", "100, 50, 25"),
        "error-recovery": (lambda: "100 % malformed, to the limit: " + ratios("error-recovery", "ratio to limit", malformed="100 %"),
                           "some 6 %, for threads and Ractors alike"),
        "not-used": (lambda: figures(results.median("not-used", "WorkerPool", "ns/batch over the plain loop")) + " ns per batch",
                     "56 ns"),
        "memory": (lambda: f"KB per worker in pools of 5, 10, 20, 64: idle {kilobytes('idle')}, active {kilobytes('active')}; without code:"
                           f" idle {kilobytes('idle', 'KB/worker without code')}, active"
                           f" {kilobytes('active', 'KB/worker without code')}", "idle 40, 30, 20; active 300"),
        "templates": (lambda: "against a plain loop: " + listed(
            lambda value: f"{value} {number(results.median('templates', 'WorkerPool', 'ratio to plain loop', documents=value))}",
            results.values("templates", "documents")), "1.84; 2.16, 2.82, 2.69, 2.32"),
        "database": (lambda: "share of decoding, and the pool against a plain loop: " + by_decoder(waiting),
                     "less than 2 %, worth 1.06 at most"),
    }
    if any(not results.rows(name) for name in lines):
        return None
    return table(["experiment", f"here ({names()})", "the talk"],
                 [[f"`{name}`", text(), talk] for name, (text, talk) in lines.items()])


def parsers(results):
    """What a better parser does; its rows are of a run of its own."""
    if not results.rows("four-patterns", decoder="serialization"):
        return None
    texts = {
        "dear": "dear: `JSONDecoder` into a struct, validated", "serialization": "`serialization`: `JSONSerialization`",
        "frozen-values": "`frozen-values`: the dear one's struct, by `FrozenJSON.ValueDecoder`", "simdjson": "`simdjson`: its DOM",
        "frozen": "frozen: `FrozenJSON`, whole documents",
    }
    rows = []
    for decoder, text in texts.items():
        figure = of(results, "four-patterns", size="5.1 KB")
        rows.append([
            text, f"{figure('messages/s', decoder, 'plain loop'):,.3g}", f"{figure('messages/s', decoder):,.3g}",
            number(figure("ratio to limit", decoder)),
        ])
    return table(["decoder", "a plain loop", "WorkerPool", "to the limit"], rows)


def targets(results):
    if not results.run["targets"]:
        return None
    verdicts = [target for target in results.run["targets"] if "isMet" in target]
    return ["```text"] + [
        f"{'met   ' if verdict['isMet'] else 'MISSED'}  {verdict['what']}: {verdict['bound']}; {verdict['figure']}"
        for verdict in verdicts
    ] + ["```"]


TABLES = {
    "run": run, "decoders": decoders, "one-producer": one_producer, "equal-batches": equal_batches, "mixed-batches": mixed_batches,
    "heartbeat": heartbeat, "patterns": patterns, "threads": threads, "pool-against-threads": pool_against_threads, "found": found,
    "parsers": parsers, "targets": targets,
}


def fill(page, results, names):
    """The page with each `<!-- table NAME -->` ... `<!-- end -->` of the names filled anew, where the results have its rows."""
    def filled(match):
        lines = TABLES[match[1]](results) if match[1] in names else None
        return match[0] if lines is None else "\n".join([f"<!-- table {match[1]} -->", *lines, "<!-- end -->"])

    return re.sub(r"<!-- table (\S+) -->\n.*?<!-- end -->", filled, page, flags=re.DOTALL)
