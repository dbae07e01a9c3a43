'use strict';
// Bins, imports, places and search bins.

const { Fault, done, there, failed, failure, each, idOf, ppro } = require('./session.js');
const { shortOf, shapeOf, tracksOf } = require('./looking.js');

/** @typedef {import('./session.js').Session} Session */
/** @typedef {import('./session.js').Where} Where */
/** @typedef {import('./session.js').Ref} Ref */
/** @typedef {import('./session.js').Answer} Answer */

/**
 * Makes the last name of each path where it is missing: level by level, for a bin must be there before one in it.
 *
 * @param {Session} session
 * @param {{bins: Where[]}} args
 * @returns {Promise<Answer[]>}
 */
async function bins(session, args) {
  /** @type {Answer[]} */
  const answers = args.bins.map(() => failed('refused'));
  const depths = [...new Set(args.bins.map((where) => where.names.length))].sort((a, b) => a - b);
  for (const depth of depths) {
    const level = args.bins.map((where, place) => ({ where, place })).filter((one) => one.where.names.length === depth);
    await makeLevel(session, level, answers);
  }
  return answers;
}

/**
 * @param {Session} session
 * @param {{where: Where, place: number}[]} level
 * @param {Answer[]} answers
 */
async function makeLevel(session, level, answers) {
  /** @type {{parent: import('./session.js').FolderItem, name: string, place: number}[]} */
  const missing = [];
  for (const { where, place } of level) {
    const name = where.names[where.names.length - 1];
    try {
      const parent = await session.bin(where, where.names.length - 1);
      const found = await session.binsNamed(parent, name);
      if (found.length > 1) throw new Fault('doubled-bin', name);
      if (found.length) answers[place] = { ...there(), node: idOf(found[0]) };
      else missing.push({ parent, name, place });
    } catch (error) {
      answers[place] = failure(error);
    }
  }
  const errors = await session.carryOut(
    'Chutier: bins', missing.map((one) => () => one.parent.createBinAction(one.name, false)),
    async (place) => (await session.binsNamed(missing[place].parent, missing[place].name)).length === 0,
  );
  for (const [number, { parent, name, place }] of missing.entries()) {
    const found = await session.binsNamed(parent, name);
    if (found.length === 1) answers[place] = { ...done(), node: idOf(found[0]) };
    else answers[place] = errors[number] instanceof Fault || !errors[number] ? failed('refused', name) : failure(errors[number]);
  }
}

/**
 * Imports all paths into one bin in one go, and tells what is new there. No bin must be said as null: undefined throws.
 *
 * @param {Session} session
 * @param {{bin: Where, paths: string[], stills: boolean}} args
 */
async function importFiles(session, args) {
  return each([args], async () => {
    const bin = await session.bin(args.bin);
    const before = (await bin.getItems()).map((item) => item.getId());
    const whole = !args.bin.under && !args.bin.names.length;
    const target = whole ? /** @type {any} */ (null) : ppro.ProjectItem.cast(bin);
    const returned = await session.project.importFiles(args.paths, true, target, args.stills);
    session.changed();
    const fresh = (await bin.getItems()).filter((item) => !before.includes(item.getId()));
    return { ...done(), returned: Boolean(returned), before, new: await Promise.all(fresh.map(shortOf)) };
  });
}

/**
 * Puts items into a bin.
 *
 * @param {Session} session
 * @param {{bin: Where, refs: Ref[]}} args
 */
async function move(session, args) {
  /** @type {{place: number, item: import('./session.js').ProjectItem, bin: import('./session.js').FolderItem}[]} */
  const pending = [];
  const answers = await each(args.refs, async (ref, place) => {
    const bin = await session.bin(args.bin);
    const item = await session.ref(ref);
    if (await session.lies(bin, ref.node)) return there();
    pending.push({ place, item, bin });
    return done();
  });
  await session.carryOut(
    'Chutier: places', pending.map((one) => () => one.item.getParentBin().createMoveItemAction(one.item, one.bin)),
    async (place) => !(await session.lies(pending[place].bin, pending[place].item.getId())),
  );
  for (const one of pending) {
    if (!(await session.lies(one.bin, one.item.getId()))) answers[one.place] = failed('not-moved', one.item.name);
  }
  return answers;
}

/**
 * Search bins. Premiere tells no script what one searches for: whatever has the name is taken for ours.
 *
 * @param {Session} session
 * @param {{items: {bin: Where, name: string, query: string}[]}} args
 */
async function searchBins(session, args) {
  return each(args.items, async (wanted) => {
    const bin = await session.bin(wanted.bin);
    const namesakes = async () => (await bin.getItems()).filter((item) => item.name === wanted.name).length;
    if (await namesakes()) return there();
    await session.carryOut('Chutier: search bin', [() => bin.createSmartBinAction(wanted.name, wanted.query)]);
    return (await namesakes()) === 1 ? done() : failed('refused', wanted.name);
  });
}

/**
 * Takes out what we brought: sequences, clips that no sequence uses, bins that are empty.
 *
 * @param {Session} session
 * @param {{sequences: (Ref & {shape?: string})[], clips: Ref[], bins: string[]}} args
 */
async function remove(session, args) {
  const answers = await each(args.sequences, async (ref) => {
    const sequence = await ppro.ClipProjectItem.cast(await session.ref(ref)).getSequence();
    if (!sequence) return failed('no-clip', ref.id);
    if (ref.shape && (await shapeOf(sequence)) !== ref.shape) return { state: 'kept', why: 'worked-in', detail: ref.id };
    const gone = await session.project.deleteSequence(sequence);
    session.changed();
    return gone ? done() : failed('not-removed', ref.id);
  });
  const used = args.clips.length ? await usedNodes(session) : new Set();
  const clips = await each(args.clips, async (ref) => {
    const item = await session.ref(ref);
    return used.has(ref.node) ? failed('used', item.name) : takeOut(session, item);
  });
  const bins = await each(args.bins, async (node) => {
    const item = await session.item(node);
    if (!item) return failed('no-bin', node);
    const inside = await session.shown(ppro.FolderItem.cast(item));
    return inside.length ? failed('not-empty', item.name) : takeOut(session, item);
  });
  return [...answers, ...clips, ...bins];
}

/**
 * @param {Session} session
 * @param {any} item
 */
async function takeOut(session, item) {
  const parent = item.getParentBin();
  const node = item.getId();
  await session.carryOut('Chutier: undo', [() => parent.createRemoveItemAction(item)]);
  return (await session.lies(parent, node)) ? failed('not-removed', item.name) : done();
}

/** @param {Session} session */
async function usedNodes(session) {
  const used = new Set();
  for (const sequence of await session.project.getSequences()) {
    for (const { clips } of await tracksOf(sequence)) {
      for (const one of clips) {
        const item = await one.getProjectItem();
        if (item) used.add(item.getId());
      }
    }
  }
  return used;
}

module.exports = { bins, importFiles, move, searchBins, remove };
