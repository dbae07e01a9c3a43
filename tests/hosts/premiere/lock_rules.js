'use strict';
// Premiere's rules for plugins, looked for in their source: an action is made inside a lock, where nothing may wait.
//   node lock_rules.js FILE…     each fault as "file:line what"; nothing when there is none

const fs = require('node:fs');
const path = require('node:path');

const acorn = require(path.join(process.env.CHUTIER_NODE_TOOLS, 'acorn'));

/** Calls whose functions are run inside the lock. */
const LOCKED = new Set(['lockedAccess', 'executeTransaction', 'carryOut', 'transact']);
const ACTION = /^create\w+Action$/;

/** The faults of one source, each [line, what]. */
function faults(source) {
  const found = [];
  const walk = (node, locked) => {
    if (!node || typeof node.type !== 'string') return;
    const name = node.type === 'CallExpression' && node.callee.type === 'MemberExpression' ? node.callee.property.name : '';
    // A function under this key says of itself that it runs inside the lock.
    const told = node.type === 'Property' && node.key.name === 'inLock';
    if (ACTION.test(name) && !locked) found.push([node.loc.start.line, `${name} outside a lock`]);
    if (locked && node.type === 'AwaitExpression') found.push([node.loc.start.line, 'await inside a lock']);
    if (locked && /Function/.test(node.type) && node.async) found.push([node.loc.start.line, 'async inside a lock']);
    for (const [key, child] of Object.entries(node)) {
      const children = Array.isArray(child) ? child : [child];
      children.forEach((one, place) => {
        // What `carryOut` asks before it tries again is its third argument, and runs outside.
        const question = key === 'arguments' && name === 'carryOut' && place > 1;
        walk(one, !question && (locked || told || (key === 'arguments' && LOCKED.has(name))));
      });
    }
  };
  walk(acorn.parse(source, { ecmaVersion: 2022, locations: true }), false);
  return found;
}

for (const file of process.argv.slice(2)) {
  for (const [line, what] of faults(fs.readFileSync(file, 'utf8'))) process.stdout.write(`${path.basename(file)}:${line} ${what}\n`);
}
