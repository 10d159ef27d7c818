"""Writes maps as score-maps.mjs reads them: one JSON file a sample. Needs no packages.

    python3 write-maps.py [FOLDER]

Replace the blob by what your model says; with NumPy or PyTorch, `map` is `heatmap.tolist()`.
"""

import json
import math
import pathlib
import sys

# Picture size, the centre of the model's blob in cells of 14 x 14, and each annotator's boxes.
SAMPLES = {
    "dog": ((320, 240), (4, 9), [[(30, 120, 150, 220)], [(20, 110, 160, 230)]]),
    "violin": ((256, 256), (9, 5), [[(120, 60, 220, 150)], [(110, 50, 230, 160)]]),
    "train": ((320, 180), (2, 2), [[(150, 60, 310, 170)], [(140, 50, 320, 180)]]),
}


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "maps")
    folder.mkdir(exist_ok=True)
    for name, ((width, height), (x, y), annotators) in SAMPLES.items():
        heatmap = [
            [round(math.exp(-((i - x) ** 2 + (j - y) ** 2) / 12), 4) for i in range(14)]
            for j in range(14)
        ]
        sample = {
            "map": heatmap,
            "width": width,
            "height": height,
            "annotators": [
                [dict(zip(("left", "top", "right", "bottom"), box)) for box in boxes]
                for boxes in annotators
            ],
        }
        (folder / f"{name}.json").write_text(json.dumps(sample) + "\n")


main()
