from trafficroutes.analysis.audit.answer import Audit, audit
from trafficroutes.analysis.centrality.answer import centrality
from trafficroutes.analysis.centrality.results import CentralityAnswer, CentralityResult
from trafficroutes.analysis.chokepoints.answer import chokepoints
from trafficroutes.analysis.chokepoints.results import ChokepointsAnswer, ChokepointsResult
from trafficroutes.analysis.comparison.answer import compare
from trafficroutes.analysis.comparison.results import ComparisonAnswer, ComparisonResult
from trafficroutes.analysis.cooperation.answer import cooperation, corridor_cooperation
from trafficroutes.analysis.cooperation.results import CooperationAnswer, CooperationResult
from trafficroutes.analysis.describe.answer import describe
from trafficroutes.analysis.describe.results import DescribeResult, Description
from trafficroutes.analysis.estimate.answer import estimate
from trafficroutes.analysis.estimate.calibrate import (
    CalibrationAnswer,
    CalibrationResult,
    calibrate,
)
from trafficroutes.analysis.estimate.results import EstimateAnswer, EstimateResult
from trafficroutes.analysis.estimate.skill import FamilySkill, SkillResult, skill
from trafficroutes.analysis.hubs.answer import hubs
from trafficroutes.analysis.hubs.results import HubAnswer, HubsResult
from trafficroutes.analysis.legs.answer import legs
from trafficroutes.analysis.legs.results import LegsResult
from trafficroutes.analysis.paths.answer import paths
from trafficroutes.analysis.paths.results import PathsAnswer, PathsResult
from trafficroutes.analysis.records.info import Info, info
from trafficroutes.analysis.records.overview import overview
from trafficroutes.analysis.records.overview_results import Overview
from trafficroutes.analysis.records.profile import profile
from trafficroutes.analysis.records.profile_results import Profile
from trafficroutes.analysis.reporters.answer import reporters
from trafficroutes.analysis.reporters.results import ReportersAnswer, ReportersResult
from trafficroutes.analysis.sensitivity.answer import sensitivity
from trafficroutes.analysis.sensitivity.results import SensitivityAnswer, SensitivityResult
from trafficroutes.analysis.suppliers.answer import suppliers
from trafficroutes.analysis.suppliers.results import SuppliersAnswer, SuppliersResult
from trafficroutes.analysis.why.answer import why
from trafficroutes.analysis.why.results import WhyAnswer, WhyResult
from trafficroutes.asking.answer import ask
from trafficroutes.asking.results import Translation
from trafficroutes.briefing.answer import report_on
from trafficroutes.briefing.contents import Report
from trafficroutes.briefing.saving import save_report
from trafficroutes.dataset.importing import Imported, import_legs
from trafficroutes.dataset.loading import load
from trafficroutes.dataset.merging import Merged, merge
from trafficroutes.dataset.merging_entries import MergeConflictError
from trafficroutes.dataset.seizures.answer import (
    SeizureNetwork,
    check_seizures,
    import_seizures,
)
from trafficroutes.dataset.seizures.report import SeizureReport
from trafficroutes.dataset.tables.reading import TableError
from trafficroutes.errors import (
    AmbiguousNameError,
    ClusterError,
    DataFileError,
    DeclinedError,
    FileAccessError,
    FormerStateError,
    MissingPackageError,
    MissingQuantityError,
    NoPlaceError,
    NoRouteError,
    NotACountryError,
    NotHeldError,
    NotSolvedError,
    NotUnderstoodError,
    PartOfStateError,
    Problem,
    QueryError,
    RecordError,
    SweepTooLargeError,
    TrafficRoutesError,
    UnfinishedRunError,
    UnknownNameError,
    WrongTypeError,
)
from trafficroutes.exporting.answer import export, to_geo
from trafficroutes.exporting.geo import GeoFrames
from trafficroutes.flowmodel.networks import build_graph
from trafficroutes.maps.drawing import draw_map
from trafficroutes.maps.figure import save_figure
from trafficroutes.maps.page.offline import OnlineContentError
from trafficroutes.maps.page.saving import save_map
from trafficroutes.maps.style import MapStyle
from trafficroutes.maps.views.network import network_view
from trafficroutes.model.dataset import Dataset
from trafficroutes.notebook import load_ipython_extension
from trafficroutes.question.extract import Extract
from trafficroutes.question.result import Result
from trafficroutes.scenario.sweep.answer import sweep, sweep_many
from trafficroutes.scenario.sweep.ends import all_ends
from trafficroutes.scenario.sweep.results import SweepAnswer, SweepResult
from trafficroutes.scenario.whatif.answer import whatif
from trafficroutes.scenario.whatif.results import WhatIfAnswer, WhatIfResult
from trafficroutes.version import __version__

__all__ = [
    "AmbiguousNameError",
    "Audit",
    "CalibrationAnswer",
    "CalibrationResult",
    "CentralityAnswer",
    "CentralityResult",
    "ChokepointsAnswer",
    "ChokepointsResult",
    "ClusterError",
    "ComparisonAnswer",
    "ComparisonResult",
    "CooperationAnswer",
    "CooperationResult",
    "DataFileError",
    "Dataset",
    "DeclinedError",
    "DescribeResult",
    "Description",
    "EstimateAnswer",
    "EstimateResult",
    "Extract",
    "FamilySkill",
    "FileAccessError",
    "FormerStateError",
    "GeoFrames",
    "HubAnswer",
    "HubsResult",
    "Imported",
    "Info",
    "LegsResult",
    "MapStyle",
    "MergeConflictError",
    "Merged",
    "MissingPackageError",
    "MissingQuantityError",
    "NoPlaceError",
    "NoRouteError",
    "NotACountryError",
    "NotHeldError",
    "NotSolvedError",
    "NotUnderstoodError",
    "OnlineContentError",
    "Overview",
    "PartOfStateError",
    "PathsAnswer",
    "PathsResult",
    "Problem",
    "Profile",
    "QueryError",
    "RecordError",
    "Report",
    "ReportersAnswer",
    "ReportersResult",
    "Result",
    "SeizureNetwork",
    "SeizureReport",
    "SensitivityAnswer",
    "SensitivityResult",
    "SkillResult",
    "SuppliersAnswer",
    "SuppliersResult",
    "SweepAnswer",
    "SweepResult",
    "SweepTooLargeError",
    "TableError",
    "TrafficRoutesError",
    "Translation",
    "UnfinishedRunError",
    "UnknownNameError",
    "WhatIfAnswer",
    "WhatIfResult",
    "WhyAnswer",
    "WhyResult",
    "WrongTypeError",
    "__version__",
    "all_ends",
    "ask",
    "audit",
    "build_graph",
    "calibrate",
    "centrality",
    "check_seizures",
    "chokepoints",
    "compare",
    "cooperation",
    "corridor_cooperation",
    "describe",
    "draw_map",
    "estimate",
    "export",
    "hubs",
    "import_legs",
    "import_seizures",
    "info",
    "legs",
    "load",
    "load_ipython_extension",
    "merge",
    "network_view",
    "overview",
    "paths",
    "profile",
    "report_on",
    "reporters",
    "save_figure",
    "save_map",
    "save_report",
    "sensitivity",
    "skill",
    "suppliers",
    "sweep",
    "sweep_many",
    "to_geo",
    "whatif",
    "why",
]
