"""The rules of the house as functions of source text: what a module may import, ask for and end."""

import ast
from collections.abc import Iterator
from pathlib import PurePosixPath

PACKAGE = "networking_app"
ORDER = (
    *("formats", "accounts", "follow_ups", "events", "cards", "ties"),
    *("owed", "introductions", "standing", "prompts", "my", "demo"),
)
COMMITTERS = ("views", "worker", "delivering", "commands", "cli")
# An attempt counts even when the request that made it fails.
COUNTS_FOR_GOOD = frozenset({"rate_limits.py"})
VAGUE_NAMES = frozenset({"utils", "helpers", "services", "common", "misc"})
REQUEST_BOUND = frozenset({"request", "current_user", "session", "g"})
# The factory and the ways in: they see every domain, and no domain imports them.
TOP = frozenset({"__init__.py", "__main__.py", "serving.py", "backup.py"})


def broken_rules(path: str, source: str) -> list[str]:
    """Sentences about what the module at `path` (inside the package, with slashes) does against the rules."""
    tree, place = ast.parse(source), PurePosixPath(path)
    return [*_bad_name(place), *_bad_imports(place, tree), *_bad_model(place, tree), *_bad_commit(place, tree)]


def _bad_name(place: PurePosixPath) -> Iterator[str]:
    for part in (*place.parent.parts, place.stem):
        if part in VAGUE_NAMES:
            yield f"{place}: {part} says nothing; name it for what it does"


def _bad_imports(place: PurePosixPath, tree: ast.Module) -> Iterator[str]:
    if str(place) in TOP:
        return
    own = place.parts[0] if len(place.parts) > 1 else None
    for line, domain in _domains_imported(place, tree):
        if own not in ORDER:
            yield f"{place}:{line}: a shared module imports the domain {domain}"
        elif domain != own and ORDER.index(domain) > ORDER.index(own):
            yield f"{place}:{line}: {own} imports {domain}, which stands above it"


def _domains_imported(place: PurePosixPath, tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        for name in _modules_named(place, node):
            parts = name.split(".")
            if parts[0] == PACKAGE and len(parts) > 1 and parts[1] in ORDER:
                yield node.lineno, parts[1]  # type: ignore[attr-defined]


def _modules_named(place: PurePosixPath, node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        start = _start_of_relative(place, node.level) if node.level else []
        module = ".".join([*start, *([node.module] if node.module else [])])
        yield from (f"{module}.{alias.name}" for alias in node.names)


def _start_of_relative(place: PurePosixPath, level: int) -> list[str]:
    folders = [PACKAGE, *place.parent.parts]
    return folders[: len(folders) - (level - 1)]


def _bad_model(place: PurePosixPath, tree: ast.Module) -> Iterator[str]:
    if place.stem != "models":
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in ("flask", "flask_login"):
            for alias in node.names:
                if alias.name in REQUEST_BOUND:
                    yield f"{place}:{node.lineno}: a model does not know {alias.name}; pass what it needs"


def _bad_commit(place: PurePosixPath, tree: ast.Module) -> Iterator[str]:
    if place.stem in COMMITTERS or place.stem.endswith("_views") or str(place) in COUNTS_FOR_GOOD:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("session.commit"):
            yield f"{place}:{node.lineno}: only views, commands and the worker commit"
