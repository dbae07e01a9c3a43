'use strict';

/**
 * The panel's door: HTTP on this computer only, in the protocol of the Python client pymiere. Runs inside Premiere and in
 * plain node alike.
 *
 *   GET  /<secret>          Premiere is alive
 *   GET  /<secret>/status   {"panel", "protocol", "premiere", "pid", "busy", "waiting", "last"}
 *   POST /<secret>          {"to_eval": script} in JSON; the answer is what the script gave, as plain text
 *
 * Whoever may post here may do all that a script in Premiere may do, which is nearly everything. So there is a secret in
 * the path that is new at each start, and whatever a browser sends is refused: a web page can post to any port.
 */

const crypto = require('crypto');
const http = require('http');
const { takeTurns } = require('./turns.js');

const HOST = '127.0.0.1';

/** Number of the protocol: raised when an older client could not work with it. */
const PROTOCOL = 1;

/** Tried in this order, so that a port can be named in a show file; any free one when all are taken. */
const PORTS = [28611, 28612, 28613, 28614, 28615, 28616, 28617, 28618];

/** Bytes of a request. */
const BODY_LIMIT = 8 * 1024 * 1024;

/** Milliseconds in which a request must have come in whole. */
const BODY_PATIENCE = 30000;

const TAKEN = ['EADDRINUSE', 'EACCES'];

/**
 * A secret of 192 bits, fit for an address.
 *
 * @returns {string}
 */
function makeSecret() {
  return crypto.randomBytes(24).toString('hex');
}

/** Whether two texts are the same, in a time that does not depend on where they differ. */
function same(one, other) {
  const digest = (text) => crypto.createHash('sha256').update(text, 'utf8').digest();
  return crypto.timingSafeEqual(digest(one), digest(other));
}

/** Why a request is refused: a status and a sentence. */
class Refusal extends Error {
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }
}

/** Refuses what does not come from a program on this computer. */
function checkAsker(request, port) {
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (origin !== undefined || (site !== undefined && site !== 'none')) {
    throw new Refusal(403, 'requests of web pages are refused');
  }
  // A page whose own name has been made to lead here still says its own name.
  if (![HOST, 'localhost'].some((name) => host === name || host === `${name}:${port}`)) {
    throw new Refusal(403, `this is ${HOST}, and answers to no other name`);
  }
}

/** Refuses a body that is no JSON in UTF-8; web pages may send any other without asking. */
function checkType(request) {
  const [type, ...parameters] = (request.headers['content-type'] || '').toLowerCase().split(';').map((part) => part.trim());
  const charset = parameters.filter((one) => one.startsWith('charset=')).map((one) => one.slice(8).replace(/"/g, ''));
  if (type !== 'application/json' || charset.some((one) => one !== 'utf-8' && one !== 'utf8')) {
    throw new Refusal(415, 'Content-Type must be application/json, in UTF-8');
  }
}

/** The script in a body. */
function scriptIn(body) {
  const text = body.toString('utf8');
  let given;
  try {
    // What is not UTF-8 would be mended in silence, and a name with it.
    given = Buffer.from(text, 'utf8').equals(body) ? JSON.parse(text) : null;
  } catch (error) {
    throw new Refusal(400, `the body is no JSON: ${error.message}`);
  }
  if (given === null || typeof given !== 'object' || typeof given.to_eval !== 'string') {
    throw new Refusal(400, 'the body must be {"to_eval": "<script>"} in UTF-8');
  }
  return given.to_eval;
}

/** The whole body, or a Refusal. What is too long is read to its end all the same, so that the asker sees the answer. */
function bodyOf(request, limit, patience) {
  return new Promise((resolve, reject) => {
    const parts = [];
    let size = 0;
    const slow = setTimeout(() => reject(new Refusal(408, 'the request did not come in whole')), patience);
    request.on('data', (part) => {
      size += part.length;
      if (size <= limit) {
        parts.push(part);
      } else if (size > 8 * limit) {
        request.destroy();
      }
    });
    request.on('end', () => {
      clearTimeout(slow);
      if (size > limit) {
        reject(new Refusal(413, `a request may have ${limit} bytes`));
      } else {
        resolve(Buffer.concat(parts, size));
      }
    });
    request.on('error', reject);
    request.on('close', () => clearTimeout(slow));
  });
}

/** Answers once; each connection is for one request, so none is cut while a client is about to use it again. */
function answer(response, status, text, type = 'text/plain') {
  if (response.headersSent) {
    return;
  }
  const body = Buffer.from(text, 'utf8');
  response.writeHead(status, {
    'Content-Type': `${type}; charset=utf-8`,
    'Content-Length': body.length,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    Connection: 'close',
  });
  response.end(body);
}

function giveOutcome(response, outcome) {
  if ('text' in outcome) {
    answer(response, 200, outcome.text);
  } else if ('busy' in outcome) {
    answer(response, 503, JSON.stringify({ busy: outcome.busy }), 'application/json');
  } else {
    answer(response, 500, `the script could not be handed over: ${outcome.error}`);
  }
}

/** What is served at the secret address and below. */
async function serveRequest(request, response, door) {
  const [, first, ...rest] = request.url.split('/');
  const below = rest.join('/');
  if (!same(first || '', door.secret) || !['', 'status'].includes(below) || (rest.length > 0 && below === '')) {
    request.resume();
    answer(response, 404, '');
    return;
  }
  checkAsker(request, door.port);
  if (request.method === 'GET') {
    const status = () => JSON.stringify(Object.assign({}, door.about, { pid: process.pid }, door.turns.state()));
    answer(response, 200, below ? status() : 'Premiere is alive', below ? 'application/json' : 'text/plain');
    return;
  }
  if (request.method !== 'POST' || below) {
    throw new Refusal(405, 'GET, or POST with a script');
  }
  checkType(request);
  const script = scriptIn(await bodyOf(request, door.limit, door.bodyPatience));
  const withdraw = door.turns.ask(script, (outcome) => giveOutcome(response, outcome));
  response.on('close', withdraw);
}

/** Listens on the first port that is free. */
function listen(server, ports) {
  const [port, ...others] = ports;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => {
      server.removeListener('error', reject);
      resolve(server.address().port);
    });
  }).catch((error) => {
    if (others.length > 0 && TAKEN.includes(error.code)) {
      return listen(server, others);
    }
    throw error;
  });
}

