"""Understand how illicit drugs move between countries, from public evidence.

>>> import trafficroutes as tr
>>> answer = tr.hubs(tr.load(), "Colombia", "Europe", commodity="cocaine").answers[0]
>>> round(sum(gateway.share for gateway in answer.gateways), 9)
1.0

Names are imported when they are first used, so that ``import trafficroutes``
is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from trafficroutes.version import __version__

if TYPE_CHECKING:
    from trafficroutes.analysis.audit.answer import audit
    from trafficroutes.analysis.centrality.answer import centrality
    from trafficroutes.analysis.chokepoints.answer import chokepoints
    from trafficroutes.analysis.comparison.answer import compare
    from trafficroutes.analysis.cooperation.answer import cooperation, corridor_cooperation
    from trafficroutes.analysis.estimate.answer import estimate
    from trafficroutes.analysis.estimate.calibrate import calibrate
    from trafficroutes.analysis.estimate.skill import skill
    from trafficroutes.analysis.hubs.answer import hubs
    from trafficroutes.analysis.paths.answer import paths
    from trafficroutes.analysis.records.info import info
    from trafficroutes.analysis.records.profile import profile
    from trafficroutes.analysis.sensitivity.answer import sensitivity
    from trafficroutes.analysis.why.answer import why
    from trafficroutes.dataset.importing import import_legs
    from trafficroutes.dataset.loading import load
    from trafficroutes.dataset.merging import merge
    from trafficroutes.errors import TrafficRoutesError
    from trafficroutes.flowmodel.networks import build_graph
    from trafficroutes.scenario.sweep.answer import sweep, sweep_many
    from trafficroutes.scenario.whatif.answer import whatif

_HOME = {
    "TrafficRoutesError": "trafficroutes.errors",
    "audit": "trafficroutes.analysis.audit.answer",
    "build_graph": "trafficroutes.flowmodel.networks",
    "calibrate": "trafficroutes.analysis.estimate.calibrate",
    "centrality": "trafficroutes.analysis.centrality.answer",
    "compare": "trafficroutes.analysis.comparison.answer",
    "chokepoints": "trafficroutes.analysis.chokepoints.answer",
    "cooperation": "trafficroutes.analysis.cooperation.answer",
    "corridor_cooperation": "trafficroutes.analysis.cooperation.answer",
    "estimate": "trafficroutes.analysis.estimate.answer",
    "hubs": "trafficroutes.analysis.hubs.answer",
    "import_legs": "trafficroutes.dataset.importing",
    "info": "trafficroutes.analysis.records.info",
    "load": "trafficroutes.dataset.loading",
    "merge": "trafficroutes.dataset.merging",
    "paths": "trafficroutes.analysis.paths.answer",
    "profile": "trafficroutes.analysis.records.profile",
    "sensitivity": "trafficroutes.analysis.sensitivity.answer",
    "skill": "trafficroutes.analysis.estimate.skill",
    "sweep": "trafficroutes.scenario.sweep.answer",
    "sweep_many": "trafficroutes.scenario.sweep.answer",
    "whatif": "trafficroutes.scenario.whatif.answer",
    "why": "trafficroutes.analysis.why.answer",
}

__all__ = [
    "TrafficRoutesError",
    "__version__",
    "audit",
    "build_graph",
    "calibrate",
    "centrality",
    "chokepoints",
    "compare",
    "cooperation",
    "corridor_cooperation",
    "estimate",
    "hubs",
    "import_legs",
    "info",
    "load",
    "merge",
    "paths",
    "profile",
    "sensitivity",
    "skill",
    "sweep",
    "sweep_many",
    "whatif",
    "why",
]


def __getattr__(name: str) -> Any:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})
