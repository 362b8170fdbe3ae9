"""What setup.cfg cannot say: every folder of the package, and data/ as one more, compiled."""

import sys
from pathlib import Path

from setuptools import find_packages, setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent


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
    cmdclass={"build_py": BuildWithRecords},
)
