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
    from trafficroutes.analysis.audit import audit
    from trafficroutes.analysis.calibrations import calibrate
    from trafficroutes.analysis.centrality import centrality
    from trafficroutes.analysis.chokepoints import chokepoints
    from trafficroutes.analysis.comparison import compare
    from trafficroutes.analysis.cooperation import cooperation, corridor_cooperation
    from trafficroutes.analysis.estimates import estimate
    from trafficroutes.analysis.hubs import hubs
    from trafficroutes.analysis.info import info
    from trafficroutes.analysis.paths import paths
    from trafficroutes.analysis.profile import profile
    from trafficroutes.analysis.sensitivity import sensitivity
    from trafficroutes.analysis.why import why
    from trafficroutes.dataset.importing import import_legs
    from trafficroutes.dataset.loading import load
    from trafficroutes.dataset.merging import merge
    from trafficroutes.errors import TrafficRoutesError
    from trafficroutes.flowmodel.networks import build_graph
    from trafficroutes.scenario.sweep import sweep, sweep_many
    from trafficroutes.scenario.whatif import whatif

_HOME = {
    "TrafficRoutesError": "trafficroutes.errors",
    "audit": "trafficroutes.analysis.audit",
    "build_graph": "trafficroutes.flowmodel.networks",
    "calibrate": "trafficroutes.analysis.calibrations",
    "centrality": "trafficroutes.analysis.centrality",
    "compare": "trafficroutes.analysis.comparison",
    "chokepoints": "trafficroutes.analysis.chokepoints",
    "cooperation": "trafficroutes.analysis.cooperation",
    "corridor_cooperation": "trafficroutes.analysis.cooperation",
    "estimate": "trafficroutes.analysis.estimates",
    "hubs": "trafficroutes.analysis.hubs",
    "import_legs": "trafficroutes.dataset.importing",
    "info": "trafficroutes.analysis.info",
    "load": "trafficroutes.dataset.loading",
    "merge": "trafficroutes.dataset.merging",
    "paths": "trafficroutes.analysis.paths",
    "profile": "trafficroutes.analysis.profile",
    "sensitivity": "trafficroutes.analysis.sensitivity",
    "sweep": "trafficroutes.scenario.sweep",
    "sweep_many": "trafficroutes.scenario.sweep",
    "whatif": "trafficroutes.scenario.whatif",
    "why": "trafficroutes.analysis.why",
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
