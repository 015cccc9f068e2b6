"""Draw frames as a camera sees badges on a bad evening: `python -m bench.decoder.make_frames FOLDER [SEED]`.

Writes NNN.gray (one byte a pixel, row by row) and manifest.json, which says what stands on each.
"""

import json
import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from networking_app.formats.codes import new_code
from networking_app.formats.qr_matrix import matrix

SIZES = ((640, 480), (1280, 720), (720, 1280))
KINDS = (
    "clean", "turned", "tilted", "defocused", "shaken", "faint",
    "grainy", "tiny", "glaring", "dim", "inverted", "mixed",
)
ROUNDS = 20
SIDE = 480  # of the flat code, quiet zone included, before it is laid into the room


def flat_code(text: str, dark: int, light: int) -> tuple[Image.Image, int]:
    """The code with its quiet zone, and how many modules that is across."""
    modules = np.pad(np.array([[int(cell) for cell in row] for row in matrix(text, level="M")], np.uint8), 4)
    grey = Image.fromarray(np.where(modules == 1, dark, light).astype(np.uint8))
    return grey.resize((SIDE, SIDE), Image.Resampling.NEAREST), len(modules)


def room(size: tuple[int, int], rng: np.random.Generator) -> Image.Image:
    """Uneven light with boxes and stripes in it, so that a decoder has something to be wrong about."""
    width, height = size
    light = Image.fromarray(rng.integers(50, 210, (5, 7)).astype(np.uint8)).resize(size, Image.Resampling.BICUBIC)
    draw = ImageDraw.Draw(light)
    for _ in range(int(rng.integers(8, 25))):
        left, top, wide, high = (int(rng.integers(0, limit)) for limit in (width, height, width // 4, height // 4))
        draw.rectangle((left, top, left + wide, top + high), fill=int(rng.integers(0, 256)))
    return light.filter(ImageFilter.GaussianBlur(1.2))


def corners(
    size: tuple[int, int], side: float, turn: float, tilt: tuple[float, float], rng: np.random.Generator
) -> np.ndarray:
    """Where the four corners of a card fall that is turned and tilted, in degrees, before a pinhole camera."""
    a, b, c = np.radians([*tilt, turn])
    about_x = np.array([[1, 0, 0], [0, np.cos(a), -np.sin(a)], [0, np.sin(a), np.cos(a)]])
    about_y = np.array([[np.cos(b), 0, np.sin(b)], [0, 1, 0], [-np.sin(b), 0, np.cos(b)]])
    about_z = np.array([[np.cos(c), -np.sin(c), 0], [np.sin(c), np.cos(c), 0], [0, 0, 1]])
    card = np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]]) * side / 2
    turned = card @ (about_x @ about_y @ about_z).T
    distance = 1.2 * max(size)
    seen = turned[:, :2] * (distance / (turned[:, 2:] + distance))
    seen *= min(1.0, *(0.97 * np.array(size) / np.ptp(seen, axis=0)))
    return seen - seen.min(0) + rng.random(2) * (np.array(size) - np.ptp(seen, axis=0))


def laid(code: Image.Image, on: Image.Image, where: np.ndarray) -> Image.Image:
    """The room with the code in it; drawn at twice the size so that its edges are as soft as a lens makes them."""
    flat = np.array([[0, 0], [SIDE, 0], [SIDE, SIDE], [0, SIDE]], float)
    rows, wanted = [], []
    for (x, y), (u, v) in zip(where * 2, flat, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        wanted += [u, v]
    how = tuple(np.linalg.solve(np.array(rows), np.array(wanted)))
    double = (on.width * 2, on.height * 2)
    drawn = code.transform(double, Image.Transform.PERSPECTIVE, how, Image.Resampling.BICUBIC)
    mask = Image.new("L", code.size, 255).transform(double, Image.Transform.PERSPECTIVE, how)
    both = Image.composite(drawn, on.resize(double), mask)
    return both.resize(on.size, Image.Resampling.BOX)


def noisy(image: Image.Image, rng: np.random.Generator, spread: float) -> Image.Image:
    values = np.asarray(image, float) + rng.normal(0, spread, (image.height, image.width))
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))


