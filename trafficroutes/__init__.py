"""Understand how illicit drugs move between countries, from public evidence.

Data:
    load                  Read a data file and check all of it.
    Dataset               A checked data file: its records, its places, and what identifies it.
    info                  Return the totals of a data file.
    legs                  Answer who says that goods go from A to B.
    overview              Return all that the data say of a corridor, a commodity or a family.
    profile               Return all that the data say of a place, with citations.
    audit                 Look through a data file for what deserves a second look.
    import_legs           Turn a table into a data file.
    import_seizures       Turn tables of seizure records into a network of links.
    check_seizures        Look through tables of seizure records, and make nothing of them.
    merge                 Join data files; every citation of each is in the result.
    build_graph           Return the network of a commodity or family as a directed graph.

Questions:
    ask                   Translate a question in words into the command that answers it.
    hubs                  Answer which transit hubs connect an origin to a destination.
    paths                 Return the most likely routes that pass no place twice.
    why                   Explain the share of a place between an origin and a destination.
    suppliers             Answer from where a place gets its goods.
    chokepoints           Answer which countries and legs stand between two places.
    centrality            Rank the countries and legs of a network by measures side by side.
    describe              Return the figures of whole networks, and how robust they are.
    cooperation           Answer which bodies of cooperation cover what moves from A to B.
    corridor_cooperation  Answer which bodies of cooperation cover the legs of a corridor.
    compare               Compare a network in two periods, or in two data files.
    sensitivity           Rank countries by legs that stand on more and more evidence, side by side.
    reporters             Answer who reports the seizures behind a network, and what hangs on each.
    estimate              Estimate what moves over each leg of a commodity or family, a year.
    calibrate             Return the observed shares of a family beside those of its flow estimate.
    skill                 Return how far an estimate is from published shares, by period.

Scenarios:
    whatif                Answer what a scenario would stop, and where the rest would go.
    sweep                 Look at every set of countries or legs of a size for those that stop most.
    sweep_many            Sweep between many origins and destinations.
    all_ends              Return all sources with all markets of a commodity, or of each family.

Maps:
    draw_map              Draw an answer, a graph, or a part of the network.
    save_map              Write a map as one HTML file that needs nothing else.
    save_figure           Write a map as a figure: PNG or SVG, by the ending of its name.
    network_view          Return what a map of the network, or of a part of it, shows.
    Extract               Which part of the network to draw, or to export.
    MapStyle              Widths, sizes and classes of a map.

Reports:
    report_on             Put together all that the data tell of a question, a corridor or a place.
    save_report           Write a report: a page, Markdown or a document of Word.

To take away:
    export                Write the data, a part of them, or an answer as a file of another program.
    to_geo                Return the places and legs of data or of an answer as GeoDataFrames.
    GeoFrames             Places and legs with their geometry, in degrees (WGS 84).

Notebooks:
    load_ipython_extension  Say under a cell of a notebook how long it has worked.

Results:
    Report                All that the data tell of one question, corridor or place.
    Translation           A question in words, and the command that answers it.
    Result                What a question returns, and each of its answers.
    HubsResult            The answer to "which transit hubs connect A to B".
    HubAnswer             The hubs of one commodity or family.
    PathsResult           The answer of paths: the question, the data, one answer a family.
    PathsAnswer           The most likely routes of one commodity or family.
    WhyResult             The answer of why: the place, the question, one answer a family.
    WhyAnswer             What a place's share is made of, for one commodity or family.
    SuppliersResult       The answer to "from where does a place get its goods".
    SuppliersAnswer       The suppliers of a place, of one commodity or family.
    ChokepointsResult     The answer to "what stands between A and B".
    ChokepointsAnswer     The chokepoints of one commodity or family.
    CentralityResult      The answer of centrality: the question, the data, an answer a family.
    CentralityAnswer      The centralities of one commodity or family.
    DescribeResult        The answer of describe: the question, the data, an answer a family.
    Description           The figures of one commodity's or family's network.
    CooperationResult     The answer to "which bodies cover what moves from A to B".
    CooperationAnswer     The coverage of one commodity or family.
    ComparisonResult      The answer of compare: both questions, the data, an answer a family.
    ComparisonAnswer      What changes in the network of one commodity or family.
    ReportersResult       The answer of reporters: the question, the data, an answer a family.
    ReportersAnswer       The reporters of one commodity's or family's network.
    SensitivityResult     The answer of sensitivity: the question, the data, an answer a family.
    SensitivityAnswer     How the ranking of one commodity or family depends on the evidence.
    EstimateResult        The answer of estimate: the data, and one answer.
    EstimateAnswer        The flow estimate of one commodity or family.
    CalibrationResult     The answer of calibrate: the data, and one answer.
    CalibrationAnswer     The calibration of one family.
    SkillResult           The answer of skill: the data, and one answer a family.
    FamilySkill           How the estimate of one family did.
    WhatIfResult          The answer of whatif.
    WhatIfAnswer          What a scenario does to one commodity or family.
    SweepResult           The answer to "which sets of this size intercept most".
    SweepAnswer           The best sets of one commodity or family between two ends.
    Info                  Totals of a data file; the fields are documented in docs/output.md.
    LegsResult            The answer to "who says that goods go from A to B".
    Overview              All that the data say of one corridor, commodity or family.
    Profile               All that the data say of one place.
    Audit                 The answer of audit: the data, and one result a check.
    Imported              A table as a data file.
    SeizureNetwork        Seizure records as a network.
    SeizureReport         A quality report on tables of seizure records.
    Merged                Data files as one.

Errors:
    TrafficRoutesError    Base of every error that trafficroutes raises on purpose.
    UnknownNameError      A name that nothing in the data answers to.
    NotHeldError          A substance that is known, but that the data file holds nothing about.
    AmbiguousNameError    A name with several meanings; the choices are in the message.
    FormerStateError      The name of a state that no longer exists.
    PartOfStateError      The name of a part of a state, where only whole states are known.
    NoPlaceError          A word that says that no place is known, where a place is needed.
    NotACountryError      A region stands where only a country can.
    WrongTypeError        An argument of a kind that cannot be used, such as a number for a name.
    QueryError            A question that makes no sense as asked (such as from a place to itself).
    NotUnderstoodError    A question in words that stands for no command.
    DeclinedError         A question for how to evade control; no command answers that.
    NoRouteError          Nothing in the selected legs leads from the origin to the destination.
    NotSolvedError        No iteration comes near enough to the solution of a large network.
    MissingQuantityError  A weighting by amounts met legs without one (``volume``, ``kilograms``).
    DataFileError         A data file that cannot be used; holds all of its problems at once.
    Problem               One thing that is wrong with a data file.
    RecordError           A record of which the values do not go together.
    FileAccessError       A file that cannot be read or written.
    MissingPackageError   A package that something asked for needs, and that is not installed.
    SweepTooLargeError    More sets than can be looked at in reasonable time.
    UnfinishedRunError    Parts of an earlier run that cannot be gone on with, or are not asked for.
    ClusterError          A Dask cluster that cannot be used.
    TableError            A table that cannot be used; holds all of its problems at once.
    MergeConflictError    Data files that contradict each other; holds all conflicts at once.
    OnlineContentError    A map holds something that would have to be loaded from the web.

Names are imported when they are first used, so that ``import trafficroutes`` is quick.

>>> import trafficroutes as tr
>>> answer = tr.hubs(tr.load(), "Colombia", "Europe", commodity="cocaine").answer()
>>> round(sum(gateway.share for gateway in answer.gateways), 9)
1.0
"""

