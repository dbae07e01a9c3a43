'use strict';

/**
 * The panel's door in plain node, before an engine of a test's choice. Told on the command line in JSON; says on the
 * standard output where it is, and then answers lines of the standard input:
 *
 *   release TEXT   the script that hangs gives this      ran   which scripts have begun, in JSON
 *   stop           closes the door and ends
 */

const fs = require('fs');
const path = require('path');
const readline = require('readline');
const vm = require('vm');

const given = JSON.parse(process.argv[2]);
const { serve } = require(path.join(given.panel, 'server.js'));
const rendezvous = require(path.join(given.panel, 'rendezvous.js'));

const ran = [];
const hanging = [];

/** A little of ExtendScript's engine: `$`, and `reflect` on every object. */
function engine() {
  const context = vm.createContext({ $: {}, app: { version: given.premiere } });
  vm.runInContext(`Object.defineProperty(Object.prototype, 'reflect', { get: function () {
    var names = []; for (var name in this) { names.push(name); }
    return { name: this.constructor.name, properties: names };
  } });`, context);
  vm.runInContext(fs.readFileSync(path.join(given.panel, 'boot.jsx'), 'utf8'), context);
  return (script) => vm.runInContext(script, context);
}

const run = given.engine ? engine() : (script) => script;

function evaluate(script, callback) {
  ran.push(script);
  if (script === 'throw') {
    throw new Error('no engine');
  } else if (/^(try\{\n)?hang/.test(script)) {
    hanging.push(callback);
  } else if (script === 'twice') {
    callback('once');
    callback('once more');
  } else {
    setImmediate(() => callback(run(script)));
  }
}

serve(Object.assign({ evaluate }, given.options)).then((door) => {
  const said = { port: door.port, secret: door.secret, protocol: 1, premiere: given.premiere, panel: '1.0.0' };
  const leave = given.meeting ? rendezvous.announce(given.meeting, said) : () => {};
  console.log(JSON.stringify({ port: door.port, secret: door.secret, url: door.url, pid: process.pid }));
  readline.createInterface({ input: process.stdin }).on('line', (line) => {
    const [word, ...rest] = line.split(' ');
    if (word === 'release') {
      hanging.shift()(rest.join(' '));
    } else if (word === 'ran') {
      console.log(JSON.stringify(ran));
    } else if (word === 'stop') {
      leave();
      door.close().then(() => process.exit(0));
    }
  });
}).catch((error) => {
  console.log(JSON.stringify({ error: error.message }));
});