/** A clock that nobody sets back, in milliseconds. */
function steady() {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}

/**
 * Opens the door.
 *
 * @param {{evaluate: function(string, function(*)): void, port: (number|number[]|undefined), secret: (string|undefined),
 *   premiere: (string|undefined), panel: (string|undefined), onState: (function(Object): void|undefined),
 *   now: (function(): number|undefined), patience: (number|undefined), limit: (number|undefined),
 *   bodyPatience: (number|undefined)}} given `evaluate` hands a script to the engine and calls back with its result;
 *   `port`: one or several to try, 0 for any; `premiere` and `panel`: versions, for the status; `onState` hears
 *   `{busy, waiting, last}` when a script begins and when it ends; times in milliseconds.
 * @returns {Promise<{port: number, secret: string, url: string, state: function(): Object,
 *   run: function(string): Promise<Object>, close: function(): Promise<void>}>} `run` takes its turn with the others.
 *   Rejected when no port is to be had, or the secret is too short.
 */
async function serve({
  evaluate, port = PORTS.concat(0), secret = makeSecret(), premiere = '', panel = '', onState, now = steady, patience,
  limit = BODY_LIMIT, bodyPatience = BODY_PATIENCE,
}) {
  if (!/^[\w-]{22,}$/.test(secret)) {
    throw new Error('the secret must be 128 bits at least, in letters and digits');
  }
  const turns = takeTurns({ evaluate, now, patience, onState });
  const door = { secret, port: 0, limit, bodyPatience, turns, about: { panel, protocol: PROTOCOL, premiere } };
  const server = http.createServer((request, response) => {
    serveRequest(request, response, door).catch((error) => {
      request.resume();
      answer(response, error instanceof Refusal ? error.status : 400, error.message);
    });
  });
  // A script may take as long as it takes; node would cut the connection after two minutes.
  server.timeout = 0;
  server.requestTimeout = 0;
  server.on('clientError', (error, socket) => socket.destroy());
  const sockets = new Set();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  door.port = await listen(server, [].concat(port));

  const close = () => new Promise((resolve) => {
    turns.stop();
    server.close(() => resolve());
    sockets.forEach((socket) => socket.destroy());
  });
  const run = (script) => new Promise((resolve) => { turns.ask(script, resolve); });
  return { port: door.port, secret, url: `http://${HOST}:${door.port}/${secret}`, state: turns.state, run, close };
}

module.exports = { serve, makeSecret, PORTS, PROTOCOL, BODY_LIMIT };
