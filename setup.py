"""What setup.cfg cannot say: every folder of the package, and data/ as one more."""

from setuptools import find_packages, setup

setup(packages=[*find_packages(include=["trafficroutes", "trafficroutes.*"]), "trafficroutes.data"])
