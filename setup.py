"""What setup.cfg cannot say: every folder of the package, data/ compiled, a wheel that lasts.

The same sources make the same wheel, under whatever umask and at whatever time.
"""

from __future__ import annotations

import os
import sys
import time
import zipfile
from pathlib import Path

from setuptools import find_packages, setup
from setuptools.command.bdist_wheel import bdist_wheel
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent

#: No ZIP file knows an earlier time.
_FIRST = 315_532_800
_MODE = 0o100644 << 16


class ReproducibleWheel(bdist_wheel):
    """A wheel whose files have one order, one mode and one time (SOURCE_DATE_EPOCH, or 1980)."""

    def run(self) -> None:
        """Build the wheel, then write it anew."""
        super().run()
        for _, _, file in self.distribution.dist_files:
            _rewrite(Path(file))


def _rewrite(wheel: Path) -> None:
    when = time.gmtime(max(_FIRST, int(os.environ.get("SOURCE_DATE_EPOCH", _FIRST))))[:6]
    made = wheel.with_suffix(".new")
    with zipfile.ZipFile(wheel) as old, zipfile.ZipFile(made, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (".dist-info/" in name, name)):
            entry = zipfile.ZipInfo(name, when)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, _MODE
            new.writestr(entry, old.read(name))
    made.replace(wheel)


class BuildWithRecords(build_py):
    """Puts the checked records of the data beside them, so that no query need parse these."""

    def run(self) -> None:
        """Build, and compile the data: for an editable install in the checkout itself."""
        super().run()
        sys.path.insert(0, str(ROOT))
        from trafficroutes.dataset.loading import compiled_shipped
        from trafficroutes.dataset.store import COMPILED
        from trafficroutes.errors import DataFileError

        folder = ROOT if self.editable_mode else Path(self.build_lib, "trafficroutes")
        try:
            (folder / "data" / COMPILED).write_bytes(compiled_shipped())
        except DataFileError as error:
            self.warn(f"the data are not compiled, each query will say why: {error}")
        finally:
            sys.path.remove(str(ROOT))


setup(
    packages=[*find_packages(include=["trafficroutes", "trafficroutes.*"]), "trafficroutes.data"],
    cmdclass={"build_py": BuildWithRecords, "bdist_wheel": ReproducibleWheel},
)
