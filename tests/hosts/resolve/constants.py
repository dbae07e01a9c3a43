"""Constants of the handle: since when, and a value that no script could guess. `dir` does not list them (21.0.3)."""

_SYNC = ("AUDIO_SYNC_MODE", "AUDIO_SYNC_CHANNEL_NUMBER", "AUDIO_SYNC_RETAIN_EMBEDDED_AUDIO",
         "AUDIO_SYNC_RETAIN_VIDEO_METADATA", "AUDIO_SYNC_WAVEFORM", "AUDIO_SYNC_TIMECODE")  # fmt: skip
_EXPORT = ("EXPORT_AAF", "EXPORT_DRT", "EXPORT_EDL", "EXPORT_FCP_7_XML", "EXPORT_FCPXML_1_8", "EXPORT_FCPXML_1_9",
           "EXPORT_FCPXML_1_10", "EXPORT_TEXT_CSV", "EXPORT_TEXT_TAB", "EXPORT_AAF_NEW", "EXPORT_AAF_EXISTING",
           "EXPORT_NONE", "EXPORT_CDL", "EXPORT_SDL", "EXPORT_MISSING_CLIPS")  # fmt: skip

CONSTANTS: dict[str, tuple[tuple[int, ...], float]] = {
    **{name: ((19, 1), 4000.0 + number) for number, name in enumerate(_SYNC)},
    **{name: ((18, 1), 100.0 + number) for number, name in enumerate(_EXPORT)},
    "EXPORT_OTIO": ((18, 5), 160.0),
    "EXPORT_ALE": ((19, 0), 161.0),
    "EXPORT_ALE_CDL": ((19, 0), 162.0),
}
NAMES = {value: name for name, (_since, value) in CONSTANTS.items()}

CLIP_COLORS = frozenset((
    "Orange", "Apricot", "Yellow", "Lime", "Olive", "Green", "Teal", "Navy", "Blue", "Purple", "Violet", "Pink",
    "Tan", "Beige", "Brown", "Chocolate",
))  # fmt: skip
MARKER_COLORS = frozenset((
    "Blue", "Cyan", "Green", "Yellow", "Red", "Pink", "Purple", "Fuchsia", "Rose", "Lavender", "Sky", "Mint", "Lemon",
    "Sand", "Cocoa", "Cream",
))  # fmt: skip

METADATA = frozenset((
    "Description", "Comments", "Keywords", "People", "Scene", "Shot", "Take", "Angle", "Camera #", "Roll Card #",
    "Location", "Audio Notes", "VFX Notes", "Reviewers Notes", "Move", "Day / Night", "Environment", "Shot Type",
    "Shoot Day", "Date Recorded", "Reel Number", "Clip Number", "Program Name", "Episode #", "Episode Name",
    "Shot During Ep", "Unit Name", "Setup", "Camera ID", "Camera Type", "Camera Manufacturer", "Camera Serial #",
    "Camera Notes", "Camera Operator", "Camera FPS", "Camera TC Type", "Lens Type", "Lens Number", "Lens Notes",
    "Camera Aperture", "Focal Point (mm)", "Distance", "ISO", "ND Filter", "White Point (Kelvin)",
    "White Balance Tint", "Shutter Angle", "Shutter Type", "Filter", "Sound Mixer", "Sound Roll #", "Audio Recorder",
    "Audio TC Type", "Dialog Notes", "Dialog Starts As", "Production Name", "Production Company", "Director", "DOP",
    "Script Supervisor", "Assistant Director", "Producer", "Editor", "Data Wrangler", "VFX Shot #", "VFX Markers",
    "Aux 1", "Aux 2", "Lab Roll #", "Send to", "Tone",
))  # fmt: skip
"""Keys that scripts were seen to write and read back on 20.3 and 21.1. `Good Take` is readable only (21.1)."""
