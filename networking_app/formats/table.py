"""Tables for spreadsheets: CSV (RFC 4180) in which no cell is a formula (CWE-1236)."""

import csv
import io
from collections.abc import Iterable, Sequence

Cell = str | int | float | None

# The full-width forms count too: spreadsheets of East Asian locales read them as the plain ones.
_STARTS_FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
_STARTS_CELL = ("\t", "\r", "\n")


def write_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """The table as CSV with CRLF line ends; encode it as `utf-8-sig`, or Excel misreads the names.

    Texts that could start a formula get a leading apostrophe (OWASP CSV Injection). Phone numbers (+49...) are no
    exception: without it a spreadsheet turns them into a number; the vCard and JSON exports carry them bare.
    """
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerows([_safe(cell) for cell in row] for row in (header, *rows))
    return written.getvalue()


def _safe(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    text = cell.replace("\0", "").encode("utf-8", "ignore").decode()
    starts_formula = text.lstrip().startswith(_STARTS_FORMULA)
    return f"'{text}" if starts_formula or text.startswith(_STARTS_CELL) else text
