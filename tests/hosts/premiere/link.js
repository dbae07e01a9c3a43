'use strict';
// The server of Pymiere Link 1: its protocol, and what it does to long bodies.

const http = require('node:http');

/** Serves `evaluate(script, callback)`; a promise of {port, close}. */
function serve({ evaluate, port = 0, ping = () => 'Premiere is alive', met = () => {} }) {
  const server = http.createServer((request, response) => {
    if (request.method === 'GET') {
      response.end(ping());
      return;
    }
    // Node hands over at most 64 KiB at once; joined as an array, the pieces get a comma between them.
    const pieces = [];
    let rest = Buffer.alloc(0);
    request.on('data', (chunk) => {
      rest = Buffer.concat([rest, chunk]);
      while (rest.length >= 65536) {
        pieces.push(rest.subarray(0, 65536));
        rest = rest.subarray(65536);
      }
    });
    request.on('end', () => {
      if (rest.length) pieces.push(rest);
      met();
      let asked;
      try {
        asked = JSON.parse(String(pieces));
      } catch (error) {
        return; // no answer, ever
      }
      evaluate(asked.to_eval, (answer) => response.end(answer));
    });
  });
  server.keepAliveTimeout = 1000;
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => resolve({ port: server.address().port, path: '', close: () => server.close() }));
  });
}

module.exports = { serve };
