"""A DaVinci Resolve for tests."""

from hosts.resolve.fake import FakeResolve
from hosts.resolve.files import VirtualFile
from hosts.resolve.profiles import PROFILES

__all__ = ["PROFILES", "FakeResolve", "VirtualFile"]
