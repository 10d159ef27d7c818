#!/usr/bin/env python3
"""Makes data/ (but for the model), and the table in LICENSES.md, from two Debian packages.

Run by hand: python3 scripts/make-pack.py WORK_FOLDER
WORK_FOLDER receives the two packages (205 MB) and what is unpacked from them; nothing is installed.
The README names the versions of the tools that made the committed files.
"""

import hashlib
import io
import json
import pathlib
import shutil
import struct
import subprocess
import sys
import zlib

import numpy as np
from PIL import Image

RATE = 22050  # Hz, of every recording
SOUND_SECONDS = 2.75  # the longest recording of a cut-out
FARM_SECONDS = 1.75  # the longest recording of a photograph
LICENSES = {
    "Public Domain": "public domain",
    "CC0-1.0": "CC0-1.0",
    "GPLv3": "GPL-3.0-only",
    "GPLv2+": "GPL-2.0-or-later",
    "CC-BY-SA 4.0": "CC-BY-SA-4.0",
}
TUXPAINT = ("tuxpaint-stamps-default", "2022.06.04-1", "usr/share/tuxpaint/stamps/")
GCOMPRIS = ("gcompris-qt-data", "3.1-2", "usr/share/gcompris-qt/rcc/")

# class: path of the stamp (.png and .ogg)
SOUNDING = {
    "chimp": "animals/mammals/apes/chimp",
    "cow": "animals/mammals/bovines/cow",
    "dog": "animals/mammals/dogs/dog",
    "dolphin": "animals/mammals/aquatic/dolphin",
    "drumkit": "hobbies/music/percussion/drumkit",
    "duck": "animals/birds/duck",
    "elephant": "animals/mammals/elephant",
    "firetruck": "vehicles/emergency/firetruck",
    "frog": "animals/amphibians/frog",
    "grasshopper": "animals/insects/grasshopper",
    "hen": "animals/birds/hen",
    "hornet": "animals/insects/hornet",
    "horse": "animals/mammals/equines/horse",
    "koala": "animals/marsupials/koala",
    "owl": "animals/birds/owl",
    "penguin": "animals/birds/penguin",
    "pig": "animals/mammals/pig",
    "seagull": "animals/birds/seagull",
    "sheep": "animals/mammals/bovines/sheep",
    "tiger": "animals/mammals/cats/tiger",
    "toilet": "household/toilet",
    "toucan": "animals/birds/tucan",
    "violin": "hobbies/music/string/violin",
    "zebra": "animals/mammals/equines/zebra",
}
SILENT = {
    "broccoli": "food/vegetables/broccoli",
    "cep": "plants/mushrooms/cep",
    "daffodil": "plants/flowers/daffodil",
    "football": "sports/soccer",
    "lemon": "food/fruit/lemon",
    "orange": "food/fruit/sliced_orange",
    "pineapple": "food/fruit/pineapple",
    "pitcher": "household/dishes/pitcher_small",
    "rose": "plants/flowers/rose",
    "strawberry": "food/fruit/Strawberry2",
    "tennis-ball": "sports/tennis_ball",
    "toolbox": "household/tools/toolbox",
}
# In this order: the composer trains on every other one, so that likes stand side by side.
MONUMENTS = "gcompris/src/activities/explore_monuments/resource/"
RENEWABLE = "gcompris/src/activities/categorization/resource/images/renewable/"
BACKGROUNDS = {
    "canyon-de-chelly": MONUMENTS + "usa/canyondeChelly",
    "machu-picchu": MONUMENTS + "wonders/machuPicchu",
    "great-wall": MONUMENTS + "wonders/greatWallofChina",
    "rocamadour": MONUMENTS + "france/rocamadour",
    "chambord": MONUMENTS + "france/chateaudeChambord",
    "victoria-memorial": MONUMENTS + "india/victoriaMemorial",
    "red-pyramid": MONUMENTS + "egypt/redPyramid",
    "bent-pyramid": MONUMENTS + "egypt/bentPyramid",
    "mont-saint-michel": MONUMENTS + "france/montStMichel",
    "trier-imperial-baths": MONUMENTS + "germany/trierImperialBaths",
    "pont-du-gard": MONUMENTS + "france/pontduGard",
    "carcassonne": MONUMENTS + "france/citedeCarcassonne",
    "ajanta-cave": MONUMENTS + "india/ajantaCave",
    "navajo": MONUMENTS + "usa/navajo",
    "neuschwanstein": MONUMENTS + "germany/neuschwansteinCastle",
    "windmill": RENEWABLE + "windmill12",
}
# class: picture, sound, boxes in percent of width and height, drawn by eye (± 1.5)
FARM_FOLDER = "gcompris/src/activities/explore_farm_animals/resource/animals/"
FARM = {
    "cat": ("cat", "cat", [(19, 14, 100, 73)]),
    "cow": ("cow", "cow", [(23, 38, 91, 90), (26, 23, 42, 36), (80, 24, 89, 35)]),
    "dog": ("dog", "dog", [(4, 3, 88, 95)]),
    "duck": ("duck", "duck", [(12, 21, 80, 90)]),
    "hen": (
        "chicken",
        "chickens",
        [(4, 17, 21, 75), (37, 11, 55, 74), (50, 18, 70, 77), (70, 20, 97, 88)],
    ),
    "horse": (
        "horse",
        "horse",
        [(12, 31, 46, 84), (40, 35, 64, 84), (57, 35, 87, 84), (26, 68, 48, 86)],
    ),
    "owl": ("owl", "owl", [(53, 21, 80, 94)]),
    "pig": ("pig", "pig", [(16, 22, 61, 82)]),
    "sheep": ("sheep", "sheep", [(23, 11, 71, 90)]),
}


