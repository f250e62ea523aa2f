"""Draws the benchmarks' pictures from results.json, ours beside the talk's figures, as SVG for light and dark pages.

    pip install matplotlib
    python3 Benchmarks/Plot results.json [--into Benchmarks/Pictures] [--only heartbeat ...]
    python3 Benchmarks/Plot results.json --tables [one-producer ...]

The second fills the tables of the README instead. A chart whose experiment is not in the file is left out. Dots and bars are medians, error bars the 10th to the 90th percentile.
"""

import argparse
import pathlib

from matplotlib import pyplot

import charts
import tables
from results import Results

# By name: the experiment that it shows, and what draws it.
CHARTS = {
    "heartbeat": ("heartbeat", charts.heartbeat),
    "contention": ("contention", charts.contention),
    "contention-contestants": ("contention", lambda results: charts.contestants(
        results, "contention", "producers", "Throughput by the number of producers, equal batches, cheap decoder",
        decoder="cheap", batches="equal")),
    "latency": ("contention", charts.latency),
    "speed-up": ("four-patterns", charts.speed_up),
    **{f"patterns-{decoder}": ("four-patterns", lambda results, decoder=decoder: charts.contestants(
        results, "four-patterns", "size", f"Throughput with one producer, {decoder} decoder", decoder=decoder))
       for decoder in charts.DECODERS},
    "scaling": ("scaling", lambda results: charts.by_workers(
        results, "scaling", "workers", "Speed-up by the number of workers, one producer, 5.1 KB")),
    "mixed-sizes": ("mixed-sizes", lambda results: charts.by_workers(
        results, "mixed-sizes", "mixed sizes", "Speed-up by the number of workers, one producer, 524 B to 78 KB shuffled")),
    "cpu": ("cpu-efficiency", charts.cpu),
    "time-by-size": ("time-by-size", charts.time_by_size),
    "threads-beside-the-pool": ("threads-plus-pool", charts.threads_beside_the_pool),
    "memory": ("memory", charts.memory),
    "transfer": ("transfer", charts.transfer),
    "templates": ("templates", charts.templates),
    "crossover": ("crossover", charts.crossover),
    "error-recovery": ("error-recovery", charts.error_recovery),
    "start-early": ("start-early", charts.start_early),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("results")
    parser.add_argument("--into", type=pathlib.Path, default=pathlib.Path(__file__).parent.parent / "Pictures")
    parser.add_argument("--only", choices=CHARTS, nargs="+", default=list(CHARTS))
    parser.add_argument("--tables", choices=tables.TABLES, nargs="*", help="fill these tables of the README instead, or all")
    arguments = parser.parse_args()
    results = Results(arguments.results)
    if arguments.tables is not None:
        if not arguments.tables and not {"time-by-size", "database"} <= results.experiments.keys():
            parser.error("these are not the results of a complete run: name the tables that are to be filled")
        page = pathlib.Path(__file__).parent.parent / "README.md"
        page.write_text(tables.fill(page.read_text(), results, arguments.tables or list(tables.TABLES)))
        return
    arguments.into.mkdir(parents=True, exist_ok=True)
    for name in arguments.only:
        experiment, draw = CHARTS[name]
        if experiment not in results.experiments:
            print(f"{name}: left out, no {experiment} in the results")
            continue
        figure = draw(results)
        figure.savefig(arguments.into / f"{name}.svg", metadata={"Date": None})
        pyplot.close(figure)
        print(arguments.into / f"{name}.svg")


if __name__ == "__main__":
    main()
