"""The wheel carries everything the application needs, and runs where there is no checkout."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LEFT_BEHIND = shutil.ignore_patterns(
    ".venv", ".git", "node_modules", "instance", "dist", "bench", "__pycache__", "*.br", "*.gz"
)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the unpacked content of a freshly built wheel."""
    checkout, built, installed = (tmp_path_factory.mktemp(name) for name in ("checkout", "built", "installed"))
    shutil.copytree(ROOT, checkout, ignore=LEFT_BEHIND, dirs_exist_ok=True)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(built), str(checkout)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        wheel.extractall(installed)
    return installed


def names_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("folder", ["networking_app/templates", "static", "migrations"])
def test_the_wheel_carries_all_of_a_folder(installed: Path, folder: str) -> None:
    carried = names_in(installed / "networking_app" / Path(folder).name)
    wanted = {name for name in names_in(ROOT / folder) if not name.endswith((".pyc", ".br", ".gz"))}
    assert wanted and wanted <= carried


def test_the_wheel_carries_browser_modules_and_compressed_copies(installed: Path) -> None:
    static = installed / "networking_app" / "static"
    assert list((static / "vendor").rglob("*.js"))
    assert (static / "css" / "base.css.br").stat().st_size < (static / "css" / "base.css").stat().st_size


def test_the_wheel_carries_no_tests_and_no_data(installed: Path) -> None:
    assert {path.name for path in installed.iterdir()} == {"networking_app", "knownby-0.1.0.dist-info"}


def test_what_is_installed_makes_its_tables_and_pages(installed: Path, tmp_path: Path) -> None:
    clean = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "HOME")}
    script = """
from networking_app import create_app
import networking_app
client = create_app().test_client()
for path in ("/readyz", "/offline", "/service-worker.js"):
    print(networking_app.__file__, path, client.get(path).status_code)
"""
    for command in (["-m", "networking_app", "db", "upgrade"], ["-c", script]):
        done = subprocess.run(
            [sys.executable, *command], env={**clean, "PYTHONPATH": str(installed)}, cwd=tmp_path,
            capture_output=True, text=True,
        )
        assert done.returncode == 0, done.stderr
    said = [line.split() for line in done.stdout.splitlines() if line.startswith("/")]
    assert [(path, status) for _, path, status in said] == [
        ("/readyz", "200"), ("/offline", "200"), ("/service-worker.js", "200")
    ]
    assert all(place.startswith(str(installed)) for place, _, _ in said)
