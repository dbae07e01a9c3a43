'use strict';
// ExtendScript: a JavaScript of the third edition. A real engine runs the scripts, behind a parser that refuses what the
// third edition does not know and without all that came after it.

const vm = require('node:vm');
const path = require('node:path');

const acorn = require(path.join(process.env.CHUTIER_NODE_TOOLS, 'acorn'));
const { HostError } = require('./model.js');

/** What a panel hands back for a script that does not parse, or throws. */
const BROKEN = 'EvalScript error.';

const NEWER = ['JSON', 'Promise', 'Map', 'Set', 'WeakMap', 'WeakSet', 'WeakRef', 'Symbol', 'Proxy', 'Reflect', 'BigInt',
  'ArrayBuffer', 'SharedArrayBuffer', 'DataView', 'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array',
  'Int32Array', 'Uint32Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array', 'Atomics', 'Intl',
  'WebAssembly', 'globalThis', 'console', 'FinalizationRegistry', 'AggregateError', 'Iterator', 'escape', 'unescape'];
const OLD = {
  'Array.prototype': ['concat', 'join', 'pop', 'push', 'reverse', 'shift', 'slice', 'sort', 'splice', 'toString', 'toLocaleString', 'unshift', 'constructor', 'length'],
  'String.prototype': ['charAt', 'charCodeAt', 'concat', 'indexOf', 'lastIndexOf', 'localeCompare', 'match', 'replace', 'search', 'slice', 'split', 'substr', 'substring', 'toLocaleLowerCase', 'toLocaleUpperCase', 'toLowerCase', 'toString', 'toUpperCase', 'valueOf', 'constructor', 'length'],
  'Function.prototype': ['apply', 'call', 'toString', 'constructor', 'length', 'name'],
  Object: ['prototype', 'length', 'name'],
  Array: ['prototype', 'length', 'name'],
  String: ['fromCharCode', 'prototype', 'length', 'name'],
  Date: ['parse', 'UTC', 'prototype', 'length', 'name'],
  'Date.prototype': ['constructor', 'toString', 'toDateString', 'toTimeString', 'toLocaleString', 'toLocaleDateString', 'toLocaleTimeString', 'valueOf', 'getTime', 'getFullYear', 'getUTCFullYear', 'getMonth', 'getUTCMonth', 'getDate', 'getUTCDate', 'getDay', 'getUTCDay', 'getHours', 'getUTCHours', 'getMinutes', 'getUTCMinutes', 'getSeconds', 'getUTCSeconds', 'getMilliseconds', 'getUTCMilliseconds', 'getTimezoneOffset', 'setTime', 'setMilliseconds', 'setUTCMilliseconds', 'setSeconds', 'setUTCSeconds', 'setMinutes', 'setUTCMinutes', 'setHours', 'setUTCHours', 'setDate', 'setUTCDate', 'setMonth', 'setUTCMonth', 'setFullYear', 'setUTCFullYear', 'toUTCString', 'getYear', 'setYear', 'toGMTString'],
  Math: ['E', 'LN10', 'LN2', 'LOG2E', 'LOG10E', 'PI', 'SQRT1_2', 'SQRT2', 'abs', 'acos', 'asin', 'atan', 'atan2', 'ceil', 'cos', 'exp', 'floor', 'log', 'max', 'min', 'pow', 'random', 'round', 'sin', 'sqrt', 'tan'],
  Number: ['MAX_VALUE', 'MIN_VALUE', 'NaN', 'NEGATIVE_INFINITY', 'POSITIVE_INFINITY', 'prototype', 'length', 'name'],
};

