"""The combustion of combustion.mjs in numpy and in pandas, over the same columns, with the same checks and outputs.

Arguments: a file of float64 (six columns, one after another) and the number of rows. Answers each line "numpy" or
"pandas" with the milliseconds of a run and the four totals.
"""
import json
import sys
import time

import numpy as np
import pandas as pd

rows = int(sys.argv[2])
names = ["fuel", "ncv", "co2Factor", "oxidised", "ch4Factor", "n2oFactor"]
columns = dict(zip(names, np.fromfile(sys.argv[1]).reshape(6, rows)))
frame = pd.DataFrame(columns)


def good(x):
    return ((x >= 1e-300) & (x <= 1e300)) | (x == 0)


def outputs(of):
    energy = of["fuel"] * of["ncv"] * 1e-3
    co2 = energy * of["co2Factor"] * of["oxidised"] * 1e-3
    ch4 = energy * of["ch4Factor"] * 1e-3
    n2o = energy * of["n2oFactor"] * 1e-3
    return {"co2": co2, "ch4": ch4, "n2o": n2o, "co2e": co2 + 28 * ch4 + 265 * n2o}


def checked(of, co2e):
    ok = good(of["fuel"])
    for name in names[1:]:
        ok &= good(of[name])
    return ok & (of["oxidised"] <= 1) & np.isfinite(co2e)


def with_numpy():
    found = outputs(columns)
    bad = ~checked(columns, found["co2e"])
    if bad.any():
        for values in found.values():
            values[bad] = np.nan
    return [float(np.nansum(values)) for values in found.values()]


def with_pandas():
    found = frame.assign(**outputs(frame))
    bad = ~checked(frame, found["co2e"])
    if bad.any():
        found.loc[bad, ["co2", "ch4", "n2o", "co2e"]] = np.nan
    return [float(found[name].sum()) for name in ("co2", "ch4", "n2o", "co2e")]


for line in sys.stdin:
    start = time.perf_counter()
    totals = with_numpy() if line.strip() == "numpy" else with_pandas()
    print(json.dumps({"milliseconds": (time.perf_counter() - start) * 1000, "totals": totals}), flush=True)
