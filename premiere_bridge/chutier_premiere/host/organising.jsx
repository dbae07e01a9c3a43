// Bins, imports, places and smart bins.

/**
 * Makes the last name of each path where it is missing.
 * @param {Project} project
 * @param {{bins: {under: string, names: string[]}[]}} args
 * @returns {any[]}
 */
function opBins(project, args) {
  return each(args.bins, function (where) {
    var parent = binOf(project, where, where.names.length - 1);
    var name = where.names[where.names.length - 1];
    var found = binsNamed(parent, name);
    if (found.length > 1) {
      return failed('doubled-bin', name);
    }
    var answer = found.length ? there() : done();
    if (!found.length) {
      parent.createBin(name);
      found = binsNamed(parent, name);
    }
    if (found.length !== 1) {
      return failed('refused', name);
    }
    known[found[0].nodeId] = found[0];
    answer.node = found[0].nodeId;
    return answer;
  });
}

/**
 * Imports all paths into one bin in one go, and tells what is new there: what the call returns means nothing.
 * @param {Project} project
 * @param {{bin: {under: string, names: string[]}, paths: string[], stills: boolean}} args
 * @returns {any[]}
 */
function opImport(project, args) {
  return each([args], function () {
    var bin = binOf(project, args.bin, args.bin.names.length);
    /** @type {{[node: string]: boolean}} */
    var before = {};
    var stood = [];
    var children = childrenOf(bin);
    for (var i = 0; i < children.length; i++) {
      before[children[i].nodeId] = true;
      stood.push(children[i].nodeId);
    }
    var returned = project.importFiles(args.paths, true, bin, args.stills);
    var fresh = [];
    children = childrenOf(bin);
    for (var j = 0; j < children.length; j++) {
      if (!before[children[j].nodeId]) {
        known[children[j].nodeId] = children[j];
        fresh.push(shortOf(children[j]));
      }
    }
    return { state: 'done', why: '', detail: '', returned: Boolean(returned), before: stood, 'new': fresh };
  });
}

/**
 * Puts items into a bin.
 * @param {Project} project
 * @param {{bin: {under: string, names: string[]}, refs: {id: string, node: string}[]}} args
 * @returns {any[]}
 */
function opMove(project, args) {
  return each(args.refs, function (ref) {
    var bin = binOf(project, args.bin, args.bin.names.length);
    var item = refOf(project, ref);
    if (lies(bin, ref.node)) {
      return there();
    }
    item.moveBin(bin);
    return lies(bin, ref.node) ? done() : failed('not-moved', item.name);
  });
}

/**
 * Whether an item lies in a bin.
 * @param {ProjectItem} bin
 * @param {string} node
 * @returns {boolean}
 */
function lies(bin, node) {
  var children = childrenOf(bin);
  for (var i = 0; i < children.length; i++) {
    if (children[i].nodeId === node) {
      return true;
    }
  }
  return false;
}

/**
 * Smart bins. Premiere tells no script what one searches for: one of the name is taken for ours.
 * @param {Project} project
 * @param {{items: {bin: {under: string, names: string[]}, name: string, query: string}[]}} args
 * @returns {any[]}
 */
function opSmartBins(project, args) {
  return each(args.items, function (wanted) {
    var bin = binOf(project, wanted.bin, wanted.bin.names.length);
    if (namesakes(bin, wanted.name)) {
      return there();
    }
    bin.createSmartBin(wanted.name, wanted.query);
    return namesakes(bin, wanted.name) === 1 ? done() : failed('refused', wanted.name);
  });
}

/**
 * How many things in a bin have this name.
 * @param {ProjectItem} bin
 * @param {string} name
 * @returns {number}
 */
function namesakes(bin, name) {
  var found = 0;
  var children = childrenOf(bin);
  for (var i = 0; i < children.length; i++) {
    found += children[i].name === name ? 1 : 0;
  }
  return found;
}

