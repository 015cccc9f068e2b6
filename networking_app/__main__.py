"""`knownby` and `python -m networking_app`: Flask's commands and ours, with a secret from the first start on."""

import sys

from flask.cli import FlaskGroup

from networking_app import create_app
from networking_app.backup import backup_command, restore_command
from networking_app.config import ConfigError
from networking_app.demo.commands import seed_command
from networking_app.serving import make_secret, serve_command


def main() -> None:
    group = FlaskGroup(create_app=create_app)
    for command in (serve_command, backup_command, restore_command, seed_command):
        group.add_command(command)
    try:
        make_secret()
        group.main(prog_name="knownby")
    except ConfigError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
