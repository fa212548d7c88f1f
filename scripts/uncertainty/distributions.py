"""Prints, as JSON, what scipy says of each distribution: mean, sd, quantiles, cdf and partial moments.

Nothing of citymrv is imported. The figures stand in test/uses/uncertainty/distributions.json; distributions.mjs compares them.
"""
import json
import math

import numpy as np
import scipy
from scipy import integrate, stats

PROBABILITIES = [1e-6, 0.001, 0.025, 0.05, 0.2, 0.5, 0.7, 0.9, 0.95, 0.975, 0.999, 1 - 1e-6]


def frozen(kind, p):
    if kind == "normal":
        return stats.norm(p["mean"], p["sd"])
    if kind == "lognormal":
        return stats.lognorm(p["sigma"], scale=math.exp(p["mu"]))
    if kind == "uniform":
        return stats.uniform(p["lower"], p["upper"] - p["lower"])
    if kind == "triangular":
        width = p["upper"] - p["lower"]
        return stats.triang((p["mode"] - p["lower"]) / width, p["lower"], width)
    if kind == "beta":
        return stats.beta(p["alpha"], p["beta"], p["lower"], p["upper"] - p["lower"])
    if kind == "pert":
        width = p["upper"] - p["lower"]
        a = 1 + 4 * (p["mode"] - p["lower"]) / width
        b = 1 + 4 * (p["upper"] - p["mode"]) / width
        return stats.beta(a, b, p["lower"], width)
    if kind == "truncated-normal":
        a, b = (p["lower"] - p["mean"]) / p["sd"], (p["upper"] - p["mean"]) / p["sd"]
        return stats.truncnorm(a, b, p["mean"], p["sd"])
    if kind == "gamma":
        return stats.gamma(p["shape"])
    raise ValueError(kind)


CASES = [
    ("normal", {"mean": 0, "sd": 1}),
    ("normal", {"mean": 1200, "sd": 60}),
    ("lognormal", {"mu": 1.1, "sigma": 0.3}),
    ("lognormal", {"mu": -4, "sigma": 1.2}),
    ("uniform", {"lower": 0.03, "upper": 8}),
    ("triangular", {"lower": 0.03, "mode": 4, "upper": 8}),
    ("triangular", {"lower": 0, "mode": 0, "upper": 2}),
    ("triangular", {"lower": -3, "mode": 5, "upper": 5}),
    ("beta", {"alpha": 2, "beta": 5, "lower": 0, "upper": 1}),
    ("beta", {"alpha": 0.5, "beta": 0.7, "lower": 10, "upper": 30}),
    ("beta", {"alpha": 40, "beta": 360, "lower": 0, "upper": 1}),
    ("pert", {"lower": 0.2, "mode": 0.6, "upper": 1.6}),
    ("truncated-normal", {"mean": 1, "sd": 1, "lower": 0, "upper": math.inf}),
    ("truncated-normal", {"mean": 0.9, "sd": 0.2, "lower": 0, "upper": 1}),
    ("truncated-normal", {"mean": 2, "sd": 1, "lower": 4, "upper": 5}),
]


def part(d, x):
    """Share and first two moments below x, by scipy's own quadrature."""
    low = d.support()[0]
    start = d.ppf(1e-15) if math.isinf(low) else low
    middle = [d.ppf(q) for q in (0.01, 0.5, 0.99) if d.ppf(q) < x]
    edges = [start, *middle, x]
    out = []
    for power in range(3):
        out.append(sum(integrate.quad(lambda t: t**power * d.pdf(t), a, b, epsabs=0, epsrel=1e-12, limit=200)[0]
                       for a, b in zip(edges, edges[1:])))
    return out


found = []
for kind, parameters in CASES:
    d = frozen(kind, parameters)
    at = float(d.ppf(0.3))
    found.append({
        "kind": kind,
        "parameters": {k: ("inf" if math.isinf(v) else v) for k, v in parameters.items()},
        "mean": float(d.mean()),
        "sd": float(d.std()),
        "quantiles": [float(d.ppf(q)) for q in PROBABILITIES],
        "at": at,
        "below": part(d, at),
    })

TRUNCATED = [
    ("normal", {"mean": 1200, "sd": 60}, 1180, 1300),
    ("lognormal", {"mu": 1.1, "sigma": 0.3}, 2, 5),
    ("uniform", {"lower": 1000, "upper": 1001}, 1000.25, 1000.5),
    ("triangular", {"lower": 74000, "mode": 74010, "upper": 74030}, 74005, 74020),
    ("beta", {"alpha": 2, "beta": 5, "lower": 0, "upper": 1}, 0.1, 0.9),
    ("pert", {"lower": 0.2, "mode": 0.6, "upper": 1.6}, 0.25, 1),
]