/**
 * Takes out what we brought: sequences, clips that no sequence uses, bins that are empty.
 * @param {Project} project
 * @param {{sequences: {id: string, node: string, shape?: string}[], clips: {id: string, node: string}[], bins: string[]}} args
 * @returns {any[]}
 */
function opRemove(project, args) {
  var answers = each(args.sequences, function (ref) {
    var sequence = sequencesOf(project)[ref.node];
    if (!sequence) {
      return failed('no-clip', ref.id);
    }
    if (ref.shape && shapeOf(sequence) !== ref.shape) {
      return { state: 'kept', why: 'worked-in', detail: ref.id };
    }
    project.deleteSequence(sequence);
    return sequencesOf(project)[ref.node] ? failed('not-removed', ref.id) : done();
  });
  answers = answers.concat(clipsRemoved(project, args.clips));
  return answers.concat(each(args.bins, function (node) {
    var bin = itemOf(project, node);
    if (!bin) {
      return failed('no-bin', node);
    }
    var name = bin.name;
    if (childrenOf(bin).length) {
      return failed('not-empty', name);
    }
    bin.deleteBin();
    walked(project);
    return known[node] ? failed('not-removed', name) : done();
  }));
}

/**
 * No call deletes a clip: it goes into a bin of its own, and that is deleted with all that lies in it. Where that fails,
 * the clips go back to where they lay.
 * @param {Project} project
 * @param {{id: string, node: string}[]} refs
 * @returns {any[]}
 */
function clipsRemoved(project, refs) {
  if (!refs.length) {
    return [];
  }
  var used = usedNodes(project);
  var homes = homesOf(project);
  var name = 'Chutier ' + new Date().getTime();
  var bin = project.rootItem.createBin(name);
  if (!bin || !isBin(bin)) {
    return each(refs, function () { return failed('refused', name); });
  }
  var answers = each(refs, function (ref) {
    var item = refOf(project, ref);
    if (used[ref.node]) {
      return failed('used', item.name);
    }
    item.moveBin(bin);
    return lies(bin, ref.node) ? done() : failed('not-removed', item.name);
  });
  try {
    bin.deleteBin();
  } catch (error) {
    // What is still there is seen below.
  }
  walked(project);
  for (var i = 0; i < refs.length; i++) {
    var item = known[refs[i].node];
    if (answers[i].state === 'done' && item) {
      item.moveBin(homes[refs[i].node]);
      answers[i] = failed('not-removed', refs[i].id);
    }
  }
  return answers;
}

/**
 * The bin of each item: Premiere tells no script where an item lies.
 * @param {Project} project
 * @returns {{[node: string]: ProjectItem}}
 */
function homesOf(project) {
  /** @type {{[node: string]: ProjectItem}} */
  var homes = {};
  var rows = walked(project);
  for (var i = 0; i < rows.length; i++) {
    homes[rows[i].item.nodeId] = rows[i].parent < 0 ? project.rootItem : rows[rows[i].parent].item;
  }
  return homes;
}

/**
 * The nodes that sequences use.
 * @param {Project} project
 * @returns {{[node: string]: boolean}}
 */
function usedNodes(project) {
  /** @type {{[node: string]: boolean}} */
  var used = {};
  var sequences = sequencesOf(project);
  for (var node in sequences) {
    if (sequences.hasOwnProperty(node)) {
      noteTracks(sequences[node].videoTracks, used);
      noteTracks(sequences[node].audioTracks, used);
    }
  }
  return used;
}

/**
 * @param {TrackCollection} tracks
 * @param {{[node: string]: boolean}} used
 * @returns {void}
 */
function noteTracks(tracks, used) {
  var count = tracks ? tracks.numTracks : 0;
  for (var i = 0; i < count; i++) {
    var clips = tracks[i].clips;
    for (var j = 0; j < clips.numItems; j++) {
      if (clips[j] && clips[j].projectItem) {
        used[clips[j].projectItem.nodeId] = true;
      }
    }
  }
}
