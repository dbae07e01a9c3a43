'use strict';
// What a clip is called and what is known of it. A value that a person changed since it was planned stays as it is.

const { Fault, done, there, failed, failure, each, ppro } = require('./session.js');
const { valuesIn } = require('./metadata.js');

/** @typedef {import('./session.js').Session} Session */
/** @typedef {import('./session.js').Ref} Ref */
/** @typedef {import('./session.js').Answer} Answer */

/**
 * Writes one value on each clip: read, compared with what it was when it was planned, written, read back.
 *
 * @template V
 * @param {Session} session
 * @param {{ref: Ref, to: V, was: V | null}[]} items
 * @param {{undo: string, now(item: any): Promise<V>, inLock(item: any, to: V): any}} how
 * @returns {Promise<Answer[]>}
 */
async function written(session, items, how) {
  /** @type {{place: number, item: any, to: V}[]} */
  const pending = [];
  const answers = await each(items, async (wanted, place) => {
    const item = await session.ref(wanted.ref);
    const now = await how.now(item);
    if (now === wanted.to) return there();
    if (wanted.was !== null && now !== wanted.was) return { state: 'kept', why: 'by-hand', detail: String(now) };
    pending.push({ place, item, to: wanted.to });
    return done();
  });
  const errors = await session.carryOut(how.undo, pending.map((one) => () => how.inLock(one.item, one.to)));
  for (const [number, { place, item, to }] of pending.entries()) {
    const now = await how.now(item);
    if (now !== to) answers[place] = hard(errors[number]) || failed('not-taken', now);
  }
  return answers;
}

/**
 * @param {unknown} error
 * @returns {Answer | null}
 */
const hard = (error) => (error && !(error instanceof Fault) ? failure(error) : null);

/**
 * @param {Session} session
 * @param {{items: any[]}} args
 */
const rename = (session, args) => written(session, args.items, {
  undo: 'Chutier: names', now: async (item) => item.name, inLock: (item, to) => item.createSetNameAction(to),
});

/**
 * @param {Session} session
 * @param {{items: any[]}} args
 */
const labels = (session, args) => written(session, args.items, {
  undo: 'Chutier: labels', now: (item) => item.getColorLabelIndex(), inLock: (item, to) => item.createSetColorLabelAction(to),
});

/**
 * Makes our own columns known to the project.
 *
 * @param {Session} session
 * @param {{properties: {name: string, label: string}[]}} args
 */
async function schema(session, args) {
  return each(args.properties, async (property) => {
    await ppro.Metadata.addPropertyToProjectMetadataSchema(property.name, property.label, ppro.Metadata.METADATA_TYPE_TEXT);
    return done();
  });
}

/**
 * Writes columns: only the listed fields of a packet are taken, and what was written is read back.
 *
 * @param {Session} session
 * @param {{items: any[]}} args
 */
async function columns(session, args) {
  /** @type {any[]} */
  const pending = [];
  const answers = await each(args.items, async (wanted, place) => {
    const item = await session.ref(wanted.ref);
    const now = valuesIn(await ppro.Metadata.getProjectMetadata(item), wanted.fields);
    const { write, kept } = apart(wanted, now);
    if (!write.length) return Object.keys(kept).length ? { state: 'kept', why: 'by-hand', detail: '', kept } : there();
    pending.push({ place, item, wanted, write });
    return { ...done(), kept, failed: {} };
  });
  const errors = await session.carryOut('Chutier: columns', pending.map((one) => () => (
    ppro.Metadata.createSetProjectMetadataAction(one.item, one.wanted.xml, one.write))));
  for (const [number, { place, item, wanted, write }] of pending.entries()) {
    const now = valuesIn(await ppro.Metadata.getProjectMetadata(item), wanted.fields);
    const wrong = write.filter((/** @type {string} */ field) => (now[field] || '') !== wanted.to[field]);
    if (wrong.length) {
      const told = hard(errors[number]) || failed('not-taken');
      const values = Object.fromEntries(wrong.map((/** @type {string} */ field) => [field, now[field] || '']));
      answers[place] = { ...told, kept: answers[place].kept, failed: values };
    }
  }
  return answers;
}

/**
 * Which fields are to be written, and which a person has changed meanwhile: those that are not what they `was`.
 *
 * @param {any} wanted
 * @param {{[field: string]: string}} now
 */
function apart(wanted, now) {
  const write = [];
  /** @type {{[field: string]: string}} */
  const kept = {};
  for (const field of wanted.fields) {
    const text = now[field] || '';
    if (text === wanted.to[field]) continue;
    if (wanted.was !== null && field in wanted.was && text !== wanted.was[field]) kept[field] = text;
    else write.push(field);
  }
  return { write, kept };
}

module.exports = { rename, labels, schema, columns };