/** Triple-quoted texts, which ExtendScript knows, as plain ones: up to the next three quotes, wherever they are. */
function singled(script) {
  const parts = script.split('"""');
  if (parts.length % 2 === 0) throw new SyntaxError('unterminated string');
  return parts.map((part, number) => (number % 2
    ? `"${part.replace(/"/g, '\\"').replace(/\r?\n/g, '\\n')}"`
    : part.replace(/^[ \t]*(['"])use strict\1;?/gm, ''))).join('');
}

/** Raises SyntaxError for what is not of the third edition. */
function checked(script) {
  acorn.parse(script, { ecmaVersion: 3, allowReserved: 'never' });
  return script;
}

/** Scripts that have run lately, by number: an error tells the line and the source of the one that it comes from. */
class Sources {
  constructor() { this.kept = new Map(); this.next = 1; }

  add(script) {
    this.kept.set(this.next, script);
    this.kept.delete(this.next - 40);
    this.next += 1;
    return `script-${this.next - 1}`;
  }

  /** Where an error was thrown, as ExtendScript says it: the line, and the whole source. */
  place(error) {
    const found = /script-(\d+):(\d+)/.exec(String(error.stack));
    const source = (found && this.kept.get(Number(found[1]))) || ' ';
    return { source, line: found ? Math.min(Number(found[2]), source.split(/\r?\n/).length) : 1 };
  }
}

/** One engine: it keeps what scripts leave in it until the panel is loaded again. `globalsOf(realm)` gives its objects. */
class Engine {
  constructor(globalsOf, boot = '') {
    this.sources = new Sources();
    this.context = vm.createContext(Object.create(null));
    const context = this.context;
    const realm = vm.runInContext('({ Error: Error, SyntaxError: SyntaxError, Array: Array, Object: Object })', context);
    // What the program throws is an Error to scripts, and what it lists is an Array to them.
    Object.setPrototypeOf(HostError.prototype, realm.Error.prototype);
    vm.runInContext(this.stripping(), context)((error) => this.sources.place(error));
    const globals = globalsOf(realm);
    Object.assign(context, globals);
    context.$ = Object.assign(new realm.Object(), {
      os: globals.osName || 'Macintosh OS 14', version: '4.5.5', global: context, writeln() {}, sleep() {}, toString: () => '[object $]',
    });
    context.eval = (text) => {
      try {
        return typeof text === 'string' ? this.run(text) : text;
      } catch (error) {
        throw error instanceof SyntaxError ? new realm.SyntaxError(error.message) : error;
      }
    };
    if (boot) this.run(boot);
  }

  /** Takes away what came later, and gives every object its `reflect`. */
  stripping() {
    const old = JSON.stringify(OLD);
    return `(function (place) {
      var world = globalThis, old = ${old}, newer = ${JSON.stringify(NEWER)}, names = Object.getOwnPropertyNames, define = Object.defineProperty;
      var own = Object.prototype.hasOwnProperty;
      function at(path) { return path.split('.').reduce(function (value, name) { return value[name]; }, globalThis); }
      var targets = Object.keys(old).map(function (path) { return [at(path), old[path]]; });
      define(Object.prototype, 'reflect', { enumerable: false, configurable: true, get: function () {
        if (this instanceof Error && !own.call(this, 'source')) {
          var error = this;
          var where = place(error);
          var facts = { number: 2, fileName: '', line: where.line, source: where.source, start: 0, end: 0, name: error.name };
          for (var key in facts) { define(error, key, { value: facts[key], enumerable: true, configurable: true, writable: true }); }
        }
        return { name: this instanceof Array ? 'Array' : this instanceof Error ? 'Error' : 'Object', properties: names(this), methods: [] };
      } });
      var doomed = [];
      for (var i = 0; i < targets.length; i++) {
        var here = names(targets[i][0]);
        for (var j = 0; j < here.length; j++) {
          if (targets[i][1].indexOf(here[j]) < 0) { doomed.push([targets[i][0], here[j]]); }
        }
      }
      for (var k = 0; k < doomed.length; k++) { delete doomed[k][0][doomed[k][1]]; }
      for (var n = 0; n < newer.length; n++) { delete world[newer[n]]; }
    });`;
  }

  run(script) {
    const plain = checked(singled(script));
    return vm.runInContext(plain, this.context, { timeout: 60000, filename: this.sources.add(plain) });
  }

  /** What a panel gets back: the text of the last value. */
  evaluate(script) {
    try {
      return String(this.run(script));
    } catch (error) {
      return BROKEN;
    }
  }
}

module.exports = { Engine, BROKEN, checked, singled };
