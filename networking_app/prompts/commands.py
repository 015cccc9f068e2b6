"""What the operator asks on the command line: `flask outgoing` and `flask follow-ups`. Ids, kinds and counts only."""

import json

import click
from flask.cli import AppGroup

from networking_app.clock import now
from networking_app.extensions import db
from networking_app.prompts.dead_letters import dead_letters, revive
from networking_app.prompts.figures import status
from networking_app.prompts.forecast import forecast

outgoing = AppGroup("outgoing", help="Mails, pushes and webhooks on their way.")
follow_ups = AppGroup("follow-ups", help="What people are prompted of.")


@outgoing.command("status")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def status_command(as_json: bool) -> None:
    """Say how much waits, was sent, failed and was given up, and how late the worker is."""
    figures = status()
    if as_json:
        click.echo(json.dumps(figures))
    else:
        for name, number in figures.items():
            click.echo(f"{name.replace('_', ' '):12} {number}")


@outgoing.command("dead")
def dead_command() -> None:
    """List what was given up: id, kind and error."""
    for row_id, kind, error in dead_letters():
        click.echo(f"{row_id} {kind} {error}")


@outgoing.command("retry")
@click.argument("row_id", type=int, required=False)
@click.option("--all", "everything", is_flag=True, help="All that was given up.")
def retry_command(row_id: int | None, everything: bool) -> None:
    """Have what was given up tried again."""
    if everything == (row_id is not None):
        raise click.UsageError("Name one id, or say --all.")
    count = revive(None if everything else [row_id] if row_id else [])
    db.session.commit()
    click.echo(f"{count} will be tried again.")
    if not count and not everything:
        raise click.ClickException(f"{row_id} is not among those given up: see `flask outgoing dead`.")


@follow_ups.command("due")
@click.option("--dry-run", is_flag=True, help="Only say what would go; the worker is what prompts.")
def due_command(dry_run: bool) -> None:
    """Say what would go to whom now, by ids, counts and instants."""
    if not dry_run:
        raise click.UsageError("Say --dry-run: people are prompted by `flask worker` alone.")
    for line in forecast(now()):
        click.echo(line)
