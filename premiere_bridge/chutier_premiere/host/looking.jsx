// What is in the project, read in slices: Premiere answers nobody while a script runs.

var OPEN = '<premierePrivateProjectMetaData:';
var CLOSE = '</premierePrivateProjectMetaData:';

/** @type {{item: ProjectItem, parent: number}[]} */
var snapshot = [];
var snapshotOf = '';
/** @type {{[node: string]: Sequence}} */
var sequencesByNode = {};

/**
 * What runs here, and which projects are open.
 * @returns {any[]}
 */
function opHello() {
  var program = app;
  var projects = [];
  var count = program.projects ? program.projects.numProjects : 0;
  for (var i = 0; i < count; i++) {
    var one = program.projects[i];
    if (one) {
      projects.push({ doc: one.documentID, name: one.name, path: pathOf(one), locked: isLocked(one) });
    }
  }
  var active = program.project && program.project.documentID ? program.project.documentID : '';
  return [{
    version: String(program.version), build: String(program.build), os: /Win/.test($.os) ? 'win' : 'mac',
    name: 'Premiere Pro', active: active, projects: projects,
    production: program.production ? String(program.production.name) : '', has: names()
  }];
}

/**
 * A project's file. Asking can throw while Premiere shuts down.
 * @param {Project} project
 * @returns {string}
 */
function pathOf(project) {
  try {
    return String(project.path);
  } catch (error) {
    return '';
  }
}

/**
 * The values that a metadata packet has for these fields.
 * @param {string} packet
 * @param {string[]} fields
 * @returns {{[field: string]: string}}
 */
function valuesIn(packet, fields) {
  /** @type {{[field: string]: string}} */
  var values = {};
  for (var i = 0; i < fields.length; i++) {
    var begin = packet.indexOf(OPEN + fields[i] + '>');
    if (begin >= 0) {
      begin += OPEN.length + fields[i].length + 1;
      var end = packet.indexOf(CLOSE + fields[i] + '>', begin);
      var text = end < 0 ? '' : unescaped(packet.substring(begin, end));
      if (text) {
        values[fields[i]] = text;
      }
    }
  }
  return values;
}

/**
 * The sequences of the project by the node of their item.
 * @param {Project} project
 * @returns {{[node: string]: Sequence}}
 */
function sequencesOf(project) {
  /** @type {{[node: string]: Sequence}} */
  var found = {};
  var count = project.sequences ? project.sequences.numSequences : 0;
  for (var i = 0; i < count; i++) {
    var sequence = project.sequences[i];
    if (sequence && sequence.projectItem) {
      found[sequence.projectItem.nodeId] = sequence;
    }
  }
  return found;
}

/**
 * The nodes of a sequence's clips, in order: its first picture track, or where that is empty its first sound track.
 * @param {Sequence} sequence
 * @returns {string[]}
 */
function clipsOf(sequence) {
  var nodes = nodesOn(sequence.videoTracks);
  return nodes.length ? nodes : nodesOn(sequence.audioTracks);
}

/**
 * @param {TrackCollection} tracks
 * @returns {string[]}
 */
function nodesOn(tracks) {
  var nodes = [];
  var clips = tracks && tracks.numTracks ? tracks[0].clips : null;
  var count = clips ? clips.numItems : 0;
  for (var i = 0; clips && i < count; i++) {
    nodes.push(clips[i] && clips[i].projectItem ? clips[i].projectItem.nodeId : '');
  }
  return nodes;
}

/**
 * What an item is: `clip` is everything with a file, `other` what has none (titles, mattes).
 * @param {ProjectItem} item
 * @param {boolean} isSequence
 * @returns {string}
 */
function kindOf(item, isSequence) {
  if (item.type === BIN) {
    return 'bin';
  }
  return isSequence ? 'sequence' : item.type === 1 || item.type === 4 ? 'clip' : 'other';
}

/**
 * One row of the tree.
 * @param {{item: ProjectItem, parent: number}} row
 * @param {string[]} fields
 * @returns {any}
 */
function rowOf(row, fields) {
  var item = row.item;
  var sequence = sequencesByNode[item.nodeId];
  var kind = kindOf(item, Boolean(sequence));
  /** @type {any} */
  var told = { node: item.nodeId, parent: row.parent, name: item.name, kind: kind };
  if (kind === 'bin') {
    return told;
  }
  told.label = item.getColorLabel();
  told.columns = fields.length ? valuesIn(item.getProjectMetadata(), fields) : {};
  if (sequence) {
    told.clips = clipsOf(sequence);
    return told;
  }
  told.path = String(item.getMediaPath() || '');
  told.proxy = item.hasProxy() ? String(item.getProxyPath()) : '';
  told.offline = Boolean(item.isOffline && item.isOffline());
  return told;
}

/**
 * One row of the tree. An item that does not answer all of it is told as far as it goes; one that is gone says that the
 * whole must be read again.
 * @param {{item: ProjectItem, parent: number}} row
 * @param {string[]} fields
 * @returns {any}
 */
function rowOrLess(row, fields) {
  try {
    return rowOf(row, fields);
  } catch (error) {
    var node = nodeOf(row.item);
    if (!node) {
      throw fault('reread', '');
    }
    return { node: node, parent: row.parent, name: row.item.name, kind: 'other', label: 0, columns: {}, path: '', proxy: '', offline: false };
  }
}

/**
 * The node of an item; empty when it is gone.
 * @param {ProjectItem} item
 * @returns {string}
 */
function nodeOf(item) {
  try {
    return item.nodeId;
  } catch (error) {
    return '';
  }
}

/**
 * A slice of the whole project; from 0, it is looked at anew.
 * @param {Project} project
 * @param {{fields: string[], from: number, limit: number}} args
 * @returns {{rows: any[], more: any}}
 */
function opTree(project, args) {
  if (args.from === 0) {
    snapshot = walked(project);
    snapshotOf = project.documentID;
    sequencesByNode = sequencesOf(project);
  }
  // The panel was loaded again, or another project opened, since the last slice.
  if (args.from && (args.from >= snapshot.length || snapshotOf !== project.documentID)) {
    throw fault('reread', '');
  }
  var end = Math.min(args.from + args.limit, snapshot.length);
  var rows = [];
  for (var i = args.from; i < end; i++) {
    rows.push(rowOrLess(snapshot[i], args.fields));
  }
  return { rows: rows, more: { total: snapshot.length, next: end < snapshot.length ? end : -1 } };
}

/**
 * What lies in one bin.
 * @param {Project} project
 * @param {{bin: {under: string, names: string[]}}} args
 * @returns {any[]}
 */
function opChildren(project, args) {
  return each(childrenOf(binOf(project, args.bin, args.bin.names.length)), shortOf);
}

/**
 * @param {ProjectItem} item
 * @returns {any}
 */
function shortOf(item) {
  var bin = item.type === BIN;
  return { node: item.nodeId, name: item.name, kind: bin ? 'bin' : 'clip', path: bin ? '' : String(item.getMediaPath() || '') };
}
