'use strict';
// One door: a request is checked, whole, before anything is changed. Nothing is evaluated: what is not in the table is
// not done.

const { Session, Fault, ppro } = require('./session.js');
const looking = require('./looking.js');
const organising = require('./organising.js');
const logging = require('./logging.js');
const cutting = require('./cutting.js');

/** The protocol's version: both sides speak the same, or nothing is done. */
const PROTOCOL = '1';

/** @type {{[op: string]: (session: Session, args: any) => Promise<any>}} */
const OPERATIONS = {
  tree: looking.tree,
  children: looking.children,
  bins: organising.bins,
  import: organising.importFiles,
  move: organising.move,
  smart_bins: organising.searchBins,
  remove: organising.remove,
  rename: logging.rename,
  labels: logging.labels,
  schema: logging.schema,
  columns: logging.columns,
  sequences: cutting.sequences,
  markers: cutting.markers,
  proxies: cutting.proxies,
  export: cutting.exportFiles,
  save: cutting.save,
};

/**
 * Carries out one request; its envelope, whatever happens.
 *
 * @param {{v: string, op: string, doc: string, args: any}} request
 */
async function answerTo(request) {
  const answer = { v: PROTOCOL, ok: false, doc: '', r: /** @type {any[]} */ ([]), more: null, err: /** @type {any} */ (null) };
  try {
    if (request.v !== PROTOCOL) throw new Fault('library', PROTOCOL);
    Object.assign(answer, await carriedOut(request, answer));
    answer.ok = true;
  } catch (error) {
    const raised = /** @type {any} */ (error);
    answer.err = raised instanceof Fault ? { code: raised.code, detail: raised.detail } : { code: 'engine', detail: String(raised && raised.message) };
  }
  return answer;
}

/**
 * @param {{op: string, doc: string, args: any}} request
 * @param {{doc: string}} answer
 */
async function carriedOut(request, answer) {
  const project = await ppro.Project.getActiveProject();
  answer.doc = project ? project.guid.toString() : '';
  if (request.op === 'hello') return { r: await looking.hello(project, ['hello', ...Object.keys(OPERATIONS)]) };
  if (!Object.prototype.hasOwnProperty.call(OPERATIONS, request.op)) throw new Fault('unknown-op', request.op);
  if (!project) throw new Fault('no-project');
  if (request.doc && request.doc !== answer.doc) throw new Fault('doc', project.name);
  const found = await OPERATIONS[request.op](new Session(project), request.args);
  return Array.isArray(found) ? { r: found } : { r: found.rows, more: found.more };
}

module.exports = { answerTo, PROTOCOL, OPERATIONS };
