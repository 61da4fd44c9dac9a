"""The command line. Exit status: 0 all went well; 1 something could not be read or found; 2 the command is wrong; 130
stopped with Ctrl-C while reading."""

from typing import Any

import click

from sayso.cli.brief import brief, demo
from sayso.cli.copies import copies
from sayso.cli.doctor import doctor
from sayso.cli.read import read
from sayso.cli.show import explain, show
from sayso.cli.terminal import never_fail_on_a_character
from sayso.errors import SaysoError, UsageError

__all__ = ["main"]


class Commands(click.Group):
    """Shows our errors as one line, in place of a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except UsageError as error:
            raise click.UsageError(str(error)) from error
        except SaysoError as error:
            raise click.ClickException(str(error)) from error

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)  # in the order of a first session


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="sayso", prog_name="sayso")
def main() -> None:
    """On whose say-so?

    Sayso reads news reports (Italian, English) and keeps a ledger of sourced claims: who did what to whom, when, where, how
    many; on whose say-so; and how sure the text itself is. It reports reporting; it never rules true or false.

    \b
    A first session:
      sayso demo                        see what it does, on a bundled dossier
      sayso read reports/               read a folder into ./sayso.sqlite
      sayso brief drones                what is reported of drones, and from how many origins
      sayso copies                      which reports share text
      sayso show 4f2a                   open a document, claim or cluster by the start of its id
      sayso explain 4f2a                why a claim was coded so

    Exit status: 0 all went well; 1 something could not be read or found (the rest was done); 2 the command is wrong; 130
    stopped with Ctrl-C while reading.
    """
    never_fail_on_a_character()


for command in (demo, read, brief, copies, show, explain, doctor):
    main.add_command(command)
