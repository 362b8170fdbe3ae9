"""How bash, zsh and fish are told what may come next; names of several words are quoted.

click's own scripts put "United States" into a line of bash as two words, and cut a name
with a comma in fish. Importing this module puts these in their place; zsh does well with
click's.
"""

from __future__ import annotations

import os

from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
    split_arg_string,
)

_BASH = r"""# Completion of %(prog_name)s for bash 4.4 and later.
%(complete_func)s() {
    local IFS=$'\n' current=${COMP_WORDS[COMP_CWORD]} line value
    COMPREPLY=()
    while IFS= read -r line; do
        value=${line#*,}
        case ${line%%%%,*} in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            plain)
                case $current in
                    \"*)
                        value=${value//\\/\\\\}
                        value=${value//\"/\\\"}
                        value=${value//\$/\\\$}
                        value=${value//\`/\\\`}
                        ;;
                    \'*) value=${value//\'/\'\\\'\'} ;;
                    *) printf -v value %%q "$value" ;;
                esac
                COMPREPLY+=("$value")
                ;;
        esac
    done < <(env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD="$COMP_CWORD" \
        %(complete_var)s=bash_complete "$1" 2>/dev/null)
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""

_FISH = r"""# Completion of %(prog_name)s for fish.
function %(complete_func)s
    for line in (env %(complete_var)s=fish_complete COMP_WORDS=(commandline -cp) \
            COMP_CWORD=(commandline -ct) %(prog_name)s 2>/dev/null)
        set -l parts (string split -m 1 , -- $line)
        switch $parts[1]
            case dir
                __fish_complete_directories (commandline -ct)
            case file
                __fish_complete_path (commandline -ct)
            case plain
                echo $parts[2]
        end
    end
end
complete --no-files --command %(prog_name)s --arguments "(%(complete_func)s)"
"""


@add_completion_class
class QuotingBash(BashComplete):
    """bash, with names of several words quoted as the word is that is being typed."""

    source_template = _BASH

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words before, and the one being typed; bash splits ``--year=2010`` at =."""
        words = split_arg_string(os.environ["COMP_WORDS"])
        at = int(os.environ["COMP_CWORD"])
        incomplete = words[at] if at < len(words) else ""
        before = [word for word in words[1:at] if word != "="]
        return before, "" if incomplete == "=" else incomplete

    def format_completion(self, item: CompletionItem) -> str:
        """Return a line that the script reads."""
        return f"{item.type},{item.value}"


@add_completion_class
class SplittingFish(FishComplete):
    """fish, which quotes names itself; a name may hold commas."""

    source_template = _FISH

    def format_completion(self, item: CompletionItem) -> str:
        """Return a line that the script reads, with the help behind a tab."""
        told = f"{item.type},{item.value}"
        return f"{told}\t{' '.join(item.help.split())}" if item.help else told


#: What makes the script of each shell.
SCRIPTS: dict[str, type[ShellComplete]] = {
    "bash": QuotingBash,
    "zsh": ZshComplete,
    "fish": SplittingFish,
}