def cut(kind, p, lower, upper):
    """Mean and sd between two limits, by quadrature about the lower one; quantiles by the share inside."""
    d = frozen(kind, p)
    a, b = d.cdf(lower), d.cdf(upper)
    edges = sorted({lower, upper, min(max(p.get("mode", lower), lower), upper)})

    def moment(power):
        return sum(integrate.quad(lambda t: (t - lower) ** power * d.pdf(t), u, v, epsabs=0, epsrel=1e-12)[0]
                   for u, v in zip(edges, edges[1:])) / (b - a)

    return {"kind": kind, "parameters": p, "lower": lower, "upper": upper, "mean": lower + moment(1),
            "sd": math.sqrt(moment(2) - moment(1) ** 2),
            "quantiles": [float(d.ppf(a + q * (b - a))) for q in PROBABILITIES]}


split = []
for mode, below, above in [(74100, 900, 400), (1, 0.3, 1.5)]:
    w = below / (below + above)
    lo, hi = stats.norm(mode, below), stats.norm(mode, above)

    def ppf(q):
        return float(lo.ppf(q / (2 * w)) if q < w else hi.isf((1 - q) / (2 * (1 - w))))

    def pdf(x):
        return 2 * w * lo.pdf(x) if x < mode else 2 * (1 - w) * hi.pdf(x)

    def moment(power, centre=0.0):
        return sum(integrate.quad(lambda t: (t - centre) ** power * pdf(t), a, b, epsabs=0, epsrel=1e-12)[0]
                   for a, b in [(mode - 12 * below, mode), (mode, mode + 12 * above)])

    mean = moment(1)
    split.append({"mode": mode, "sdBelow": below, "sdAbove": above, "mean": mean,
                  "sd": math.sqrt(moment(2, mean)), "quantiles": [ppf(q) for q in PROBABILITIES]})

sample = [3.1, 2.7, 4.4, 3.9, 2.7, 8.0, 3.3]
special = {
    "normalCdf": [[z, float(stats.norm.cdf(z))] for z in [-37, -8, -3, -2.5, -1, -0.1, 0, 0.5, 2.49, 2.5, 4, 9]],
    "normalQuantile": [[p, float(stats.norm.ppf(p))] for p in [1e-300, 1e-20, 1e-12, 0.001, 0.074, 0.0751, 0.3, 0.5, 0.93, 0.9999]],
    "lnGamma": [[x, float(scipy.special.gammaln(x))] for x in [0.01, 0.5, 1, 2.5, 14.9, 15, 400]],
    "betaCdf": [[x, a, b, float(scipy.special.betainc(a, b, x))] for x, a, b in
                [(0.1, 2, 5), (0.9, 0.5, 0.5), (0.003, 40, 360), (0.1, 40, 360), (0.5, 1000, 1000)]],
    "gammaCdf": [[x, a, float(scipy.special.gammainc(a, x))] for x, a in
                 [(0.001, 0.1), (1, 1), (3, 2.5), (90, 100), (130, 100), (0.5, 30)]],
    "gammaQuantile": [[p, a, float(stats.gamma(a).ppf(p))] for p, a in
                      [(0.001, 0.1), (0.5, 0.3), (0.975, 0.3), (0.025, 1), (0.5, 7), (0.999, 120)]],
}
print(json.dumps({
    "scipy": scipy.__version__,
    "probabilities": PROBABILITIES,
    "distributions": found,
    "truncated": [cut(*each) for each in TRUNCATED],
    "splitNormal": split,
    "discrete": {"values": [4, 1, 2], "weights": [1, 2, 1], "mean": float(np.average([4, 1, 2], weights=[1, 2, 1])),
                 "sd": float(np.sqrt(np.average((np.array([4, 1, 2]) - np.average([4, 1, 2], weights=[1, 2, 1])) ** 2, weights=[1, 2, 1])))},
    "sample": {"values": sample, "mean": float(np.mean(sample)), "sd": float(np.std(sample)),
               "quantiles": [[q, float(np.quantile(sample, q, method="inverted_cdf"))] for q in [0.05, 0.3, 0.5, 0.9, 0.99]]},
    "special": special,
}, indent=1))
