"""Draws the benchmarks' pictures from results.json, ours beside the talk's figures, as SVG for light and dark pages.

    pip install matplotlib
    python3 Benchmarks/Plot results.json [--into Benchmarks/Pictures] [--only heartbeat ...]

A chart whose experiment is not in the file is left out. Dots and bars are medians, error bars the 10th to the 90th percentile.
"""

import argparse
import pathlib

from matplotlib import pyplot

import charts
from results import Results

# By name: the experiment that it shows, and what draws it.
CHARTS = {
    "heartbeat": ("heartbeat", charts.heartbeat),
    "contention": ("contention", charts.contention),
    "contention-contestants": ("contention", lambda results: charts.contestants(
        results, "contention", "producers", "Throughput by the number of producers, cheap decoder", decoder="cheap",
        batches="equal")),
    "latency": ("contention", charts.latency),
    "speed-up": ("four-patterns", charts.speed_up),
    "patterns-dear": ("four-patterns", lambda results: charts.contestants(
        results, "four-patterns", "size", "Throughput with one producer, dear decoder", decoder="dear")),
    "patterns-cheap": ("four-patterns", lambda results: charts.contestants(
        results, "four-patterns", "size", "Throughput with one producer, cheap decoder", decoder="cheap")),
    "patterns-frozen": ("four-patterns", lambda results: charts.contestants(
        results, "four-patterns", "size", "Throughput with one producer, frozen decoder", decoder="frozen")),
    "scaling": ("scaling", lambda results: charts.by_workers(
        results, "scaling", "workers", "Speed-up by the number of workers")),
    "mixed-sizes": ("mixed-sizes", lambda results: charts.by_workers(
        results, "mixed-sizes", "mixed sizes", "Speed-up by the number of workers, sizes shuffled")),
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
    arguments = parser.parse_args()
    results = Results(arguments.results)
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
