'use strict';
// Values in a packet of project metadata, which has tags only for what is set.

const OPEN = '<premierePrivateProjectMetaData:';
const CLOSE = '</premierePrivateProjectMetaData:';
/** @type {{[name: string]: string}} */
const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * The text behind XML's entities.
 *
 * @param {string} xml
 */
function unescaped(xml) {
  return xml.replace(/&(#x[0-9A-Fa-f]+|#[0-9]+|[a-z]+);/g, (all, entity) => {
    if (entity[0] !== '#') return NAMED[entity] || all;
    return String.fromCodePoint(entity[1] === 'x' ? parseInt(entity.slice(2), 16) : parseInt(entity.slice(1), 10));
  });
}

/**
 * The values that a packet has for these fields.
 *
 * @param {string} packet
 * @param {string[]} fields
 * @returns {{[field: string]: string}}
 */
function valuesIn(packet, fields) {
  /** @type {{[field: string]: string}} */
  const values = {};
  for (const field of fields) {
    const at = packet.indexOf(`${OPEN}${field}>`);
    if (at < 0) continue;
    const begin = at + OPEN.length + field.length + 1;
    const end = packet.indexOf(`${CLOSE}${field}>`, begin);
    const text = end < 0 ? '' : unescaped(packet.slice(begin, end));
    if (text) values[field] = text;
  }
  return values;
}

module.exports = { valuesIn };