def fetch(work):
    """Downloads and unpacks both packages into the work folder, unless they are there."""
    work.mkdir(parents=True, exist_ok=True)
    for name, version, _ in (TUXPAINT, GCOMPRIS):
        package = work / f"{name}_{version}_all.deb"
        if not package.exists():
            subprocess.run(["apt-get", "download", f"{name}={version}"], cwd=work, check=True)
        if not (work / "x/usr/share/doc" / name).exists():
            subprocess.run(["dpkg", "-x", package, work / "x"], check=True)
    for activity in ("explore_farm_animals", "explore_monuments", "categorization"):
        unpack_rcc(work / "x" / GCOMPRIS[2] / f"{activity}.rcc", work / "rcc")


def unpack_rcc(path, folder):
    """Unpacks a Qt resource file: a tree of 14- or 22-byte nodes, names and data beside it."""
    blob = path.read_bytes()
    if blob[:4] != b"qres":
        raise ValueError(f"unpack_rcc: expected {path} to begin with 'qres', got {blob[:4]!r}.")
    version, tree, data, names = struct.unpack(">IIII", blob[4:20])
    node_size = 14 if version < 2 else 22

    def walk(index, place):
        node = tree + index * node_size
        name_offset, flags = struct.unpack_from(">IH", blob, node)
        if index > 0:
            (length,) = struct.unpack_from(">H", blob, names + name_offset)
            start = names + name_offset + 6
            place = place / blob[start : start + 2 * length].decode("utf-16-be")
        if flags & 2:
            count, first = struct.unpack_from(">II", blob, node + 6)
            for child in range(first, first + count):
                walk(child, place)
            return
        (offset,) = struct.unpack_from(">I", blob, node + 10)
        (size,) = struct.unpack_from(">I", blob, data + offset)
        content = blob[data + offset + 4 : data + offset + 4 + size]
        if flags & 1:
            content = zlib.decompress(content[4:])
        elif flags & 4:
            raise ValueError(f"unpack_rcc: expected zlib or stored data, got zstd in {path}.")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)

    walk(0, folder)


def cut_out(path, longest):
    """The visible part (alpha > 40) of a stamp as WebP with alpha."""
    picture = Image.open(path).convert("RGBA")
    rows, columns = np.where(np.array(picture.getchannel("A")) > 40)
    picture = picture.crop((columns.min(), rows.min(), columns.max() + 1, rows.max() + 1))
    picture = shrunk(picture, longest / max(picture.size))
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=85, alpha_quality=100, method=6)
    return out.getvalue()


def photograph(path, scale_of, quality):
    """A photograph as JPEG, and its size."""
    picture = Image.open(path).convert("RGB")
    picture = shrunk(picture, scale_of(picture.size))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue(), picture.size


def shrunk(picture, scale):
    if scale >= 1:
        return picture
    size = tuple(max(1, round(side * scale)) for side in picture.size)
    return picture.resize(size, Image.Resampling.LANCZOS)


def recording(path, seconds):
    """Mono 16-bit WAV: mean removed, trimmed at 2 % of the peak, its loudest `seconds`, peak 0.9."""
    command = ["ffmpeg", "-v", "error", "-i", path, "-ac", "1", "-ar", str(RATE), "-f", "f32le", "-"]
    raw = subprocess.run(command, capture_output=True, check=True).stdout
    wave = np.frombuffer(raw, "<f4").astype(np.float64)
    wave = wave - wave.mean()
    heard = np.where(np.abs(wave) > 0.02 * np.abs(wave).max())[0]
    wave = wave[heard[0] : heard[-1] + 1]
    length = round(seconds * RATE)
    if len(wave) > length:
        energy = np.concatenate([[0], np.cumsum(wave**2)])
        start = int(np.argmax(energy[length:] - energy[:-length]))
        wave = wave[start : start + length]
        wave = wave - wave.mean()
    samples = np.round(wave * (0.9 * 32767 / np.abs(wave).max())).astype("<i2").tobytes()
    head = b"RIFF" + struct.pack("<I", 36 + len(samples)) + b"WAVEfmt "
    head += struct.pack("<IHHIIHH", 16, 1, 1, RATE, 2 * RATE, 2, 16)
    head += b"data" + struct.pack("<I", len(samples))
    return head + samples, round(len(samples) / 2 / RATE, 3)


