'use strict';
// Premiere's objects as ExtendScript sees them, over the model. Which calls there are, and what they answer, is the
// scripting guide's word (docsforadobe/premiere-scripting-guide); what scripts met in the field says so.

const { HostError } = require('./model.js');
const { itemKind } = require('./dom_items.js');
const { sequenceKinds } = require('./dom_sequences.js');

const IMPORTABLE = /\.(mov|mxf|wav|mp4|braw|r3d|dpx|exr|tif|png|jpg|aif|mp3|ari|avi|xml|prproj|aaf)$/i;
const COLLECTIONS = { numItems: 'ProjectItemCollection', numSequences: 'SequenceCollection', numProjects: 'ProjectCollection', numTracks: 'TrackCollection' };

/**
 * The global objects of a script, for one world. `hooks`: `dialog` opens a window that waits for somebody, `later` works
 * in some milliseconds, `write` writes a file; `realm` has the engine's own Array.
 */
function globals(world, hooks) {
  const made = new WeakMap();
  const wrap = (Kind, value) => {
    if (!value) return undefined;
    if (!made.has(value)) made.set(value, new Kind(value));
    return made.get(value);
  };
  const dom = {
    world,
    hooks,
    item: (value) => wrap(kinds.ProjectItem, value),
    sequence: (value) => wrap(kinds.Sequence, value),
    project: (value) => wrap(kinds.Project, value),
    list: (values) => hooks.realm.Array(...values),
    arity(given, least, most) {
      if (given.length < least) throw new HostError('Not Enough Parameters');
      if (given.length > most) throw new HostError('Illegal Parameter type');
    },
    text(value) {
      if (typeof value !== 'string') throw new HostError('Illegal Parameter type');
      return value;
    },
    itemIn(value) {
      if (!(value instanceof kinds.ProjectItem)) throw new HostError('Illegal Parameter type');
      return value._here;
    },
    changing(owner) {
      if (owner.locked) throw new HostError('The project is read-only');
    },
    /** Counts with its own name for it, has no length, and is what is there at each look. */
    collection(count, values, wrapped, kind = COLLECTIONS[count]) {
      return new Proxy({}, {
        get(_target, key) {
          if (key === count) return values().length;
          if (key === 'reflect') return looked(kind, [count], []);
          return typeof key === 'string' && key >= '0' && key < ':' ? wrapped(values()[Number(key)]) : undefined;
        },
        has: (_target, key) => key === count,
      });
    },
  };
  const kinds = sequenceKinds(dom);
  kinds.ProjectItem = itemKind(dom, kinds);
  kinds.Project = projectKind(dom, kinds);
  for (const [name, Kind] of Object.entries(kinds)) reflect(Kind.prototype, name);
  return application(dom);
}

