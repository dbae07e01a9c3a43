// Sequences, markers, proxies, and what goes out.

var TICKS_PER_SECOND = 254016000000;

/**
 * Makes sequences of clips, end to end; the open sequence is put back.
 * @param {Project} project
 * @param {{items: any[]}} args
 * @returns {any[]}
 */
function opSequences(project, args) {
  var active = project.activeSequence;
  var answers = each(args.items, function (wanted) {
    var bin = binOf(project, wanted.bin, wanted.bin.names.length);
    if (sequenceIn(project, bin, wanted.name)) {
      return there();
    }
    var before = sequencesOf(project);
    if (wanted.refs.length) {
      var items = [];
      for (var i = 0; i < wanted.refs.length; i++) {
        items.push(refOf(project, wanted.refs[i]));
      }
      project.createNewSequenceFromClips(wanted.name, items, bin);
    } else if (wanted.preset) {
      project.newSequence(wanted.name, wanted.preset);
    } else {
      return failed('no-clips', wanted.name);
    }
    return finished(project, bin, wanted, newOne(project, before));
  });
  if (active && (!project.activeSequence || project.activeSequence.sequenceID !== active.sequenceID)) {
    try {
      project.activeSequence = active;
    } catch (error) {
      // It was closed meanwhile; the work stands.
    }
  }
  return answers;
}

/**
 * @param {Project} project
 * @param {ProjectItem} bin
 * @param {string} name
 * @returns {ProjectItem | null}
 */
function sequenceIn(project, bin, name) {
  var sequences = sequencesOf(project);
  var children = childrenOf(bin);
  for (var i = 0; i < children.length; i++) {
    if (children[i].name === name && sequences[children[i].nodeId]) {
      return children[i];
    }
  }
  return null;
}

/**
 * The sequence that was not there before.
 * @param {Project} project
 * @param {{[node: string]: Sequence}} before
 * @returns {Sequence | null}
 */
function newOne(project, before) {
  var now = sequencesOf(project);
  for (var node in now) {
    if (now.hasOwnProperty(node) && !before[node]) {
      return now[node];
    }
  }
  return null;
}

/**
 * Sees that a new sequence is what was asked for: its place, its name, its clips. One that is not goes again.
 * @param {Project} project
 * @param {ProjectItem} bin
 * @param {any} wanted
 * @param {Sequence | null} made
 * @returns {any}
 */
function finished(project, bin, wanted, made) {
  if (!made) {
    return failed('refused', wanted.name);
  }
  var item = made.projectItem;
  /** @type {string[]} */
  var clips = [];
  var right = false;
  try {
    if (!lies(bin, item.nodeId)) {
      item.moveBin(bin);
    }
    if (item.name !== wanted.name) {
      item.name = wanted.name;
    }
    clips = clipsOf(made);
    right = lies(bin, item.nodeId) && item.name === wanted.name && clips.length === wanted.refs.length;
    for (var i = 0; right && i < clips.length; i++) {
      right = clips[i] === wanted.refs[i].node;
    }
  } finally {
    if (!right) {
      // Left where it is, the next run would not know it and make another.
      project.deleteSequence(made);
    }
  }
  if (!right) {
    return failed('not-filled', clips.length);
  }
  known[item.nodeId] = item;
  var answer = done();
  answer.node = item.nodeId;
  answer.starts = startsOf(made);
  answer.shape = shapeOf(made);
  return answer;
}

/**
 * All that lies in a sequence, by track, from when to when: by this one sees whether somebody has worked in it.
 * @param {Sequence} sequence
 * @returns {string}
 */
function shapeOf(sequence) {
  return spans(sequence.videoTracks, 'v').concat(spans(sequence.audioTracks, 'a')).join(' ');
}

/**
 * @param {TrackCollection} tracks
 * @param {string} kind
 * @returns {string[]}
 */
function spans(tracks, kind) {
  var found = [];
  for (var i = 0; i < tracks.numTracks; i++) {
    var clips = tracks[i].clips;
    for (var j = 0; j < clips.numItems; j++) {
      found.push(kind + i + ':' + clips[j].start.ticks + '-' + clips[j].end.ticks);
    }
  }
  return found;
}

/**
 * Where each clip begins in a sequence, in ticks: in and out points that a person set on a clip shorten it.
 * @param {Sequence} sequence
 * @returns {string[]}
 */
