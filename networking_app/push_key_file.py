"""The file of the key that signs what is pushed, and its copy beside a backup: subscriptions are void without it."""

import os
import tempfile
from pathlib import Path

NAME = "vapid_key.pem"


def beside(backup: Path) -> Path:
    """Where the key lies that belongs to that backup."""
    return backup.with_name(f"{backup.name}.{NAME}")


def copy_out(data_dir: Path, backup: Path) -> bool:
    """Copy the key, if there is one, to beside the backup; ValueError if another one lies there. Whether there is."""
    key, copy = data_dir / NAME, beside(backup)
    if not key.exists():
        return False
    if copy.exists() and copy.read_bytes() != key.read_bytes():
        raise ValueError(f"{copy} exists already and is another key")
    write(copy, key.read_bytes())
    return True


def copy_in(backup: Path, data_dir: Path) -> bool:
    """Put the key that lies beside the backup, if any, into the place of the one there is; whether there was."""
    if not beside(backup).exists():
        return False
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    write(data_dir / NAME, beside(backup).read_bytes())
    return True


def write(file: Path, pem: bytes, replace: bool = True) -> None:
    """Write the file as a whole, for its owner alone to read; without `replace` the one that is there stays."""
    handle, written = tempfile.mkstemp(dir=file.parent, prefix=file.name)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(pem)
            out.flush()
            os.fsync(out.fileno())
        if replace:
            os.replace(written, file)
        else:
            os.link(written, file)
    except FileExistsError:
        pass
    finally:
        Path(written).unlink(missing_ok=True)
