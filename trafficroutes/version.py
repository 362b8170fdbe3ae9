"""The version of the package; the only place that says it."""

__version__ = "0.1.0"
#: What files that are drawn say of who made them.
MADE_BY = f"trafficroutes {__version__}"
