"""A fake camera for Chromium: a clip that shows a picture of something, such as somebody's badge."""

import io
from pathlib import Path

import numpy as np
from PIL import Image

WIDTH, HEIGHT, FRAMES = 1280, 720, 10


def camera_flags(clip: Path) -> list[str]:
    """The flags with which a browser has that clip as its camera, and the permission for it."""
    return [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={clip}",
    ]


def film(picture: bytes, clip: Path, share_of_height: float = 0.6) -> Path:
    """Write a looping clip (Y4M, 30 frames a second) with the picture in the middle of a grey room."""
    frame = np.full((HEIGHT, WIDTH), 128, np.uint8)
    seen = Image.open(io.BytesIO(picture)).convert("L")
    height = int(HEIGHT * share_of_height)
    seen = seen.resize((min(WIDTH, seen.width * height // seen.height), height), Image.Resampling.LANCZOS)
    top, left = (HEIGHT - seen.height) // 2, (WIDTH - seen.width) // 2
    frame[top : top + seen.height, left : left + seen.width] = np.asarray(seen)
    no_colour = bytes([128]) * (HEIGHT // 2 * (WIDTH // 2) * 2)
    with clip.open("wb") as file:
        file.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F30:1 Ip A1:1 C420jpeg\n".encode())
        for _ in range(FRAMES):
            file.write(b"FRAME\n" + frame.tobytes() + no_colour)
    return clip