/** The class of projects. */
function projectKind(dom, kinds) {
  const { world, hooks, arity, text } = dom;

  return class Project {
    constructor(value) {
      this._ = value;
      this.sequences = dom.collection('numSequences', () => value.sequences, dom.sequence);
    }

    _changed(call) {
      const fault = world.met(call, true);
      dom.changing(this._);
      return fault || {};
    }

    get documentID() { return this._.guid; }
    get name() { return this._.name; }
    get path() { return this._.path; }
    get rootItem() { return dom.item(this._.root); }
    get activeSequence() { return dom.sequence(this._.active); }
    set activeSequence(value) { world.met('activeSequence', false); this._.active = value ? value._ : null; }
    getInsertionBin() { return this.rootItem; }

    /** What it returns says nothing of what it did (field reports). Each path makes an item, also one that is there. */
    importFiles(...given) {
      const fault = this._changed('importFiles');
      arity(given, 1, 4);
      const [paths, quiet, target, stills] = given;
      if (!Array.isArray(paths)) throw new HostError('Illegal Parameter type');
      const bin = target ? dom.itemIn(target) : this._.root;
      // Numbered stills become one item, called after its first frame (assumed).
      const wanted = (stills ? [paths[0]] : Array.from(paths)).map(text);
      wanted.forEach((path, number) => {
        // A window for what it cannot read, unless it is told to be quiet (scripting guide).
        if (!IMPORTABLE.test(path) && !quiet) hooks.dialog(`importing ${path}`);
        const file = world.file(path);
        if (fault.nothing || fault.drops === number + 1 || !file || !IMPORTABLE.test(path) || file.importable === false) return;
        const late = fault.late || file.delay_ms;
        if (late) hooks.later(late, () => this._.import(path, bin, stills));
        else this._.import(path, fault.elsewhere ? this._.root : bin, stills);
        if (fault.breaks === number + 1) throw new HostError('It broke');
      });
      return fault.returns !== undefined ? fault.returns : true;
    }
    /** Opens a window that no script can close, and everything waits for it (field reports on 26). */
    createNewSequence() { this._changed('createNewSequence'); hooks.dialog('New Sequence'); return 0; }
    newSequence(...given) {
      const fault = this._changed('newSequence');
      arity(given, 2, 2);
      if (fault.nothing || !world.file(text(given[1]))) return 0;
      return dom.sequence(this._.makeSequence(text(given[0]), [], this._.root));
    }
    createNewSequenceFromClips(...given) {
      const fault = this._changed('createNewSequenceFromClips');
      arity(given, 2, 3);
      const [name, clips, target] = given;
      if (!Array.isArray(clips)) throw new HostError('Illegal Parameter type');
      const wanted = Array.from(clips, dom.itemIn).slice(0, fault.short ? -1 : undefined);
      if (fault.nothing) return 0;
      const bin = target && !fault.elsewhere ? dom.itemIn(target) : this._.root;
      return dom.sequence(this._.makeSequence(text(name), wanted, bin));
    }
    deleteSequence(...given) {
      const fault = this._changed('deleteSequence');
      arity(given, 1, 1);
      if (!(given[0] instanceof kinds.Sequence)) throw new HostError('Illegal Parameter type');
      if (!fault.nothing) this._.remove(given[0]._.item);
      return true;
    }
    /** Tells nothing, and nothing tells afterwards what the project has (scripting guide). */
    addPropertyToProjectMetadataSchema(...given) {
      const fault = world.met('addPropertyToProjectMetadataSchema', !this._.schema.has(given[0]));
      arity(given, 3, 3);
      const [name, , type] = given;
      if (type !== 2 && type !== 0 && type !== 1 && type !== 3) throw new HostError('Illegal Parameter type');
      if (!(fault && fault.nothing)) this._.schema.add(text(name));
      return undefined;
    }
    save() { world.met('save', false); this._.saves += 1; return 0; }
    exportFinalCutProXML(...given) { arity(given, 1, 2); return hooks.write('exportFinalCutProXML', text(given[0]), this._); }
    exportAAF(...given) { arity(given, 10, 14); return hooks.write('exportAAF', text(given[1]), given[0]._); }
    openSequence(id) { this._.active = this._.sequences.find((one) => one.id === id) || this._.active; return true; }
  };
}

/** `app`, and `qe` as it is once it is enabled. */
function application({ world, hooks, project, sequence, collection, text }) {
  const production = reflect({
    get name() { return world.production; },
    getLocked: (one) => Boolean(one && one._ && one._.locked),
  }, 'PrProduction');
  const app = {
    get version() { return world.version; },
    get build() { return world.build; },
    get project() { return project(world.active); },
    projects: collection('numProjects', () => world.projects, project),
    get production() { return world.production ? production : undefined; },
    isDocumentOpen: () => Boolean(world.active),
    getProjectViewIDs: () => hooks.realm.Array(),
    setSDKEventMessage: (message, kind) => { world.messages.push([kind, message]); return true; },
    /** A project of another version asks first (field reports). */
    openDocument: () => { world.met('openDocument', true); hooks.dialog('Convert Project'); return true; },
    enableQE: () => true,
  };
  const qe = {
    project: reflect({
      newSequence: (name, preset) => {
        world.met('qe.newSequence', true);
        return world.active && world.file(preset) ? Boolean(sequence(world.active.makeSequence(text(name), [], world.active.root))) : false;
      },
      undo: () => { world.met('qe.undo', true); return true; },
    }, 'QEProject'),
  };
  return { app: reflect(app, 'Application'), qe: reflect(qe, 'QEApplication') };
}

/** What ExtendScript's looking glass shows: names whose lists read as text with commas. */
function looked(name, properties, methods) {
  const listed = (names) => Object.assign(names.map((one) => ({ name: one, toString: () => one })), { reflect: { name: 'Array' } });
  return { name, properties: listed(properties), methods: listed(methods) };
}

/** Gives a kind its looking glass. */
function reflect(target, name) {
  const own = Object.getOwnPropertyDescriptors(target);
  const named = (fits) => Object.keys(own).filter((key) => key !== 'constructor' && key[0] !== '_' && fits(own[key]));
  const value = looked(name, named((one) => Boolean(one.get)), named((one) => typeof one.value === 'function'));
  return Object.defineProperty(target, 'reflect', { enumerable: false, value });
}

module.exports = { globals };
