"""What the talk published ("Thread-Coordinated Ractors", RubyKaigi 2026)."""

TALK = {
    "speed-up by size": [1.8, 2.6, 1.9, 1.9],
    "CPU by size": [1.4, 1.5, 1.3, 1.7],
    "decoding by size": [42, 86, 95, 99],
    "workers": ([1, 3, 5, 8], [0.79, 2.07, 2.5, 3.17]),
    "mixed sizes": ([1, 2, 5, 8], [0.69, 1.33, 2.59, 2.82]),
    "contention": ([1, 3, 5, 8], {"coordinated": [48, 93, 78, 76], "pre-partitioned": [76, 100, 62, 42]}),
    "latency": {"coordinated": (11, 27), "pre-partitioned": (2.5, 100)},
    "transfer": {"deep copy": 0.29, "freeze afterwards": 0.42, "value types": 2.3},
    "templates": {"5 kinds": 1.84, "5 reports": 2.16, "10 reports": 2.82, "20 reports": 2.69, "50 reports": 2.32},
    "crossover": {"524 B": 100, "5.1 KB": 50, "18.8 KB": 25},
    "threads beside the pool": {"1.7 KB": [1, 0.97, 0.79], "6 KB": [1, 0.39, 0.44], "64 KB": [1, 0.38, 0.24]},
}
