'use strict';
// Premiere as a plugin sees it, and the real plugin in it: `require('premierepro')` and `require('uxp')` over the model.

const Module = require('node:module');
const fs = require('node:fs');
const path = require('node:path');

const { HostError } = require('./model.js');
const { kinds } = require('./uxp_items.js');

/** The module `premierepro` for whatever world is there at the moment of the call. */
function premierepro(served) {
  const state = { locked: 0, doing: 0 };
  const world = () => served.world;
  const host = {
    world,
    text(value) {
      if (typeof value !== 'string') throw new HostError('Illegal Parameter type');
      return value;
    },
    guid: (value) => ({ toString: () => value }),
    /** Work that waits must not be begun inside a lock. */
    free() {
      if (state.locked) throw new HostError('asynchronous work inside lockedAccess');
    },
    /** An action: made inside a lock only (26.3), done when its transaction is. */
    action(item, call, run) {
      if (!state.locked) throw new HostError('actions are made inside lockedAccess');
      return { project: item.project, run: () => run(world().met(call, true) || {}) };
    },
  };
  const found = kinds(host);

  class Project {
    constructor(value) { this._ = value; }
    get guid() { return host.guid(this._.guid); }
    get name() { return this._.name; }
    get path() { return this._.path; }
    async getRootItem() { host.free(); return new found.FolderItemKind(this._.root); }
    async getSequences() { host.free(); return this._.sequences.map((one) => new found.Sequence(one)); }
    async getActiveSequence() { host.free(); return this._.active ? new found.Sequence(this._.active) : undefined; }
    async setActiveSequence(sequence) { host.free(); this._.active = sequence._; return true; }
    lockedAccess(callback) {
      state.locked += 1;
      try {
        if (callback() instanceof Promise) throw new HostError('asynchronous work inside lockedAccess');
      } finally {
        state.locked -= 1;
      }
    }
    executeTransaction(callback, undo) {
      if (state.doing) throw new HostError('a transaction inside a transaction');
      if (this._.locked) return false;
      const actions = [];
      state.doing += 1;
      try {
        const told = callback({ addAction: (one) => { if (!one || !one.run || one.project !== this._) throw new HostError('Illegal Parameter type'); return actions.push(one) > 0; } });
        if (told instanceof Promise || typeof undo !== 'string') throw new HostError('Illegal Parameter type');
        actions.forEach((one) => one.run());
      } finally {
        state.doing -= 1;
      }
      return true;
    }
    async importFiles(...given) {
      host.free();
      const [paths, quiet, target, stills] = given;
      const fault = world().met('importFiles', true) || {};
      if (!Array.isArray(paths) || given.slice(1).some((one) => one === undefined)) throw new HostError('Illegal Parameter type');
      if (target !== null && !(target instanceof found.ProjectItemKind)) throw new HostError('Illegal Parameter type');
      const bin = target === null ? this._.root : target._;
      (stills ? [paths[0]] : paths).forEach((file, number) => {
        if (fault.nothing || fault.drops === number + 1) return;
        const late = fault.late || (world().file(file) || {}).delay_ms;
        const come = () => this._.import(file, fault.elsewhere ? this._.root : bin, stills);
        if (late) served.timers.push(setTimeout(come, late));
        else come();
      });
      if (!quiet) world().dialog = 'import';
      return fault.returns === undefined ? true : fault.returns;
    }
    async createSequenceFromMedia(name, clips, target) {
      host.free();
      const fault = world().met('createNewSequenceFromClips', true) || {};
      if (fault.nothing) return undefined;
      const items = clips.map((one) => one._).slice(0, fault.short ? -1 : undefined);
      return new found.Sequence(this._.makeSequence(host.text(name), items, fault.elsewhere ? this._.root : target._));
    }
    async createSequenceWithPresetPath(name, preset) {
      host.free();
      world().met('newSequence', true);
      return world().file(preset) ? new found.Sequence(this._.makeSequence(host.text(name), [], this._.root)) : undefined;
    }
    async deleteSequence(sequence) {
      host.free();
      const fault = world().met('deleteSequence', true) || {};
      if (!fault.nothing) this._.remove(sequence._.item);
      return !fault.nothing;
    }
    async save() { host.free(); world().met('save', false); this._.saves += 1; return true; }
  }

  const write = (call) => async (sequence, file) => {
    host.free();
    const fault = world().met(call, false) || {};
    if (!fault.nothing) fs.writeFileSync(file, `${call} ${sequence.name}`);
    return !fault.nothing;
  };
  return {
    ...found,
    Application: { get version() { return world().version; } },
    Project: { getActiveProject: async () => { host.free(); return world().active ? new Project(world().active) : undefined; } },
    ProjectConverter: {
      exportAsFinalCutProXML: write('exportAsFinalCutProXML'), exportAsOpenTimelineIO: write('exportAsOpenTimelineIO'), exportAAF: write('exportAAF'),
    },
  };
}

/** Starts the plugin of the folder `panel`; it dials when it is told to. */
async function start({ served, panel, met }) {
  const modules = {
    premierepro: premierepro(served),
    os: { platform: () => (served.world.os === 'win' ? 'win32' : 'darwin') },
  };
  const load = Module._load;
  Module._load = (name, parent, ...rest) => (
    modules[name] && parent && parent.filename.startsWith(panel) ? modules[name] : load(name, parent, ...rest));
  const { dial } = require(path.join(panel, 'connection.js'));
  let line = null;
  served.told = [];
  return {
    controls: {
      dial(given) {
        if (line) line.stop();
        let { code } = given;
        line = dial({
          Socket: WebSocket, code: () => code, ports: given.ports, retry: 60,
          about: { plugin: '0.1.0', premiere: served.world.version, locale: served.world.locale },
          tell(event) {
            if (event.kind === 'asked') met();
            served.told.push(event);
          },
        });
        served.pair = (typed) => { code = typed; line.retry(); };
      },
      pair: (given) => served.pair(given.code),
      hang_up: () => { if (line) line.stop(); line = null; },
      told: () => served.told,
    },
  };
}

module.exports = { start, premierepro };
