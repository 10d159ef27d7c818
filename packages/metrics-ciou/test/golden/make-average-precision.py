"""Writes average-precision.json with scikit-learn: python make-average-precision.py"""
import json, platform
from pathlib import Path
import numpy as np
import sklearn
from sklearn.metrics import average_precision_score

random = np.random.RandomState(7)
cases = []


def add(name, scores, truth):
    scores = np.asarray(scores, dtype=np.float64)
    truth = np.asarray(truth, dtype=np.int64)
    expected = float(average_precision_score(truth.ravel(), scores.ravel()))
    cases.append({"name": name, "map": scores.tolist(), "truth": truth.tolist(), "expected": expected})


for share in (0.1, 0.5, 0.9):
    add(f"all different, {share} marked", random.rand(8, 12).round(6), random.rand(8, 12) < share)
for levels in (1, 2, 3, 10):
    add(f"{levels} values", random.randint(levels, size=(9, 7)), random.rand(9, 7) < 0.3)
add("negative values", random.randn(6, 6).round(2), random.rand(6, 6) < 0.4)
add("a constant map", np.full((4, 5), 0.5), random.rand(4, 5) < 0.4)
add("one marked pixel, the last but one", [[0.9, 0.8, 0.7, 0.2, 0.1]], [[0, 0, 0, 1, 0]])
add("one marked pixel, tied with three", [[0.9, 0.8, 0.8, 0.8, 0.8]], [[0, 0, 0, 1, 0]])
add("every pixel marked", random.rand(3, 4).round(3), np.ones((3, 4)))
rows, columns = np.mgrid[0:14, 0:14]
blob = np.exp(-((rows - 5.0) ** 2 + (columns - 8.0) ** 2) / 18).round(3)
add("a blob over a box", blob, (rows >= 3) & (rows < 9) & (columns >= 5) & (columns < 12))

golden = {
    "source": "sklearn.metrics.average_precision_score(truth, map)",
    "command": "python make-average-precision.py",
    "versions": {
        "python": platform.python_version(),
        "sklearn": sklearn.__version__,
        "numpy": np.__version__,
    },
    "tolerance": 1e-12,
    "cases": cases,
}
text = json.dumps(golden, indent=0).replace(",\n", ", ").replace("[\n", "[").replace("\n]", "]")
Path(__file__).with_name("average-precision.json").write_text(text + "\n")
