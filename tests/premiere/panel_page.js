'use strict';

/**
 * The panel's page in plain node, with a Premiere that gives every script back. Lines of the standard input:
 *
 *   tick    what the page does each second; its status and what it says, in JSON      scripts   what Premiere was given
 *   close   the window is closed                                                      stop      the process ends
 */

const path = require('path');
const readline = require('readline');

const given = JSON.parse(process.argv[2]);
const { makePanel, lines, folderOf } = require(path.join(given.panel, 'panel.js'));

const scripts = [];
const cep = {
  getExtensionId: () => given.extension,
  getHostEnvironment: () => JSON.stringify({ appVersion: given.premiere, appUILocale: given.locale }),
  evalScript: (script, callback) => {
    scripts.push(script);
    if (!given.hangs) {
      setImmediate(() => callback(`given back: ${script}`));
    }
  },
};

const say = (value) => console.log(JSON.stringify(value));
const panel = makePanel(cep, require, given.panel, given.grace);
say({
  pid: process.pid,
  about: panel.about,
  folders: (given.locations || []).map(([location, windows]) => folderOf(location, windows)),
  lines: (given.statuses || []).map((status) => lines(status, panel.locale)),
});

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  if (line === 'tick') {
    panel.tick().then((status) => say({ status, lines: lines(status, panel.locale) }));
  } else if (line === 'scripts') {
    say(scripts);
  } else if (line === 'close') {
    panel.close().then(() => say('closed'));
  } else if (line === 'stop') {
    process.exit(0);
  }
});