def statements(readme):
    """What a README of GCompris says of each file: {file: (author, licence, web address)}."""
    found = {}
    for block in readme.read_text("utf-8").split("\n\n"):
        head, _, files = block.partition("Files:\n")
        said = dict(line.split(": ", 1) for line in head.strip().splitlines())
        statement = (said["Copyright"], LICENSES[said["License"]], said.get("Source", ""))
        for name in files.split():
            found[name] = statement
    return found


def main(work):
    here = pathlib.Path(__file__).resolve().parent.parent
    data = here / "data"
    fetch(work)
    stamps = work / "x" / TUXPAINT[2]
    for folder in ("cutouts", "silent", "backgrounds", "farm", "sounds"):
        shutil.rmtree(data / folder, ignore_errors=True)
        (data / folder).mkdir(parents=True)
    hashes = {}
    rows = []

    def write(name, content, source):
        (data / name).write_bytes(content)
        hashes[name] = hashlib.sha256(content).hexdigest()
        rows.append((name, *source))

    def stamp(path):
        place = f"{TUXPAINT[0]} {TUXPAINT[1]}: `{TUXPAINT[2]}{path}`"
        return place, "Bill Kendrick", "GPL-2.0-or-later", ""

    def resource(path, readme):
        said = statements(work / "rcc" / readme / "README")[path.removeprefix(readme)]
        activity = path.split("/")[3]
        return (f"{GCOMPRIS[0]} {GCOMPRIS[1]}: `{activity}.rcc` `{path}`", *said)

    sounding = []
    for name, path in SOUNDING.items():
        write(f"cutouts/{name}.webp", cut_out(stamps / f"{path}.png", 256), stamp(f"{path}.png"))
        sound, seconds = recording(stamps / f"{path}.ogg", SOUND_SECONDS)
        write(f"sounds/{name}.wav", sound, stamp(f"{path}.ogg"))
        sounding.append(
            {
                "class": name,
                "picture": f"cutouts/{name}.webp",
                "sound": f"sounds/{name}.wav",
                "seconds": seconds,
            }
        )
    silent = []
    for name, path in SILENT.items():
        write(f"silent/{name}.webp", cut_out(stamps / f"{path}.png", 160), stamp(f"{path}.png"))
        silent.append({"class": name, "picture": f"silent/{name}.webp"})
    backgrounds = []
    for name, path in BACKGROUNDS.items():
        readme = MONUMENTS if path.startswith(MONUMENTS) else RENEWABLE
        picture, _ = photograph(work / "rcc" / f"{path}.webp", lambda size: 256 / min(size), 80)
        write(f"backgrounds/{name}.jpg", picture, resource(f"{path}.webp", readme))
        backgrounds.append({"picture": f"backgrounds/{name}.jpg"})
    farm = []
    for name, (picture_name, sound_name, boxes) in FARM.items():
        path = f"{FARM_FOLDER}{picture_name}.webp"
        picture, (width, height) = photograph(work / "rcc" / path, lambda size: 384 / max(size), 85)
        write(f"farm/{name}.jpg", picture, resource(path, FARM_FOLDER))
        path = f"{FARM_FOLDER}{sound_name}.ogg"
        sound, seconds = recording(work / "rcc" / path, FARM_SECONDS)
        write(f"sounds/farm-{name}.wav", sound, resource(path, FARM_FOLDER))
        farm.append(
            {
                "class": name,
                "picture": f"farm/{name}.jpg",
                "sound": f"sounds/farm-{name}.wav",
                "seconds": seconds,
                "boxes": [
                    {
                        "left": round(left * width / 100, 1),
                        "top": round(top * height / 100, 1),
                        "right": round(right * width / 100, 1),
                        "bottom": round(bottom * height / 100, 1),
                    }
                    for left, top, right, bottom in boxes
                ],
            }
        )
    pack = {
        "version": 1,
        "sounding": sounding,
        "silent": silent,
        "backgrounds": backgrounds,
        "farm": farm,
        "sha256": hashes,
    }
    (data / "pack.json").write_text(json.dumps(pack, indent=2) + "\n")
    licenses = here / "LICENSES.md"
    head = licenses.read_text().partition("| file ")[0]
    table = [("file", "made from", "author", "licence", "source")]
    table += [(f"`data/{name}`", *source) for name, *source in rows]
    widths = [max(map(len, column)) for column in zip(*table)]
    lines = [[cell.ljust(width) for cell, width in zip(row, widths)] for row in table]
    lines.insert(1, ["-" * width for width in widths])
    table = [f"| {' | '.join(cells)} |" for cells in lines]
    licenses.write_text(head + "\n".join(table) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python3 scripts/make-pack.py WORK_FOLDER")
    main(pathlib.Path(sys.argv[1]).resolve())
