"""Writes bootstrap.json: intervals of scipy.stats.bootstrap, and the normal distribution.

    python make-bootstrap.py
"""
import json, platform
from pathlib import Path
import numpy as np
import scipy
from scipy.special import ndtr, ndtri
from scipy.stats import bootstrap

RESAMPLES = 200_000
GIVEN = 250
rng = np.random.default_rng(20261125)
skewed = np.round(np.minimum(rng.exponential(0.25, 40), 1), 4)
a = np.round(rng.beta(3, 2, 36), 4)
b = np.round(np.clip(a - rng.normal(0.06, 0.12, 36), 0, 1), 4)
a[[3, 17]] = np.nan
b[[3, 8, 29]] = np.nan
success = (rng.random(30) < 0.2).astype(float)


def mean(x, axis):
    return np.nanmean(x, axis=axis)


def difference(x, y, axis):
    return np.nanmean(x, axis=axis) - np.nanmean(y, axis=axis)


CASES = [
    ("a skewed column", (skewed,), mean, [1]),
    ("a paired difference with gaps", (a, b), difference, [1, -1]),
    ("a column of 0 and 1, with ties", (success,), mean, [1]),
]


def intervals(data, statistic, **options):
    """Both methods on the same resamples."""
    options |= {"paired": True, "vectorized": True, "batch": 10_000}
    first = bootstrap(data, statistic, method="percentile", **options)
    given = {**options, "n_resamples": 0, "bootstrap_result": first}
    second = bootstrap(data, statistic, method="BCa", **given)
    values = np.sort(first.bootstrap_distribution)
    assert (values == np.sort(second.bootstrap_distribution)).all()
    return values, list(first.confidence_interval), list(second.confidence_interval)


def case(name, data, statistic, weights):
    large, percentile, bca = intervals(data, statistic, n_resamples=RESAMPLES, random_state=1)
    given = []
    for level in (0.95, 0.8):
        values, exact, corrected = intervals(
            data, statistic, n_resamples=GIVEN, random_state=2, confidence_level=level
        )
        given.append({"level": level, "percentile": exact, "bca": corrected})
    return {
        "name": name,
        "columns": [[None if np.isnan(v) else v for v in column] for column in data],
        "weights": weights,
        "estimate": float(statistic(*data, axis=0)),
        "standardError": float(large.std()),
        "percentile": percentile,
        "bca": bca,
        "given": {"values": values.tolist(), "intervals": given},
    }


points = [*np.linspace(-8, 8, 65), -37, -20, -2.0000001, -1.9999999, 1e-9]
shares = [1e-300, 1e-20, 1e-9, 0.00005, 0.001, 0.02425, 0.025, 0.1, 0.3, 0.4999, 0.5, 0.6, 0.9, 0.975, 0.99995]
golden = {
    "source": "scipy.stats.bootstrap (paired, batch 10000), scipy.special.ndtr and ndtri",
    "command": "python make-bootstrap.py",
    "versions": {
        "python": platform.python_version(),
        "scipy": scipy.__version__,
        "numpy": np.__version__,
    },
    "tolerance": {
        "given": "1e-12: the same resampled values",
        "intervals": "0.04 standard errors: 200000 resamples on either side, five standard "
        "deviations of the difference of two such quantiles; and 1/30 for the column of 0 and 1",
        "cdf": "1e-12 relative",
        "quantile": "1e-12 relative",
    },
    "resamples": RESAMPLES,
    "cases": [case(*entry) for entry in CASES],
    "cdf": [[float(x), float(ndtr(x))] for x in points],
    "quantile": [[share, float(ndtri(share))] for share in shares],
}
text = json.dumps(golden, separators=(",", ":"), allow_nan=False)
for key in ('"name"', '"given"', '"cases"', '"cdf"', '"quantile"', '"versions"', '"tolerance"'):
    text = text.replace(key + ":", "\n" + key + ":")
(Path(__file__).parent / "bootstrap.json").write_text(text + "\n", encoding="utf-8")
