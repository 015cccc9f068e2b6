"""Put what the browser needs of the npm packages, with their licences, under static/vendor; axe stays where it is."""

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"

# The packages' own files are not minified; bundling also drops what a page never calls, such as the QR encoder.
BUNDLES = {
    "qr/decode.js": 'export { decodeQR } from "qr/decode.js";',
    "zxing/reader.js": 'export { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";',
}
COPIES = {
    "qr/LICENSE": "qr/LICENSE",
    "qr/LICENSE-MIT": "qr/LICENSE-MIT",
    "zxing/LICENSE": "zxing-wasm/LICENSE",
    "zxing/zxing_reader.wasm": "zxing-wasm/dist/reader/zxing_reader.wasm",
}


def main() -> None:
    if is_current():
        return
    shutil.rmtree(VENDOR, ignore_errors=True)
    for target, source in COPIES.items():
        (VENDOR / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(PACKAGES / source, VENDOR / target)
    for target, source in BUNDLES.items():
        bundle(source, VENDOR / target)


def is_current() -> bool:
    """Whether every file is there and younger than the lock file and this script."""
    changed = max(path.stat().st_mtime for path in (ROOT / "package-lock.json", Path(__file__)))
    return all((VENDOR / name).exists() and (VENDOR / name).stat().st_mtime > changed for name in [*COPIES, *BUNDLES])


def bundle(source: str, target: Path) -> None:
    esbuild = shutil.which("esbuild", path=str(PACKAGES / ".bin"))
    if esbuild is None:
        raise SystemExit("node_modules is not complete: run `npm ci --ignore-scripts` first.")
    options = "--bundle --minify --format=esm --target=es2022 --legal-comments=inline --log-level=error".split()
    command = [esbuild, *options, f"--outfile={target}"]
    if subprocess.run(command, input=source, text=True, cwd=ROOT).returncode != 0:
        raise SystemExit(f"{target.name} could not be bundled; the lines above say why.")


if __name__ == "__main__":
    main()
