"""Whether a Resolve's own types (`DaVinciResolveScript.pyi`, shipped from 21.1 on) have every call that we make."""

import ast
from collections.abc import Mapping

CALLS: Mapping[str, tuple[str, ...]] = {
    "Folder": ("GetClipList", "GetName", "GetSubFolderList", "GetUniqueId"),
    "MediaPool": (
        "AddSubFolder", "AppendToTimeline", "AutoSyncAudio", "CreateEmptyTimeline", "DeleteClips", "DeleteFolders",
        "DeleteTimelines", "GetCurrentFolder", "GetRootFolder", "ImportMedia", "MoveClips", "RefreshFolders",
        "SetCurrentFolder",
    ),
    "MediaPoolItem": (
        "AddFlag", "ClearClipColor", "ClearFlags", "GetClipProperty", "GetMarkers", "GetMetadata", "GetName",
        "GetThirdPartyMetadata", "GetUniqueId", "LinkProxyMedia", "SetClipColor", "SetClipProperty", "SetMetadata",
        "SetName", "SetThirdPartyMetadata",
    ),
    "Project": (
        "GetCurrentTimeline", "GetMediaPool", "GetName", "GetTimelineByIndex", "GetTimelineCount", "GetUniqueId",
        "SetCurrentTimeline",
    ),
    "ProjectManager": ("GetCurrentDatabase", "GetCurrentProject", "SaveProject"),
    "Resolve": ("GetCurrentPage", "GetProductName", "GetProjectManager", "GetVersion", "OpenPage"),
    "Timeline": (
        "AddMarker", "DeleteClips", "DeleteMarkerByCustomData", "Export", "GetEndFrame", "GetItemListInTrack",
        "GetMarkerByCustomData", "GetMarkers", "GetName", "GetStartFrame", "GetStartTimecode", "GetUniqueId",
        "SetStartTimecode", "SetTrackName",
    ),
    "TimelineItem": ("GetDuration", "GetMediaPoolItem", "GetStart"),
}  # fmt: skip
"""By class. `GetSetting` is left out: 21.1 calls it deprecated and offers `GetSettings`, and we take what is there."""


def contract_drift(types: str) -> list[str]:
    """The calls of ours that the text of a `.pyi` does not have, as `Class.Method`. Types that cannot be read lack
    nothing that we know of."""
    try:
        tree = ast.parse(types)
    except (SyntaxError, ValueError):
        return []
    there = {
        node.name: {one.name for one in node.body if isinstance(one, ast.FunctionDef)}
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    return [
        f"{owner}.{name}" for owner, names in CALLS.items() if owner in there for name in names
        if name not in there[owner]
    ]  # fmt: skip
