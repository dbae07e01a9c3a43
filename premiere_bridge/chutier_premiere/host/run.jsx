// One door: a batch is checked, whole, before anything is changed.

// Which library this is: the loader says it at the end.
var VERSION = '';

/** @type {{[op: string]: {does: function(any, any): any, changes: boolean}}} */
var OPERATIONS = {
  tree: { does: opTree, changes: false },
  children: { does: opChildren, changes: false },
  bins: { does: opBins, changes: true },
  'import': { does: opImport, changes: true },
  move: { does: opMove, changes: true },
  smart_bins: { does: opSmartBins, changes: true },
  schema: { does: opSchema, changes: true },
  rename: { does: opRename, changes: true },
  columns: { does: opColumns, changes: true },
  labels: { does: opLabels, changes: true },
  sequences: { does: opSequences, changes: true },
  markers: { does: opMarkers, changes: true },
  proxies: { does: opProxies, changes: true },
  'export': { does: opExport, changes: false },
  remove: { does: opRemove, changes: true },
  save: { does: opSave, changes: true }
};

/**
 * The operations that work here.
 * @returns {string[]}
 */
function names() {
  var found = ['hello'];
  for (var name in OPERATIONS) {
    if (OPERATIONS.hasOwnProperty(name)) {
      found.push(name);
    }
  }
  return found;
}

/**
 * Carries out one batch; its answer as JSON, whatever happens.
 * @param {string} encoded the request, in tilde encoding
 * @param {number} length of the request once decoded
 * @returns {string}
 */
function answerTo(encoded, length) {
  /** @type {any} */
  var answer = { v: VERSION, ok: false, doc: '', r: [], more: null, err: null };
  try {
    var text = untilded(encoded);
    if (text.length !== length) {
      throw fault('length', text.length + ' / ' + length);
    }
    carryOut(eval('(' + text + ')'), answer);
    answer.ok = true;
  } catch (error) {
    var raised = /** @type {any} */ (error);
    answer.err = raised.code && raised.detail !== undefined ? { code: raised.code, detail: raised.detail } : { code: 'engine', detail: messageOf(raised) };
  }
  return toJson(answer);
}

/**
 * @param {{op: string, doc: string, args: any}} request
 * @param {any} answer
 * @returns {void}
 */
function carryOut(request, answer) {
  if (request.op === 'hello') {
    answer.r = opHello();
    answer.doc = answer.r[0].active;
    return;
  }
  var operation = OPERATIONS.hasOwnProperty(request.op) ? OPERATIONS[request.op] : null;
  if (!operation) {
    throw fault('unknown-op', request.op);
  }
  var project = projectNow(request.doc);
  answer.doc = project.documentID;
  if (operation.changes && isLocked(project)) {
    throw fault('locked', project.name);
  }
  var found = operation.does(project, request.args);
  if (found instanceof Array) {
    answer.r = found;
  } else {
    answer.r = found.rows;
    answer.more = found.more;
  }
}
