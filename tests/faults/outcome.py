"""What a campaign has seen."""

from dataclasses import dataclass, field


@dataclass
class Tally:
    """What was seen of one fault."""

    trials: int = 0
    writes: int = 0
    requests: int = 0
    hits: int = 0
    again: int = 0
    violations: int = 0


@dataclass
class Outcome:
    seed: int
    database: str
    tallies: dict[str, Tally] = field(default_factory=dict)
    # Sentences by trial number.
    violations: dict[int, list[str]] = field(default_factory=dict)
    # What the database says of itself at the end.
    file: str = ""
    seconds: float = 0
    interrupted: bool = False

    @property
    def good(self) -> bool:
        return not self.violations and not self.interrupted and self.file in ("", "ok")
