'use strict';
// Sequences, markers, proxies, and what goes out.

const { done, there, failed, each, ppro } = require('./session.js');
const { placesOf, shapeOf } = require('./looking.js');

/** @typedef {import('./session.js').Session} Session */
/** @typedef {import('./session.js').Ref} Ref */

/**
 * Makes sequences of clips, end to end; the open sequence is put back.
 *
 * @param {Session} session
 * @param {{items: any[]}} args
 */
async function sequences(session, args) {
  const { project } = session;
  const active = await project.getActiveSequence();
  const answers = await each(args.items, async (wanted) => {
    const bin = await session.bin(wanted.bin);
    if (await sequenceIn(session, bin, wanted.name)) return there();
    const made = await newOne(session, wanted, bin);
    session.changed();
    return made ? finished(session, bin, wanted, made) : failed(wanted.refs.length || wanted.preset ? 'refused' : 'no-clips', wanted.name);
  });
  if (active) await project.setActiveSequence(active);
  return answers;
}

/**
 * @param {Session} session
 * @param {any} wanted
 * @param {import('./session.js').FolderItem} bin
 */
async function newOne(session, wanted, bin) {
  if (!wanted.refs.length) {
    return wanted.preset ? session.project.createSequenceWithPresetPath(wanted.name, wanted.preset) : null;
  }
  const clips = [];
  for (const ref of wanted.refs) clips.push(ppro.ClipProjectItem.cast(await session.ref(ref)));
  return session.project.createSequenceFromMedia(wanted.name, clips, ppro.ProjectItem.cast(bin));
}

/**
 * @param {Session} session
 * @param {import('./session.js').FolderItem} bin
 * @param {string} name
 */
async function sequenceIn(session, bin, name) {
  for (const item of await session.childrenOf(bin)) {
    if (item.name === name && item.type !== ppro.ProjectItem.TYPE_BIN && await ppro.ClipProjectItem.cast(item).isSequence()) return item;
  }
  return null;
}

/**
 * Sees that a new sequence is what was asked for: its place, its name, its clips. One that is not goes again.
 *
 * @param {Session} session
 * @param {import('./session.js').FolderItem} bin
 * @param {any} wanted
 * @param {import('@adobe/premierepro').Sequence} made
 */
async function finished(session, bin, wanted, made) {
  const item = await made.getProjectItem();
  const node = item.getId();
  if (!(await session.lies(bin, node))) {
    await session.carryOut('Chutier: places', [() => item.getParentBin().createMoveItemAction(item, bin)]);
  }
  if (item.name !== wanted.name) await session.carryOut('Chutier: names', [() => item.createSetNameAction(wanted.name)]);
  const places = await placesOf(made);
  const right = places.length === wanted.refs.length && places.every((one, place) => one.node === wanted.refs[place].node);
  if (!right || item.name !== wanted.name || !(await session.lies(bin, node))) {
    await session.project.deleteSequence(made);
    return failed('not-filled', places.length);
  }
  return { ...done(), node, starts: places.map((one) => one.start), shape: await shapeOf(made) };
}

/**
 * Sets markers on clips and sequences. One that stands already, at its tick and with its words, is not set again.
 *
 * @param {Session} session
 * @param {{items: any[]}} args
 */
async function markers(session, args) {
  return each(args.items, async (wanted) => {
    const clip = ppro.ClipProjectItem.cast(await session.ref(wanted.ref));
    const owner = (await clip.isSequence()) ? await clip.getSequence() : clip;
    const held = await ppro.Markers.getMarkers(owner);
    const standing = new Set(held.getMarkers().map(keyOf));
    const fresh = wanted.markers.filter((/** @type {any} */ one) => !standing.has(keyFor(one)));
    if (!fresh.length) return there();
    await session.carryOut('Chutier: markers', fresh.map((/** @type {any} */ one) => () => held.createAddMarkerAction(
      one.name, ppro.Marker.MARKER_TYPE_COMMENT, ppro.TickTime.createWithTicks(one.ticks), ppro.TickTime.TIME_ZERO, one.comment)),
    async (place) => !(await ppro.Markers.getMarkers(owner)).getMarkers().map(keyOf).includes(keyFor(fresh[place])));
    const made = new Map((await ppro.Markers.getMarkers(owner)).getMarkers().map((one) => [keyOf(one), one]));
    const missing = fresh.find((/** @type {any} */ one) => !made.has(keyFor(one)));
    if (missing) return failed('marker', missing.name);
    await session.carryOut('Chutier: markers', fresh.map((/** @type {any} */ one) => () => (
      /** @type {any} */ (made.get(keyFor(one))).createSetColorByIndexAction(one.color))));
    return done();
  });
}

/** @param {import('@adobe/premierepro').Marker} marker */
const keyOf = (marker) => JSON.stringify([marker.getStart().ticks, marker.getName(), marker.getComments()]);
/** @param {{ticks: string, name: string, comment: string}} marker */
const keyFor = (marker) => JSON.stringify([marker.ticks, marker.name, marker.comment]);

/**
 * Links proxies. It cannot be undone by Premiere, and takes its time.
 *
 * @param {Session} session
 * @param {{items: {ref: Ref, path: string}[]}} args
 */
async function proxies(session, args) {
  const plain = (/** @type {string} */ path) => String(path).replace(/\\/g, '/').toLowerCase();
  return each(args.items, async (wanted) => {
    const item = await session.ref(wanted.ref);
    const clip = ppro.ClipProjectItem.cast(item);
    if (await clip.hasProxy()) {
      const path = await clip.getProxyPath();
      return plain(path) === plain(wanted.path) ? there() : { state: 'kept', why: 'other-proxy', detail: path };
    }
    if (!(await clip.canProxy())) return failed('no-proxy', item.name);
    await clip.attachProxy(wanted.path, false);
    const linked = (await clip.hasProxy()) && plain(await clip.getProxyPath()) === plain(wanted.path);
    return linked ? done() : failed('not-linked', item.name);
  });
}

/**
 * Writes a sequence out. A plugin writes no whole project.
 *
 * @param {Session} session
 * @param {{items: {ref: Ref, as: string, path: string}[]}} args
 */
async function exportFiles(session, args) {
  /** @type {{[kind: string]: (sequence: any, path: string) => Promise<boolean>}} */
  const writers = {
    fcp7xml: (sequence, path) => ppro.ProjectConverter.exportAsFinalCutProXML(sequence, path, true),
    otio: (sequence, path) => ppro.ProjectConverter.exportAsOpenTimelineIO(sequence, path, true),
    aaf: (sequence, path) => ppro.ProjectConverter.exportAAF(sequence, path),
  };
  return each(args.items, async (wanted) => {
    if (!wanted.ref.node || !writers[wanted.as]) return failed('version', wanted.as);
    const sequence = await ppro.ClipProjectItem.cast(await session.ref(wanted.ref)).getSequence();
    if (!sequence) return failed('no-sequence', wanted.ref.id);
    return (await writers[wanted.as](sequence, wanted.path)) ? done() : failed('not-written', wanted.path);
  });
}

/** @param {Session} session */
async function save(session) {
  return each([0], async () => ((await session.project.save()) ? done() : failed('refused')));
}

module.exports = { sequences, markers, proxies, exportFiles, save };
