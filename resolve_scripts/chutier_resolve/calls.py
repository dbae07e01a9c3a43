"""What the half that runs inside calls of Resolve's documented API: `Class.Method`, and the first version with it.

18.1 stands for what the oldest documentation that we know of has (Blackmagic's README, 18.1.2).
"""

from collections.abc import Mapping

CALLS: Mapping[str, str] = {
    "Folder.GetClipList": "18.1", "Folder.GetName": "18.1", "Folder.GetSubFolderList": "18.1",
    "Folder.GetUniqueId": "18.1",
    "MediaPool.AddSubFolder": "18.1", "MediaPool.AppendToTimeline": "18.1", "MediaPool.AutoSyncAudio": "19.1",
    "MediaPool.CreateEmptyTimeline": "18.1", "MediaPool.DeleteClips": "18.1", "MediaPool.DeleteFolders": "18.1",
    "MediaPool.DeleteTimelines": "18.1", "MediaPool.GetCurrentFolder": "18.1", "MediaPool.GetRootFolder": "18.1",
    "MediaPool.ImportMedia": "18.1", "MediaPool.MoveClips": "18.1", "MediaPool.RefreshFolders": "18.1",
    "MediaPool.SetCurrentFolder": "18.1",
    "MediaPoolItem.AddFlag": "18.1", "MediaPoolItem.ClearClipColor": "18.1", "MediaPoolItem.ClearFlags": "18.1",
    "MediaPoolItem.GetClipProperty": "18.1", "MediaPoolItem.GetMarkers": "18.1", "MediaPoolItem.GetMetadata": "18.1",
    "MediaPoolItem.GetName": "18.1", "MediaPoolItem.GetThirdPartyMetadata": "19.0",
    "MediaPoolItem.GetUniqueId": "18.1", "MediaPoolItem.LinkProxyMedia": "18.1", "MediaPoolItem.SetClipColor": "18.1",
    "MediaPoolItem.SetClipProperty": "18.1", "MediaPoolItem.SetMetadata": "18.1", "MediaPoolItem.SetName": "20.2",
    "MediaPoolItem.SetThirdPartyMetadata": "19.0",
    "Project.GetCurrentTimeline": "18.1", "Project.GetMediaPool": "18.1", "Project.GetName": "18.1",
    "Project.GetTimelineByIndex": "18.1", "Project.GetTimelineCount": "18.1", "Project.GetUniqueId": "18.1",
    "Project.SetCurrentTimeline": "18.1",
    "ProjectManager.GetCurrentDatabase": "18.1", "ProjectManager.GetCurrentProject": "18.1",
    "ProjectManager.SaveProject": "18.1",
    "Resolve.GetCurrentPage": "18.1", "Resolve.GetProductName": "18.1", "Resolve.GetProjectManager": "18.1",
    "Resolve.GetVersion": "18.1", "Resolve.OpenPage": "18.1",
    "Timeline.AddMarker": "18.1", "Timeline.DeleteClips": "18.5", "Timeline.DeleteMarkerByCustomData": "18.1",
    "Timeline.Export": "18.1", "Timeline.GetEndFrame": "18.1", "Timeline.GetItemListInTrack": "18.1",
    "Timeline.GetMarkerByCustomData": "18.1", "Timeline.GetMarkers": "18.1", "Timeline.GetName": "18.1",
    "Timeline.GetStartFrame": "18.1", "Timeline.GetStartTimecode": "18.1", "Timeline.GetUniqueId": "18.1",
    "Timeline.SetStartTimecode": "18.1", "Timeline.SetTrackName": "18.1",
    "TimelineItem.GetDuration": "18.1", "TimelineItem.GetMediaPoolItem": "18.1", "TimelineItem.GetStart": "18.1",
}  # fmt: skip
"""Calls that we cannot do without."""

INSTEAD: Mapping[str, str] = {
    "Project.GetSettings": "Project.GetSetting", "Resolve.IsStudio": "Resolve.GetProductName",
    "Timeline.GetSettings": "Timeline.GetSetting",
}  # fmt: skip
"""Calls of 21.1, made where they are there, and what we call where they are not: 21.1 deprecates `GetSetting`."""
