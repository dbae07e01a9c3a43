// The open project, and its items found again by their node.

var BIN = 2;
var ROOT = 3;

/** @type {{[node: string]: ProjectItem}} */
var known = {};
var knownIn = '';

/**
 * A fault with a code that the other side has words for.
 * @param {string} code
 * @param {any} detail
 * @returns {{code: string, detail: string}}
 */
function fault(code, detail) {
  return { code: code, detail: String(detail) };
}

/**
 * The active project, which must be the expected one.
 * @param {string} expected
 * @returns {Project}
 */
function projectNow(expected) {
  var project = app.project;
  if (!project || !project.rootItem || !project.documentID) {
    throw fault('no-project', '');
  }
  if (expected && project.documentID !== expected) {
    throw fault('doc', project.name);
  }
  return project;
}

/**
 * Whether somebody else works in it, as a Production says.
 * @param {Project} project
 * @returns {boolean}
 */
function isLocked(project) {
  try {
    var production = app.production;
    return Boolean(production && production.getLocked(project));
  } catch (error) {
    return false;
  }
}

/**
 * The items in a bin, as they are now: the collection itself changes while one works on it, and has holes.
 * @param {ProjectItem} bin
 * @returns {ProjectItem[]}
 */
function childrenOf(bin) {
  var found = [];
  var children = bin.children;
  var count = children ? children.numItems : 0;
  for (var i = 0; i < count; i++) {
    if (children[i]) {
      found.push(children[i]);
    }
  }
  return found;
}

/**
 * @param {ProjectItem} item
 * @returns {boolean}
 */
function isBin(item) {
  return item.type === BIN || item.type === ROOT;
}

/**
 * Every item below the root, parents first: what `parent` says is the row of its bin, -1 at the root.
 * @param {Project} project
 * @returns {{item: ProjectItem, parent: number}[]}
 */
function walked(project) {
  var rows = [];
  var pending = [{ bin: project.rootItem, row: -1 }];
  known = {};
  knownIn = project.documentID;
  for (var next = 0; next < pending.length; next++) {
    var children = childrenOf(pending[next].bin);
    for (var i = 0; i < children.length; i++) {
      known[children[i].nodeId] = children[i];
      rows.push({ item: children[i], parent: pending[next].row });
      if (isBin(children[i])) {
        pending.push({ bin: children[i], row: rows.length - 1 });
      }
    }
  }
  return rows;
}

/**
 * The item of a node; null when it is not there any more.
 * @param {Project} project
 * @param {string} node
 * @returns {ProjectItem | null}
 */
function itemOf(project, node) {
  if (!node) {
    return null;
  }
  if (knownIn !== project.documentID || !isStill(known[node], node)) {
    walked(project);
  }
  return isStill(known[node], node) ? known[node] : null;
}

/**
 * @param {ProjectItem} item
 * @param {string} node
 * @returns {boolean}
 */
function isStill(item, node) {
  try {
    return Boolean(item) && item.nodeId === node;
  } catch (error) {
    return false;
  }
}

/**
 * The clip or sequence that is meant.
 * @param {Project} project
 * @param {{id: string, node: string}} ref
 * @returns {ProjectItem}
 */
function refOf(project, ref) {
  var item = itemOf(project, ref.node);
  if (!item) {
    throw fault('no-clip', ref.id);
  }
  return item;
}

/**
 * The bins of that name in a bin.
 * @param {ProjectItem} bin
 * @param {string} name
 * @returns {ProjectItem[]}
 */
function binsNamed(bin, name) {
  var found = [];
  var children = childrenOf(bin);
  for (var i = 0; i < children.length; i++) {
    if (children[i].type === BIN && children[i].name === name) {
      found.push(children[i]);
    }
  }
  return found;
}

/**
 * A bin, from a known one down by names.
 * @param {Project} project
 * @param {{under: string, names: string[]}} where
 * @param {number} depth how many of the names to follow
 * @returns {ProjectItem}
 */
function binOf(project, where, depth) {
  var bin = where.under ? itemOf(project, where.under) : project.rootItem;
  if (!bin || !isBin(bin)) {
    throw fault('no-bin', where.names.join(' / '));
  }
  for (var i = 0; i < depth; i++) {
    var found = binsNamed(bin, where.names[i]);
    if (found.length !== 1) {
      throw fault(found.length ? 'doubled-bin' : 'no-bin', where.names[i]);
    }
    bin = found[0];
  }
  return bin;
}

/**
 * What `step` answers for each item; one that fails does not stop the others.
 * @param {any[]} items
 * @param {function(any): any} step
 * @returns {any[]}
 */
function each(items, step) {
  var answers = [];
  for (var i = 0; i < items.length; i++) {
    try {
      answers.push(step(items[i]));
    } catch (error) {
      answers.push(failed(/** @type {any} */ (error).code || 'engine', /** @type {any} */ (error).code ? /** @type {any} */ (error).detail : messageOf(error)));
    }
  }
  return answers;
}

/**
 * @param {string} why
 * @param {any} detail
 * @returns {any}
 */
function failed(why, detail) {
  return { state: 'failed', why: why, detail: String(detail) };
}

/**
 * @returns {any}
 */
function done() {
  return { state: 'done', why: '', detail: '' };
}

/**
 * @returns {any}
 */
function there() {
  return { state: 'there', why: '', detail: '' };
}
