'use strict';
// The small panel: connected or not, what is planned, what happened. Text alone, never markup: names come from outside.

const MOST_LINES = 60;
const READING = ['hello', 'tree', 'children'];

/**
 * Shows what a connection tells, in elements of the page.
 *
 * @param {{
 *   state: any, lines: any, code: any, form: any, button: any, words: {[key: string]: string}, make(): any,
 * }} parts
 */
function view(parts) {
  const { words } = parts;
  parts.button.textContent = words.connect;
  parts.form.hidden = true;
  parts.state.textContent = `${words.waiting}. ${words.waitingMore}`;

  /** @param {string} text @param {string} [look] */
  function line(text, look = '') {
    const one = parts.make();
    one.textContent = text;
    one.className = look;
    parts.lines.appendChild(one);
    while (parts.lines.childNodes.length > MOST_LINES) parts.lines.removeChild(parts.lines.firstChild);
  }

  /** @type {{[kind: string]: (event: any) => void}} */
  const shows = {
    connected() {
      parts.form.hidden = true;
      parts.state.textContent = words.connected;
    },
    refused(event) {
      if (event.why !== 'code') {
        parts.state.textContent = event.why;
        return;
      }
      parts.form.hidden = false;
      parts.state.textContent = words.refused;
    },
    told(event) {
      line(`${words.planned}: ${event.planned}`, 'planned');
    },
    asked(event) {
      parts.state.textContent = `${words[event.op] || event.op}${event.items ? ` (${event.items})` : ''}`;
    },
    answered(event) {
      if (!event.ok) line(`${words.failedOp}: ${words[event.op] || event.op}`, 'failed');
      else if (event.failed) line(`${words[event.op] || event.op} (${event.items}): ${event.failed} ${words.failed}`, 'failed');
      else if (event.items && !READING.includes(event.op)) line(`${words[event.op] || event.op} (${event.items}): ${words.done}`);
      parts.state.textContent = words.connected;
    },
    gone() {
      parts.state.textContent = words.gone;
    },
  };
  return (/** @type {{kind: string}} */ event) => shows[event.kind] && shows[event.kind](event);
}

module.exports = { view };
