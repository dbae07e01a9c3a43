"""The 25 questions, in the order in which they are asked: the rate first, while the project is still empty."""

from __future__ import annotations

from chutier_resolve.selftest import clip_probes as clip
from chutier_resolve.selftest import pool_probes as pool
from chutier_resolve.selftest import timeline_probes as line
from chutier_resolve.selftest.bench import Probe

PROBES = (
    Probe("rate-freeze", "Until when can the project's frame rate be changed?", line.rate_freeze),
    Probe("twin-bins", "Does AddSubFolder make a second bin of one name, and move the current bin?", pool.twin_bins),
    Probe("bin-names", "Do unusual bin names come back as given?", pool.bin_names),
    Probe("empty-lists", "Is nothing an empty list or None?", pool.empty_lists),
    Probe("unique-ids", "Do ids last through renames and moves?", pool.unique_ids),
    Probe("import-twice", "Does importing a file again make a second clip?", pool.import_twice),
    Probe("import-answers", "What does an import say to files it cannot read, in which order?", pool.import_answers),
    Probe("import-sequence", "What does a numbered sequence become?", pool.import_sequence),
    Probe("clip-properties", "Which properties has a clip, and in which language are they?", clip.clip_properties),
    Probe("metadata-bad-key", "Is SetMetadata all or nothing when one key does not exist?", clip.metadata_bad_key),
    Probe("metadata-values", "How do metadata values come back?", clip.metadata_values),
    Probe("good-take", "Can Good Take be set?", clip.good_take),
    Probe("keywords", "How are keywords written and read?", clip.keywords),
    Probe("third-party", "Does third-party metadata hold what is put there?", clip.third_party),
    Probe("clip-name", "How is a clip renamed?", clip.clip_name),
    Probe("colours-and-flags", "Which colours do clips and flags take?", clip.colours_and_flags),
    Probe("clip-markers", "Where may a clip's marker stand?", clip.clip_markers),
    Probe("reel-and-start", "Are reel and start timecode kept when they are set?", clip.reel_and_start),
    Probe("proxy-link", "What does linking a proxy check?", clip.proxy_link),
    Probe("metadata-csv", "How is the metadata file written?", pool.metadata_csv),
    Probe("sync-one", "What links sound to picture, and where is it read?", line.sync_one, studio=True),
    Probe("sync-many", "Which sound wins when several fit?", line.sync_many, studio=True),
    Probe("timeline-made", "Where does a new timeline go?", line.timeline_made),
    Probe("timeline-start", "When can a timeline's start be set?", line.timeline_start),
    Probe("timeline-ranges", "Is endFrame part of a range, and what becomes of an overlap?", line.timeline_ranges),
)  # fmt: skip
