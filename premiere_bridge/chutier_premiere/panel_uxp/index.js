'use strict';
// What Premiere loads: the view, and the connection that tells it what happens.

const { entrypoints, host, versions } = require('uxp');
const { dial } = require('./connection.js');
const { view } = require('./view.js');
const { wordsOf } = require('./words.js');

const KEPT = 'chutier.code';

/** @type {{stop(): void, retry(): void} | null} */
let connection = null;

/** The panel is shown for the first time. */
function begin() {
  const at = (/** @type {string} */ id) => /** @type {any} */ (document.getElementById(id));
  const show = view({
    state: at('state'), lines: at('lines'), code: at('code'), form: at('form'), button: at('connect'),
    words: wordsOf(host.uiLocale), make: () => document.createElement('div'),
  });
  connection = dial({
    Socket: WebSocket,
    code: () => window.localStorage.getItem(KEPT) || '',
    about: { plugin: versions.plugin, premiere: host.version, locale: host.uiLocale },
    tell: show,
  });
  at('connect').addEventListener('click', () => {
    window.localStorage.setItem(KEPT, at('code').value.replace(/[^0-9a-z]/gi, '').toLowerCase());
    if (connection) connection.retry();
  });
}

entrypoints.setup({
  plugin: {
    destroy() {
      if (connection) connection.stop();
    },
  },
  panels: { chutier: { show: () => { if (!connection) begin(); } } },
});
