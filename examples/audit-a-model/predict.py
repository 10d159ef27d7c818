"""A model as `ssl audit run --command "python3 predict.py"` asks it. Replace heatmap() by yours."""
import json, os, struct, sys, tempfile

def heatmap(picture, sound):  # paths; returns rows of numbers, greater where it sounds
    return [[-abs(x - 6.5) - abs(y - 6.5) for x in range(14)] for y in range(14)]

def save(path, rows):  # a NumPy file; with NumPy it is np.save(path, np.float32(rows))
    shape = f"({len(rows)}, {len(rows[0])})"
    head = f"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}}}".ljust(117) + "\n"
    with open(path, "wb") as file:
        file.write(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(head)) + head.encode())
        for row in rows:
            file.write(struct.pack(f"<{len(row)}f", *row))

path = os.path.join(tempfile.mkdtemp(), "map.npy")
for line in sys.stdin:  # {"id", "picture", "sound"}
    sample = json.loads(line)
    save(path, heatmap(sample["picture"], sample["sound"]))
    print(json.dumps({"id": sample["id"], "map": path}), flush=True)
