'use strict';
// A plugin can only dial out: it knocks at the ports at which Chutier waits while it works, on this computer only, and
// tries again until it is let in. It says the code that a person has typed once; whoever asks without it is nobody.

const { answerTo, PROTOCOL } = require('./ops/table.js');

/** Where Chutier waits: the first that is free. */
const PORTS = [28621, 28622, 28623, 28624];
const RETRY = 1500;

/**
 * Dials until `stop` is called.
 *
 * @param {{
 *   Socket: typeof WebSocket, code(): string, about: {plugin: string, premiere: string, locale: string},
 *   tell(event: {kind: string, [more: string]: any}): void, ports?: number[], retry?: number,
 * }} how
 */
function dial(how) {
  const ports = how.ports || PORTS;
  let turn = 0;
  let stopped = false;
  /** @type {WebSocket | null} */
  let socket = null;
  /** @type {any} */
  let timer = null;

  const again = () => {
    if (!stopped) timer = setTimeout(knock, how.retry || RETRY);
  };

  const knock = () => {
    const port = ports[turn % ports.length];
    turn += 1;
    let greeted = false;
    const line = new how.Socket(`ws://127.0.0.1:${port}`);
    socket = line;
    line.onopen = () => line.send(JSON.stringify({ hello: { ...how.about, protocol: PROTOCOL }, token: how.code() }));
    line.onmessage = async (event) => {
      const said = JSON.parse(String(event.data));
      if (said.welcome) {
        greeted = true;
        how.tell({ kind: 'connected', port });
      } else if (said.refused) {
        how.tell({ kind: 'refused', why: said.refused });
      } else if (greeted && said.told) {
        how.tell({ kind: 'told', ...said.told });
      } else if (greeted && 'op' in said) {
        how.tell({ kind: 'asked', op: said.op, items: counted(said.args) });
        const answer = await answerTo(said);
        how.tell({ kind: 'answered', op: said.op, ok: answer.ok, items: counted(said.args), failed: answer.r.filter((one) => one.state === 'failed').length });
        line.send(JSON.stringify({ id: said.id, ...answer }));
      }
    };
    line.onerror = () => {};
    line.onclose = () => {
      if (greeted) how.tell({ kind: 'gone' });
      again();
    };
  };

  knock();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
      if (socket) socket.close();
    },
    /** Knocks anew at once: a code was typed. */
    retry() {
      clearTimeout(timer);
      turn = 0;
      if (socket && socket.readyState <= 1) socket.close();
      else knock();
    },
  };
}

/**
 * How many things a request is about.
 *
 * @param {any} args
 */
function counted(args) {
  const lists = Object.values(args || {}).filter(Array.isArray);
  return Math.max(0, ...lists.map((list) => list.length));
}

module.exports = { dial, counted, PORTS };
