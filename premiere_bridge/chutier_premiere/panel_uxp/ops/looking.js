'use strict';
// What runs here, and what is in the project.

const { Fault, failed, isBin, ppro } = require('./session.js');
const { valuesIn } = require('./metadata.js');

/** @typedef {import('./session.js').Session} Session */

/** Rows asked for at once: each is a promise of its own. */
const TOGETHER = 200;

/** @type {{rows: {item: any, parent: number, bin: boolean}[], doc: string}} */
let snapshot = { rows: [], doc: '' };

/**
 * The program and the project in front. A plugin sees no other one.
 *
 * @param {any} project
 * @param {string[]} has
 */
async function hello(project, has) {
  const doc = project ? project.guid.toString() : '';
  const projects = project ? [{ doc, name: project.name, path: project.path, locked: false }] : [];
  const { platform } = /** @type {{platform(): string}} */ (require('os'));
  return [{
    version: String((ppro.Application && ppro.Application.version) || ''), build: '', os: platform() === 'win32' ? 'win' : 'mac',
    name: 'Premiere Pro', active: doc, projects, production: '', has,
  }];
}

/**
 * A slice of the whole project; from 0, it is looked at anew.
 *
 * @param {Session} session
 * @param {{fields: string[], from: number, limit: number}} args
 */
async function tree(session, args) {
  const doc = session.project.guid.toString();
  if (args.from === 0) snapshot = { rows: await session.walk(), doc };
  // The plugin was loaded again, or another project opened, since the last slice.
  else if (snapshot.doc !== doc || args.from >= snapshot.rows.length) throw new Fault('reread');
  const end = Math.min(args.from + args.limit, snapshot.rows.length);
  const rows = [];
  for (let from = args.from; from < end; from += TOGETHER) {
    const some = snapshot.rows.slice(from, Math.min(from + TOGETHER, end));
    rows.push(...await Promise.all(some.map((row) => rowOrLess(row, args.fields))));
  }
  return { rows, more: { total: snapshot.rows.length, next: end < snapshot.rows.length ? end : -1 } };
}

/**
 * One row of the tree. An item that does not answer all of it is told as far as it goes.
 *
 * @param {{item: any, parent: number, bin: boolean}} row
 * @param {string[]} fields
 */
async function rowOrLess(row, fields) {
  try {
    return await rowOf(row, fields);
  } catch (error) {
    const { item, parent } = row;
    return { node: item.getId(), parent, name: item.name, kind: 'other', label: 0, columns: {}, path: '', proxy: '', offline: false };
  }
}

/**
 * @param {{item: any, parent: number, bin: boolean}} row
 * @param {string[]} fields
 */
async function rowOf(row, fields) {
  const { item, parent } = row;
  const told = { node: item.getId(), parent, name: item.name };
  if (row.bin) return { ...told, kind: 'bin' };
  const clip = ppro.ClipProjectItem.cast(item);
  const label = await item.getColorLabelIndex();
  const columns = fields.length ? valuesIn(await ppro.Metadata.getProjectMetadata(item), fields) : {};
  if (await clip.isSequence()) {
    const sequence = await clip.getSequence();
    return { ...told, kind: 'sequence', label, columns, clips: (await placesOf(sequence)).map((one) => one.node) };
  }
  const [path, proxied, offline] = await Promise.all([clip.getMediaFilePath(), clip.hasProxy(), clip.isOffline()]);
  const proxy = proxied ? await clip.getProxyPath() : '';
  return { ...told, kind: path ? 'clip' : 'other', label, columns, path: path || '', proxy: proxy || '', offline: Boolean(offline) };
}

/**
 * The clips of a sequence in order, each with its start in ticks: its first picture track, or else its first sound track.
 *
 * @param {import('@adobe/premierepro').Sequence} sequence
 * @returns {Promise<{node: string, start: string}[]>}
 */
async function placesOf(sequence) {
  const tracks = await tracksOf(sequence);
  const { clips } = tracks.find((one) => one.name === 'v0' && one.clips.length) || tracks.find((one) => one.name === 'a0') || { clips: [] };
  return Promise.all(clips.map(async (one) => {
    const item = await one.getProjectItem();
    return { node: item ? item.getId() : '', start: (await one.getStartTime()).ticks };
  }));
}

/**
 * The tracks of a sequence, `v0`, `v1` … `a0` …, each with its clips.
 *
 * @param {import('@adobe/premierepro').Sequence} sequence
 * @returns {Promise<{name: string, clips: any[]}[]>}
 */
async function tracksOf(sequence) {
  const { CLIP } = ppro.Constants.TrackItemType;
  const found = [];
  const [pictures, sounds] = [await sequence.getVideoTrackCount(), await sequence.getAudioTrackCount()];
  for (let i = 0; i < pictures; i += 1) found.push({ name: `v${i}`, clips: (await sequence.getVideoTrack(i)).getTrackItems(CLIP, false) });
  for (let i = 0; i < sounds; i += 1) found.push({ name: `a${i}`, clips: (await sequence.getAudioTrack(i)).getTrackItems(CLIP, false) });
  return found;
}

/**
 * All that lies in a sequence, by track, from when to when: by this one sees whether somebody has worked in it.
 *
 * @param {import('@adobe/premierepro').Sequence} sequence
 */
async function shapeOf(sequence) {
  const spans = [];
  for (const { name, clips } of await tracksOf(sequence)) {
    for (const one of clips) spans.push(`${name}:${(await one.getStartTime()).ticks}-${(await one.getEndTime()).ticks}`);
  }
  return spans.join(' ');
}

/**
 * What lies in one bin.
 *
 * @param {Session} session
 * @param {{bin: import('./session.js').Where}} args
 */
async function children(session, args) {
  try {
    const bin = await session.bin(args.bin);
    return await Promise.all((await bin.getItems()).map(shortOf));
  } catch (error) {
    const fault = /** @type {any} */ (error);
    return [failed(fault.code || 'engine', fault.detail || fault.message)];
  }
}

/** @param {any} item */
async function shortOf(item) {
  const bin = isBin(item);
  const path = bin ? '' : await ppro.ClipProjectItem.cast(item).getMediaFilePath();
  return { node: item.getId(), name: item.name, kind: bin ? 'bin' : 'clip', path: path || '' };
}

module.exports = { hello, tree, children, shortOf, placesOf, tracksOf, shapeOf };
