"""``trafficroutes completion``: a script by which a shell completes commands and names."""

from __future__ import annotations

import click

from trafficroutes.commands.output import SCREEN, put

#: Kept in step with the scripts by a test, so that --help need not import them.
SHELLS = ("bash", "zsh", "fish")


@click.command("completion")
@click.argument("shell", type=click.Choice(SHELLS))
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(dir_okay=False, writable=True),
    default=SCREEN,
    help="Write to this file instead of the screen.",
)
@click.pass_context
def command(ctx: click.Context, /, *, shell: str, target: str) -> None:
    r"""Print a script by which SHELL completes commands and names.

    Commands, options, places, regions, corridors, commodities, measures and
    documents, those of the data file that the line names:

    \b
      trafficroutes completion bash

    To have it in every session, write where the shell begins:

    \b
      source <(trafficroutes completion bash)     in ~/.bashrc
      source <(trafficroutes completion zsh)      in ~/.zshrc, after compinit
      trafficroutes completion fish | source      in ~/.config/fish/config.fish
    """
    from trafficroutes.commands.main import COMPLETE
    from trafficroutes.commands.shells import SCRIPTS

    script = SCRIPTS[shell](ctx.find_root().command, {}, "trafficroutes", COMPLETE).source()
    put(target, script.encode())