def shaken(image: Image.Image, rng: np.random.Generator, module: float) -> Image.Image:
    """Moved in one direction while the shutter was open, by about one module."""
    angle, steps = rng.uniform(0, np.pi), 9
    reach = module * rng.uniform(0.7, 1.4)
    shifts = [(reach * (step / (steps - 1) - 0.5) * np.array([np.cos(angle), np.sin(angle)])) for step in range(steps)]
    moved = [image.transform(image.size, Image.Transform.AFFINE, (1, 0, x, 0, 1, y), Image.Resampling.BILINEAR)
             for x, y in shifts]
    return Image.fromarray(np.mean([np.asarray(one, float) for one in moved], axis=0).astype(np.uint8))


def glaring(image: Image.Image, rng: np.random.Generator, where: np.ndarray) -> Image.Image:
    """A lamp's reflection on the card."""
    x, y = where.mean(0) + rng.uniform(-0.3, 0.3, 2) * np.ptp(where, axis=0)
    radius = np.ptp(where, axis=0).mean() * rng.uniform(0.1, 0.2)
    down, across = np.mgrid[: image.height, : image.width]
    lamp = np.exp(-((across - x) ** 2 + (down - y) ** 2) / (2 * radius**2)) * rng.uniform(150, 270)
    return Image.fromarray(np.clip(np.asarray(image, float) + lamp, 0, 255).astype(np.uint8))


def frame(kind: str, size: tuple[int, int], text: str, rng: np.random.Generator) -> Image.Image:
    dark, light = {"dim": (3, 18), "faint": (110, 150), "inverted": (225, 25)}.get(kind, (25, 230))
    code, modules = flat_code(text, dark, light)
    side = modules * rng.uniform(1.8, 3.2) if kind == "tiny" else min(size) * rng.uniform(0.45, 0.75)
    turn = rng.uniform(0, 360) if kind in ("turned", "mixed") else rng.uniform(-8, 8)
    most = {"tilted": 48, "mixed": 30}.get(kind, 5)
    where = corners(size, side, turn, (rng.uniform(-most, most), rng.uniform(-most, most)), rng)
    module = float(np.linalg.norm(where[1] - where[0])) / modules
    image = laid(code, room(size, rng).point(lambda value: value // 6) if kind == "dim" else room(size, rng), where)
    if kind == "defocused":
        image = image.filter(ImageFilter.GaussianBlur(module * rng.uniform(0.45, 0.85)))
    if kind == "mixed":
        image = image.filter(ImageFilter.GaussianBlur(module * rng.uniform(0.15, 0.4)))
    if kind == "shaken":
        image = shaken(image, rng, module)
    if kind == "glaring":
        image = glaring(image, rng, where)
    return noisy(image, rng, {"grainy": 32, "dim": 4, "mixed": 8}.get(kind, 2))


def main(folder: Path, seed: int) -> None:
    rng = np.random.default_rng(seed)
    folder.mkdir(parents=True, exist_ok=True)
    manifest = []
    for number in range(ROUNDS * (len(KINDS) + 1)):
        kind = (*KINDS, "empty")[number % (len(KINDS) + 1)]
        size = SIZES[number // (len(KINDS) + 1) % len(SIZES)]
        text = "" if kind == "empty" else f"HTTPS://TIES.EXAMPLE/C/{new_code()}"
        image = noisy(room(size, rng), rng, 2) if kind == "empty" else frame(kind, size, text, rng)
        (folder / f"{number:03d}.gray").write_bytes(np.asarray(image).tobytes())
        manifest.append({"i": number, "cond": kind, "w": size[0], "h": size[1], "url": text})
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
