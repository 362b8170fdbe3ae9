"""``trafficroutes whatif``: what a scenario would stop, and where the rest would go."""

from __future__ import annotations

from typing import Any

import click
from click.core import ParameterSource

from trafficroutes.commands import options
from trafficroutes.commands.option_values import both_or_neither, numbered
from trafficroutes.commands.output import emit, with_cite_line
from trafficroutes.commands.picture import Picture, draw, picture_of

_SHOWN = 8


@click.command("whatif", short_help="Show what a scenario stops, and where the rest goes.")
@click.argument("ends", nargs=-1, metavar="[ORIGIN DESTINATION]")
@click.option(
    "--remove",
    metavar="PLACE",
    multiple=True,
    help="Close a country, or all countries of a region; may be repeated, as all of these.",
)
@click.option(
    "--remove-leg",
    "remove_legs",
    metavar="A:B[:MODE]|ID",
    multiple=True,
    help="Cut the legs from A to B, perhaps only what goes by MODE, or the leg with this id.",
)
@click.option(
    "--remove-corridor",
    "remove_corridors",
    metavar="ID",
    multiple=True,
    help="Cut all legs of a corridor.",
)
@click.option(
    "--remove-mode",
    "remove_modes",
    type=click.Choice(options.MODES),
    multiple=True,
    help="Cut everything that goes so.",
)
@click.option(
    "--interdict",
    metavar="PLACE=RATE",
    multiple=True,
    help="Seize a part, from 0 to 1, of what enters a country, or each country of a region.",
)
@click.option(
    "--add-leg",
    "add_legs",
    metavar="A:B=SHARE",
    multiple=True,
    help="A hypothetical leg: this share of what leaves A takes it, the rest scales down.",
)
@click.option(
    "--adaptation",
    metavar="THETA",
    type=click.FloatRange(0, 100),
    default=1.0,
    show_default=True,
    help="How far goods turn away from where they are intercepted at a rate: 0 not at all, "
    "large: all risk is avoided.",
)
@click.option(
    "--demand",
    type=click.Choice(["fixed", "free"]),
    default="fixed",
    show_default=True,
    help="Whether each named destination keeps its amount, or goods may turn to another.",
)
@options.question
@options.draws(None, "1000, or 200 where over 200 places are on the way; 0 with --stdin")
@options.shown_range
@click.option(
    "--scenario",
    "files",
    metavar="FILE",
    type=click.Path(dir_okay=False),
    multiple=True,
    help="Run the scenarios of a file and compare them; further files may follow it.",
)
@click.option(
    "--folder",
    metavar="FOLDER",
    type=click.Path(file_okay=False),
    help="With --scenario: write one JSON file and one map a scenario there, and an index.",
)
@click.option(
    "--stdin",
    is_flag=True,
    help="Read one scenario as JSON a line, answer one JSON a line; without draws unless a line "
    "or --draws asks for them.",
)
@click.option(
    "--top",
    type=options.COUNT,
    help="Only so many hubs, gateways, and legs that gain and that lose.  "
    "[default: 8 in tables, all else]",
)
@options.evidence
@options.picture
@options.output
@click.pass_context
def command(
    context: click.Context,
    /,
    *,
    ends: tuple[str, ...],
    files: tuple[str, ...],
    folder: str | None,
    stdin: bool,
    draws: int | None,
    seed: int,
    top: int | None,
    form: str,
    target: str | None,
    **told: Any,
) -> None:
    r"""Show what a scenario stops between ORIGIN and DESTINATION, and where the rest goes.

    DESTINATION may name several places with commas between them. Both bounds are
    shown: nobody changes route, and all goods turn to other cited routes.

    \b
      trafficroutes whatif Colombia Europe --remove Guinea-Bissau
      trafficroutes whatif Afghanistan "Western and Central Europe" --interdict Turkey=0.25
      trafficroutes whatif Afghanistan Russia --remove Tajikistan --map closed.html
      trafficroutes whatif --scenario scenarios/examples.yaml --folder answers
      trafficroutes whatif --stdin < scenarios.jsonl
    """
    if stdin:
        _refuse(context, ends, "--stdin", {"stdin", "draws", "seed", "top"})
        from trafficroutes.commands.whatif_lines import answer_lines

        context.exit(0 if answer_lines(context.obj, draws=draws, seed=seed, top=top) else 1)
    if files:
        _refuse(
            context,
            (),
            "--scenario",
            {"ends", "files", "folder", "draws", "seed", "form", "target"},
        )
        from trafficroutes.commands.whatif_files import run_files

        context.exit(
            0
            if run_files(
                context.obj,
                (*files, *ends),
                draws=draws,
                seed=seed,
                folder=folder,
                form=form,
                target=target,
            )
            else 1
        )
    if folder is not None:
        raise click.UsageError("--folder goes with --scenario")
    origin, destination = both_or_neither(ends)
    if origin is None or destination is None:
        raise click.UsageError("name ORIGIN and DESTINATION, or give --scenario or --stdin")
    picture = picture_of(told)
    _one(
        context.obj,
        (origin, destination),
        top,
        form,
        target,
        picture=picture,
        draws=draws,
        seed=seed,
        **told,
    )


def _refuse(context: click.Context, ends: tuple[str, ...], mode: str, allowed: set[str]) -> None:
    """Refuse options that a mode does not take: its input says what they would."""
    given = sorted(
        name
        for name in context.params
        if name not in {*allowed, "ends"}
        and context.get_parameter_source(name) is ParameterSource.COMMANDLINE
    )
    if given or ends:
        options_by_name = {p.name: p.opts[0] for p in context.command.params}
        named = ", ".join([*ends, *(options_by_name[name] for name in given)])
        raise click.UsageError(
            f"with {mode} the scenarios themselves say what to do: leave {named}"
        )


def _one(
    data: str | None,
    ends: tuple[str, str],
    top: int | None,
    form: str,
    target: str | None,
    *,
    picture: Picture,
    draws: int | None,
    seed: int,
    adaptation: float,
    demand: str,
    evidence: bool,
    **told: Any,
) -> None:
    """Answer the scenario of the command line."""
    from trafficroutes.dataset.loading import load
    from trafficroutes.report.scenarios import first, whatif_document
    from trafficroutes.scenario.whatif.answer import whatif

    changes = {key: told.pop(key) for key in _CHANGES}
    for key in ("interdict", "add_legs"):
        changes[key] = numbered(key.replace("_", "-").removesuffix("s"), changes[key])
    chosen = options.query_options(**told)
    loaded = load(data)
    origin, destination = ends
    result = with_cite_line(
        whatif(
            loaded,
            origin,
            destination,
            adaptation=adaptation,
            demand=demand,
            draws=draws,
            seed=seed,
            **changes,
            **chosen,
        )
    )
    shown = options.shown(top, form, _SHOWN)
    document = whatif_document(result, loaded, top=shown, evidence=evidence)
    draw(picture, result, loaded)
    emit(lambda: first(result, shown).to_dict(), document, form, target)


_CHANGES = (
    "remove",
    "remove_legs",
    "remove_corridors",
    "remove_modes",
    "interdict",
    "add_legs",
)