from __future__ import annotations

import lazy_loader

from trafficroutes.version import __version__

#: Kept in step with the stub for type checkers, ``__init__.pyi``, by a test; the stub is
#: not read here since there are no files in a zip.
__getattr__, __dir__, _ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "analysis.audit.answer": ["Audit", "audit"],
        "analysis.centrality.answer": ["centrality"],
        "analysis.centrality.results": ["CentralityAnswer", "CentralityResult"],
        "analysis.chokepoints.answer": ["chokepoints"],
        "analysis.chokepoints.results": ["ChokepointsAnswer", "ChokepointsResult"],
        "analysis.comparison.answer": ["compare"],
        "analysis.comparison.results": ["ComparisonAnswer", "ComparisonResult"],
        "analysis.cooperation.answer": ["cooperation", "corridor_cooperation"],
        "analysis.cooperation.results": ["CooperationAnswer", "CooperationResult"],
        "analysis.describe.answer": ["describe"],
        "analysis.describe.results": ["DescribeResult", "Description"],
        "analysis.estimate.answer": ["estimate"],
        "analysis.estimate.calibrate": ["CalibrationAnswer", "CalibrationResult", "calibrate"],
        "analysis.estimate.results": ["EstimateAnswer", "EstimateResult"],
        "analysis.estimate.skill": ["FamilySkill", "SkillResult", "skill"],
        "analysis.hubs.answer": ["hubs"],
        "analysis.hubs.results": ["HubAnswer", "HubsResult"],
        "analysis.legs.answer": ["legs"],
        "analysis.legs.results": ["LegsResult"],
        "analysis.paths.answer": ["paths"],
        "analysis.paths.results": ["PathsAnswer", "PathsResult"],
        "analysis.records.info": ["Info", "info"],
        "analysis.records.overview": ["overview"],
        "analysis.records.overview_results": ["Overview"],
        "analysis.records.profile": ["profile"],
        "analysis.records.profile_results": ["Profile"],
        "analysis.reporters.answer": ["reporters"],
        "analysis.reporters.results": ["ReportersAnswer", "ReportersResult"],
        "analysis.sensitivity.answer": ["sensitivity"],
        "analysis.sensitivity.results": ["SensitivityAnswer", "SensitivityResult"],
        "analysis.suppliers.answer": ["suppliers"],
        "analysis.suppliers.results": ["SuppliersAnswer", "SuppliersResult"],
        "analysis.why.answer": ["why"],
        "analysis.why.results": ["WhyAnswer", "WhyResult"],
        "asking.answer": ["ask"],
        "asking.results": ["Translation"],
        "briefing.answer": ["report_on"],
        "briefing.contents": ["Report"],
        "briefing.saving": ["save_report"],
        "dataset.importing": ["Imported", "import_legs"],
        "dataset.loading": ["load"],
        "dataset.merging": ["Merged", "merge"],
        "dataset.merging_entries": ["MergeConflictError"],
        "dataset.seizures.answer": ["SeizureNetwork", "check_seizures", "import_seizures"],
        "dataset.seizures.report": ["SeizureReport"],
        "dataset.tables.reading": ["TableError"],
        "errors": [
            "AmbiguousNameError",
            "ClusterError",
            "DataFileError",
            "DeclinedError",
            "FileAccessError",
            "FormerStateError",
            "MissingPackageError",
            "MissingQuantityError",
            "NoPlaceError",
            "NoRouteError",
            "NotACountryError",
            "NotHeldError",
            "NotSolvedError",
            "NotUnderstoodError",
            "PartOfStateError",
            "Problem",
            "QueryError",
            "RecordError",
            "SweepTooLargeError",
            "TrafficRoutesError",
            "UnfinishedRunError",
            "UnknownNameError",
            "WrongTypeError",
        ],
        "exporting.answer": ["export", "to_geo"],
        "exporting.geo": ["GeoFrames"],
        "flowmodel.networks": ["build_graph"],
        "maps.drawing": ["draw_map"],
        "maps.figure": ["save_figure"],
        "maps.page.offline": ["OnlineContentError"],
        "maps.page.saving": ["save_map"],
        "maps.style": ["MapStyle"],
        "maps.views.network": ["network_view"],
        "model.dataset": ["Dataset"],
        "notebook": ["load_ipython_extension"],
        "question.extract": ["Extract"],
        "question.result": ["Result"],
        "scenario.sweep.answer": ["sweep", "sweep_many"],
        "scenario.sweep.ends": ["all_ends"],
        "scenario.sweep.results": ["SweepAnswer", "SweepResult"],
        "scenario.whatif.answer": ["whatif"],
        "scenario.whatif.results": ["WhatIfAnswer", "WhatIfResult"],
    },
)

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
