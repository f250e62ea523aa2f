"""What the talk published ("Thread-Coordinated Ractors", RubyKaigi 2026)."""

TALK = {
    # With 5 Ractors, 500 messages a batch.
    "speed-up by size": [1.8, 2.6, 1.9, 1.9],
    "CPU by size": [1.4, 1.5, 1.3, 1.7],
    "decoding by size": [42, 86, 95, 99],
    # Of 5.1 KB; the rest are building the messages, 5.7 %, and offsets, 2.6 %.
    "stages at 5.1 KB": {"decode": 86.0, "filter": 1.0, "validate": 3.5, "consume": 1.1, "rest": 8.3},
    # Averages of the four sizes, one producer.
    "patterns": {"WorkerPool": 1.5, "pre-partitioned": 1.6, "ephemeral": 1.6, "supervisor": 1.6},
    "workers": ([1, 3, 5, 8], [0.79, 2.07, 2.5, 3.17]),
    "mixed sizes": ([1, 2, 5, 8], [0.69, 1.33, 2.59, 2.82]),
    "contention": ([1, 3, 5, 8], {"coordinated": [48, 93, 78, 76], "pre-partitioned": [76, 100, 62, 42]}),
    "latency": {"coordinated": (11, 27), "pre-partitioned": (2.5, 100)},
    # What threads and what Ractors reached, times sequential.
    "threads": {"decode and validate": (1.09, 2.43), "8 workers": (0.81, 3.17), "sustained": (0.79, 2.27),
                "5 consumers": (1.02, 2.44)},
    "transfer": {"deep copy": 0.29, "freeze afterwards": 0.42, "frozen while parsing": 2.3},
    "templates": {"5 kinds": 1.84, "5 reports": 2.16, "10 reports": 2.82, "20 reports": 2.69, "50 reports": 2.32},
    "crossover": {"524 B": 100, "5.1 KB": 50, "18.8 KB": 25},
    "threads beside the pool": {"1.7 KB": [1, 0.97, 0.79], "6 KB": [1, 0.39, 0.44], "64 KB": [1, 0.38, 0.24]},
    # One thread and the pool, against the best of 5 to 10 threads.
    "pool against threads": {"1.7 KB": 2.2, "6 KB": 5.7, "64 KB": 1.4, "163 KB": 3.0},
    # KB a worker; the slide's idle 0.2, 0.3 and 0.4 MB for 5, 10 and 20 workers, divided.
    "memory": {"idle": {"5": 40, "10": 30, "20": 20}, "active": {"5": 300, "10": 300, "20": 300}},
}
