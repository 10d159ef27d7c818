"""Writes numpy-python.json with NumPy; checks files of ours with it.

    python make-numpy.py           # the golden file
    python make-numpy.py FOLDER    # what test/golden/write-ours-numpy.mjs wrote there
"""
import base64, io, json, platform, sys, zipfile
from pathlib import Path
import numpy as np
from numpy.lib import format as npy

HERE = Path(__file__).parent
DTYPES = ["bool", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64",
          "float16", "float32", "float64"]


def numbers(array):
    """Row-major values as JSON has them; what it lacks as strings."""
    flat = array.ravel().tolist()
    return [v if np.isfinite(v) else str(v) for v in flat]


def sample(dtype, shape):
    """Numbers over the dtype's range, both ends among them."""
    count = int(np.prod(shape))
    if dtype == "bool":
        return (np.arange(count) % 3 == 0).reshape(shape)
    if dtype.startswith("float"):
        f = np.finfo(dtype)
        edge = np.array([0.1, -0.0, f.max, f.min, f.smallest_subnormal, -3 * f.smallest_subnormal,
                         f.tiny, np.nan, np.inf, -np.inf, 1.5, -2 / 3], dtype=dtype)
    elif dtype in ("int64", "uint64"):
        low = -(2**53) + 1 if dtype == "int64" else 0
        edge = np.array([low, 2**53 - 1, 2**32, 2**31, 2**32 - 1, 7], dtype=dtype)
        if dtype == "int64":
            edge = np.append(edge, np.array([-1, -(2**32), -(2**31)], dtype=dtype))
    else:
        i = np.iinfo(dtype)
        edge = np.array([i.min, i.max, 0, 1, i.max // 2 + 1, i.max // 3], dtype=dtype)
    return np.resize(edge, count).reshape(shape)


def saved(array, version=None, allow_pickle=False):
    file = io.BytesIO()
    if version is None:
        np.save(file, array, allow_pickle=allow_pickle)
    else:
        npy.write_array(file, array, version=version)
    return file.getvalue()


def by_hand(header, data):
    """A file of format 1.0 with any header, as old or other writers leave it."""
    text = header.encode("latin1")
    return b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text + data


def base(data):
    return base64.b64encode(data).decode()


def good_cases():
    for dtype in DTYPES:
        array = sample(dtype, (3, 4))
        yield f"{dtype}", saved(array)
        yield f"{dtype}, big-endian", saved(array.astype(array.dtype.newbyteorder(">")))
        yield f"{dtype}, Fortran", saved(np.asfortranarray(array))
    yield "big-endian and Fortran", saved(np.asfortranarray(sample("float32", (4, 3))).astype(">f4"))
    yield "three axes, Fortran", saved(np.asfortranarray(sample("int16", (2, 3, 4))))
    yield "an axis of 1, Fortran", saved(np.asfortranarray(sample("uint8", (3, 1, 2))))
    yield "format 2.0", saved(sample("float32", (2, 2)), (2, 0))
    yield "format 3.0", saved(sample("float32", (2, 2)), (3, 0))
    yield "a scalar", saved(np.array(2.5, dtype="float32"))
    yield "one axis", saved(sample("float64", (5,)))
    yield "nothing", saved(np.zeros((0,), dtype="float32"))
    yield "nothing of three axes", saved(np.zeros((2, 0, 3), dtype="int32", order="F"))
    yield "a map as a list of one", saved(sample("float32", (1, 14, 14)))
    data = np.arange(6, dtype="<f4").tobytes()
    yield "Python 2's longs", by_hand(
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2L, 3L), }      \n", data)
    yield "other order, quotes and spaces", by_hand(
        '{"shape" :( 2 ,3 ) ,\t"fortran_order":False,"descr":"<f4"}\n', data)
    yield "the machine's own order", by_hand(
        "{'descr': '=f4', 'fortran_order': False, 'shape': (6,)}", data)


def refused_cases():
    yield "objects", saved(np.array([{"a": 1}, None], dtype=object), allow_pickle=True)
    yield "a structure", saved(np.zeros(2, dtype=[("x", "<f4"), ("größe", "<i4", (2,))]))
    yield "raw bytes", saved(np.zeros(2, dtype="V3"))
    yield "complex64", saved(np.zeros(2, dtype="complex64"))
    yield "complex128", saved(np.zeros(2, dtype="complex128"))
    yield "text", saved(np.array(["a.jpg", "b"]))
    yield "bytes", saved(np.array([b"a", b"bc"]))
    yield "longdouble", saved(np.zeros(2, dtype="longdouble"))
    yield "datetime", saved(np.array(["2020-01-01"], dtype="datetime64[D]"))
    yield "timedelta", saved(np.array([3], dtype="timedelta64[ns]"))
    yield "int64 beyond 2^53", saved(np.array([0, 2**53 + 1]))
    yield "int64 below -2^53", saved(np.array([-(2**53)]))
    yield "uint64 beyond 2^53", saved(np.array([2**64 - 1], dtype="uint64"))


def described(array):
    return {"dtype": str(array.dtype.newbyteorder("=")), "shape": list(array.shape),
            "data": numbers(array)}


class Pipe(io.RawIOBase):
    """A file that can't go back: zipfile then writes sizes behind the data."""

    def __init__(self):
        self.parts = []

    def writable(self):
        return True

    def write(self, part):
        self.parts.append(bytes(part))
        return len(part)


def archives():
    arrays = {"map": sample("float32", (3, 4)), "count": np.array(7), "arr": np.zeros((40, 2)),
              "folder/größe": sample("uint8", (2, 3)), "__proto__": np.array([True, False])}
    for name, save in ("np.savez", np.savez), ("np.savez_compressed", np.savez_compressed):
        file = io.BytesIO()
        save(file, **arrays)
        yield name, file.getvalue(), arrays
        pipe = Pipe()
        save(pipe, **arrays)
        yield f"{name} into a pipe", b"".join(pipe.parts), arrays
    file = io.BytesIO()
    np.savez(file, arrays["map"], arrays["count"])
    yield "unnamed", file.getvalue(), {"arr_0": arrays["map"], "arr_1": arrays["count"]}
    file = io.BytesIO()
    np.savez(file)
    yield "nothing", file.getvalue(), {}


def mutants():
    """Which single changed bytes of a small file NumPy still reads, and as what."""
    whole = saved(np.arange(6, dtype="<f4").reshape(2, 3))
    accepted = []
    for at in range(len(whole) - 24):
        for value in range(256):
            if value == whole[at]:
                continue
            file = io.BytesIO(whole[:at] + bytes([value]) + whole[at + 1:])
            try:
                array = npy.read_array(file, allow_pickle=False)
            except Exception:
                continue
            kind = f"{array.dtype.str} {list(array.shape)}"
            accepted.append([at, value, "same" if kind == "<f4 [2, 3]" else kind])
    return {"base64": base(whole), "accepted": accepted}


def rows(items):
    return "[\n" + ",\n".join("  " + json.dumps(item, ensure_ascii=False) for item in items) + "\n ]"


def main():
    if len(sys.argv) > 1:
        return check(Path(sys.argv[1]))
    read = [{"id": name, "base64": base(data), **described(np.load(io.BytesIO(data)))}
            for name, data in good_cases()]
    refused = [{"id": name, "base64": base(data)} for name, data in refused_cases()]
    zips = [{"id": name, "base64": base(data),
             "arrays": [[key, described(value)] for key, value in arrays.items()]}
            for name, data, arrays in archives()]
    changed = mutants()
    head = {
        "source": "numpy.save, savez, savez_compressed and lib.format, the reference implementation",
        "command": "python make-numpy.py",
        "versions": {"python": platform.python_version(), "numpy": np.__version__},
        "tolerance": "exact",
    }
    lines = [f' {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}' for key, value in head.items()]
    lines += [f' "read": {rows(read)}', f' "refused": {rows(refused)}', f' "archives": {rows(zips)}',
              f' "mutants": {json.dumps(changed)}']
    (HERE / "numpy-python.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def check(folder):
    cases = json.loads((HERE / "numpy-python.json").read_text(encoding="utf-8"))["read"]
    archive = folder / "ours.npz"
    assert zipfile.ZipFile(archive).testzip() is None
    with np.load(archive) as ours:
        assert ours.files == [case["id"] for case in cases], ours.files
        for number, case in enumerate(cases):
            for array in ours[case["id"]], np.load(folder / f"{number}.npy"):
                dtype = {"bool": "uint8", "int64": "float64", "uint64": "float64",
                         "float16": "float32"}.get(case["dtype"], case["dtype"])
                expected = np.array([float(v) if isinstance(v, str) else v for v in case["data"]],
                                    dtype=dtype).reshape(case["shape"])
                assert array.dtype == expected.dtype and array.shape == expected.shape, case["id"]
                np.testing.assert_array_equal(array, expected, case["id"])
    print(f"{len(cases)} arrays equal")


main()