function startsOf(sequence) {
  var tracks = nodesOn(sequence.videoTracks).length ? sequence.videoTracks : sequence.audioTracks;
  var starts = [];
  for (var i = 0; i < tracks[0].clips.numItems; i++) {
    starts.push(String(tracks[0].clips[i].start.ticks));
  }
  return starts;
}

/**
 * Sets markers on clips and sequences. A marker that stands already, at its tick and with its words, is not set again.
 * @param {Project} project
 * @param {{items: any[]}} args
 * @returns {any[]}
 */
function opMarkers(project, args) {
  var sequences = sequencesOf(project);
  return each(args.items, function (wanted) {
    var item = refOf(project, wanted.ref);
    var owner = sequences[wanted.ref.node];
    var markers = owner ? owner.markers : item.getMarkers();
    var standing = markersIn(markers);
    var made = 0;
    for (var i = 0; i < wanted.markers.length; i++) {
      var one = wanted.markers[i];
      if (!standing[markerKey(one.ticks, one.name, one.comment)]) {
        var marker = markers.createMarker(Number(one.ticks) / TICKS_PER_SECOND);
        if (!marker) {
          return failed('marker', one.name);
        }
        try {
          marker.name = one.name;
          marker.comments = one.comment;
          marker.setColorByIndex(one.color);
        } catch (error) {
          // Without its words it would not be known again, and the next run would set a second one.
          markers.deleteMarker(marker);
          throw error;
        }
        made++;
      }
    }
    return made ? done() : there();
  });
}

/**
 * @param {MarkerCollection} markers
 * @returns {{[key: string]: boolean}}
 */
function markersIn(markers) {
  /** @type {{[key: string]: boolean}} */
  var found = {};
  var marker = markers.getFirstMarker();
  for (var i = 0; marker && i < markers.numMarkers; i++) {
    found[markerKey(marker.start.ticks, marker.name, marker.comments)] = true;
    marker = markers.getNextMarker(marker);
  }
  return found;
}

/**
 * Times go in as seconds and come back as ticks: to the hundredth of a second, which is less than any frame, they agree.
 * @param {string} ticks
 * @param {string} name
 * @param {string} comment
 * @returns {string}
 */
function markerKey(ticks, name, comment) {
  return Math.round(Number(ticks) / TICKS_PER_SECOND * 100) + ' ' + quoted(name) + quoted(comment);
}

/**
 * Links proxies. It cannot be undone by Premiere, and takes its time.
 * @param {Project} project
 * @param {{items: {ref: {id: string, node: string}, path: string}[]}} args
 * @returns {any[]}
 */
function opProxies(project, args) {
  return each(args.items, function (wanted) {
    var item = refOf(project, wanted.ref);
    if (item.hasProxy()) {
      return samePath(item.getProxyPath(), wanted.path) ? there() : { state: 'kept', why: 'other-proxy', detail: String(item.getProxyPath()) };
    }
    if (!item.canProxy()) {
      return failed('no-proxy', item.name);
    }
    item.attachProxy(wanted.path, 0);
    return item.hasProxy() && samePath(item.getProxyPath(), wanted.path) ? done() : failed('not-linked', item.name);
  });
}

/**
 * @param {any} one
 * @param {any} other
 * @returns {boolean}
 */
function samePath(one, other) {
  return String(one).split(BACKSLASH).join('/').toLowerCase() === String(other).split(BACKSLASH).join('/').toLowerCase();
}

/**
 * Writes a sequence out, or the whole project as Final Cut Pro XML.
 * @param {Project} project
 * @param {{items: {ref: {id: string, node: string}, as: string, path: string}[]}} args
 * @returns {any[]}
 */
function opExport(project, args) {
  var sequences = sequencesOf(project);
  return each(args.items, function (wanted) {
    if (!wanted.ref.node && wanted.as === 'fcp7xml') {
      project.exportFinalCutProXML(wanted.path, 1);
      return done();
    }
    var sequence = sequences[wanted.ref.node];
    if (!sequence) {
      return failed('no-sequence', wanted.ref.id);
    }
    if (wanted.as === 'fcp7xml') {
      sequence.exportAsFinalCutProXML(wanted.path, 1);
    } else if (wanted.as === 'aaf') {
      project.exportAAF(sequence, wanted.path, 0, 0, 48000, 24, 0, 1, 0, 0);
    } else {
      return failed('version', wanted.as);
    }
    return done();
  });
}

/**
 * @param {Project} project
 * @returns {any[]}
 */
function opSave(project) {
  return each([0], function () {
    project.save();
    return done();
  });
}
