"""The same Monte Carlo in numpy: six inputs, CO2e of burnt fuel, mean, standard deviation and three quantiles.

Answers each line, a seed, with the milliseconds of a run and what it found.
"""
import json
import sys
import time

import numpy as np

draws = int(sys.argv[1])


def run(seed):
    rng = np.random.default_rng(seed)
    fuel = rng.normal(1000, 30, draws)
    ncv = rng.normal(43, 0.6, draws)
    co2 = rng.lognormal(np.log(74100), 0.01, draws)
    ch4 = rng.lognormal(np.log(3), 0.5, draws)
    n2o = rng.lognormal(np.log(0.6), 0.6, draws)
    oxidised = rng.triangular(0.97, 0.99, 1, draws)
    energy = fuel * ncv / 1000
    co2e = (energy * co2 * oxidised + energy * ch4 * 28 + energy * n2o * 265) / 1000
    return co2e.mean(), co2e.std(ddof=1), np.quantile(co2e, [0.025, 0.5, 0.975])


for line in sys.stdin:
    start = time.perf_counter()
    mean, sd, quantiles = run(int(line))
    print(json.dumps({"numpy": np.__version__, "milliseconds": (time.perf_counter() - start) * 1000,
                      "totals": [mean, sd, *quantiles]}), flush=True)
