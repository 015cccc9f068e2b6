"""What a campaign has seen, as a table for people."""

from tests.faults.checking import CHECKS
from tests.faults.outcome import Outcome, Tally

HEAD = ("fault", "trials", "hit", "writes", "requests", "answered again", "violations")


def table(outcome: Outcome) -> str:
    """One line for each fault: `hit` counts trials in which it befell an exchange, `answered again` replays (200)."""
    total = Tally()
    lines = []
    for fault, tally in outcome.tallies.items():
        lines.append((fault, *_numbers(tally)))
        for name, value in vars(tally).items():
            setattr(total, name, getattr(total, name) + value)
    rows = [HEAD, *lines, ("all", *_numbers(total))]
    body = [f"| {' | '.join(map(str, row))} |" for row in rows]
    return "\n".join([body[0], "| --- |" + " ---: |" * (len(HEAD) - 1), *body[1:]])


def _numbers(tally: Tally) -> tuple[str, ...]:
    values = (tally.trials, tally.hits, tally.writes, tally.requests, tally.again, tally.violations)
    return tuple(f"{value:,}" for value in values)


def told(outcome: Outcome) -> str:
    """The table, what was checked, and each violation with how to see it again."""
    lines = [f"{outcome.database}, seed {outcome.seed}, {outcome.seconds:.0f} s", "", table(outcome), "", "Checked:"]
    lines += [f"- {check}" for check in CHECKS]
    for number, (fault, *sentences) in outcome.violations.items():
        again = f"python -m tests.faults --database {outcome.database} --seed {outcome.seed} --only {number}"
        lines += ["", f"Trial {number} ({fault}), again with: {again}", *(f"  {sentence}" for sentence in sentences)]
    if outcome.file:
        lines.append(f"\nSQLite on its file: {outcome.file}")
    lines.append(f"\n{_verdict(outcome)}")
    return "\n".join(lines)


def _verdict(outcome: Outcome) -> str:
    if outcome.violations or outcome.file not in ("", "ok"):
        return "RED"
    return "Interrupted before its end." if outcome.interrupted else "Nothing lost, nothing doubled."
