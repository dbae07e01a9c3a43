'use strict';
// One Premiere, in a process of its own: the panel on one port, its state and its faults on another.
//   node main.js link|ours|uxp [path of our panel]     the ports come as one line of JSON; it ends when its input does

const fs = require('node:fs');
const http = require('node:http');
const path = require('node:path');

const { World } = require('./model.js');
const { globals } = require('./dom.js');
const { Engine, BROKEN } = require('./engine.js');
const { actions } = require('./person.js');

const [kind, panel] = process.argv.slice(2);
const served = { world: null, engine: null, waiting: [], open: [], answer: null, slow: 0, ping: 'Premiere is alive', timers: [] };

/** Everything anew. */
function reset(profile) {
  served.timers.forEach(clearTimeout);
  Object.assign(served, { waiting: [], open: [], answer: null, slow: 0, ping: 'Premiere is alive', timers: [] });
  served.world = new World(profile);
  reload();
}

/** The panel's engine, as it is after the panel was loaded. */
function reload() {
  const world = served.world;
  const hooks = {
    // The script stands still in the call; what it does after that, nobody hears of until the window is closed.
    dialog(title) { world.dialog = title; },
    later(milliseconds, work) { served.timers.push(setTimeout(work, milliseconds)); },
    write,
  };
  const osName = world.os === 'win' ? 'Windows/64 10.0' : 'Macintosh OS 14.5';
  served.engine = new Engine((realm) => ({ ...globals(world, { ...hooks, realm }), osName }), fs.readFileSync(bootOf(), 'utf8'));
}

function bootOf() {
  const ours = panel && path.join(path.dirname(panel), 'boot.jsx');
  return kind === 'ours' && fs.existsSync(ours) ? ours : path.join(__dirname, 'link_boot.jsx');
}

/** A small file of the kind that was asked for. */
function write(call, file, owner) {
  const fault = served.world.met(call, false);
  if (fault && fault.nothing) return fault.returns === undefined ? 0 : fault.returns;
  const name = owner.item ? owner.item.name : owner.name;
  fs.writeFileSync(file, call === 'exportAAF' ? `AAF ${name}` : `<?xml version="1.0"?><xmeml version="4"><sequence><name>${name.replace(/[<&]/g, ' ')}</name></sequence></xmeml>`);
  return 0;
}

/** One script at a time; while a window is open, nothing is answered. */
function evaluate(script, callback) {
  const world = served.world;
  if (world.dialog) {
    served.waiting.push([script, callback]);
    return;
  }
  const send = (answer) => setTimeout(() => callback(answer), served.slow);
  if (served.answer && served.answer.skip) {
    served.answer.skip -= 1;
  } else if (served.answer && served.answer.times !== 0) {
    served.answer.times = (served.answer.times || 1) - 1;
    if (served.answer.reload) reload();
    if (served.answer.hang) return;
    if (served.answer.after) served.engine.evaluate(script);
    send(served.answer.text);
    return;
  }
  const answer = served.engine.evaluate(script);
  if (world.dialog) served.open.push(() => send(answer));
  else send(answer);
}

const hooks = {
  dialogBy(title) { served.world.dialog = title; },
  dismiss() {
    served.world.dialog = '';
    const [open, waiting] = [served.open, served.waiting];
    served.open = [];
    served.waiting = [];
    open.forEach((answer) => answer());
    waiting.forEach(([script, callback]) => evaluate(script, callback));
  },
  reload,
};

const CONTROLS = {
  reset: (given) => reset(given),
  state: () => served.world.state(),
  fault: (given) => served.world.addFault(given),
  clear: () => { served.world.faults = []; served.answer = null; served.slow = 0; },
  footage: (given) => { for (const [name, file] of Object.entries(given)) served.world.footage.set(name, file); },
  answers: (given) => { served.answer = given; },
  slow: (given) => { served.slow = given.ms; },
  ping: (given) => { served.ping = given.text; },
  person: (given) => actions(served.world, hooks)[given.does](given),
};

function control(request, response) {
  const pieces = [];
  request.on('data', (piece) => pieces.push(piece));
  request.on('end', () => {
    try {
      const given = pieces.length ? JSON.parse(Buffer.concat(pieces).toString('utf8')) : {};
      const told = CONTROLS[request.url.slice(1)](given);
      response.end(JSON.stringify(told === undefined ? null : told));
    } catch (error) {
      response.statusCode = 500;
      response.end(JSON.stringify(String(error && error.stack)));
    }
  });
}

async function main() {
  reset({});
  const met = () => { served.world.posts += 1; };
  let front;
  if (kind === 'ours') {
    front = await require(panel).serve({ evaluate: (script, callback) => { met(); evaluate(script, callback); }, port: 0, secret: 'a-secret-of-the-tests-only' });
  } else if (kind === 'uxp') {
    front = await require('./uxp.js').start({ served, panel, met });
    Object.assign(CONTROLS, front.controls);
  } else {
    front = await require('./link.js').serve({ evaluate, ping: () => served.ping, met });
  }
  const back = http.createServer(control);
  back.listen(0, '127.0.0.1', () => {
    process.stdout.write(`${JSON.stringify({ port: front.port || 0, url: front.url || '', control: back.address().port })}\n`);
  });
  process.stdin.on('end', () => process.exit(0)).resume();
}

module.exports = { BROKEN };
main().catch((error) => { process.stderr.write(`${error.stack}\n`); process.exit(1); });
