"""Writes safetensors-python.json with the reference library; checks a file of ours with it.

    python make-safetensors.py                       # the golden file
    python make-safetensors.py ours.safetensors      # a file from test/golden/write-ours.mjs
"""
import base64, json, platform, sys
from pathlib import Path
import numpy as np
import safetensors
from safetensors.numpy import load, save

ARRAYS = {
    "sound.bn1.gamma": np.array([1.5, -0.25, 3e-8], dtype=np.float32),
    "image.conv1.kernel": (np.arange(12, dtype=np.float32) / 8 - 0.5).reshape(2, 1, 3, 2),
    "step": np.array(7, dtype=np.int64),
    "order": np.array([3, -1, 2**31 - 1], dtype=np.int32),
    "mean": np.array([[0.1], [-2e300]], dtype=np.float64),
    "pixels": np.array([0, 128, 255], dtype=np.uint8),
    "nothing": np.zeros((0, 4), dtype=np.float32),
    "größe \"λ\"": np.array([1], dtype=np.uint8),
}
METADATA = {"format": "np", "note": "zwölf"}
NAMES = {"float64": "F64", "float32": "F32", "int64": "I64", "int32": "I32", "uint8": "U8"}

if len(sys.argv) > 1:
    ours = load(Path(sys.argv[1]).read_bytes())
    assert ours.keys() == ARRAYS.keys(), ours.keys()
    for name, array in ARRAYS.items():
        assert ours[name].dtype == array.dtype and ours[name].shape == array.shape, name
        assert ours[name].tobytes() == array.tobytes(), name
    print(f"{len(ours)} arrays equal")
else:
    golden = {
        "source": "safetensors.numpy.save, the reference implementation",
        "command": "python make-safetensors.py",
        "versions": {
            "python": platform.python_version(),
            "safetensors": safetensors.__version__,
            "numpy": np.__version__,
        },
        "tolerance": "exact",
        "inputs": {
            "tensors": {
                name: {
                    "dtype": NAMES[str(array.dtype)],
                    "shape": list(array.shape),
                    "data": array.ravel().tolist(),
                }
                for name, array in ARRAYS.items()
            },
            "metadata": METADATA,
        },
        "outputs": {"base64": base64.b64encode(save(ARRAYS, METADATA)).decode()},
    }
    text = json.dumps(golden, indent=1, ensure_ascii=False) + "\n"
    (Path(__file__).parent / "safetensors-python.json").write_text(text, encoding="utf-8")
