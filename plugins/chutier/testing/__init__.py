"""For those who write adapters: a program that is not there, and the suite that every adapter passes.

class TestMine(NleContract):
    @pytest.fixture
    def nle(self, tmp_path): return Mine(tmp_path)
"""

from chutier.testing.contract import NleContract
from chutier.testing.fake import FakeNle, Quirks
from chutier.testing.trees import clip, project

__all__ = ["FakeNle", "NleContract", "Quirks", "clip", "project"]
