'use strict';
// Premiere's objects as ExtendScript sees them, over the model. Which calls there are, and what they answer, is the
// scripting guide's word (docsforadobe/premiere-scripting-guide); what scripts met in the field says so.

const { HostError, TICKS } = require('./model.js');
const metadata = require('./metadata.js');

const IMPORTABLE = /\.(mov|mxf|wav|mp4|braw|r3d|dpx|exr|tif|png|jpg|aif|mp3|ari|avi)$/i;

/** The global objects of a script, for one world. `onDialog` is called when Premiere opens a window and waits. */
function globals(world, hooks) {
  const items = new WeakMap();
  const sequences = new WeakMap();
  const projects = new WeakMap();
  const wrap = (map, Kind, value) => {
    if (!value) return undefined;
    if (!map.has(value)) map.set(value, new Kind(value));
    return map.get(value);
  };
  const item = (value) => wrap(items, ProjectItem, value);
  const sequence = (value) => wrap(sequences, SequenceObject, value);
  const project = (value) => wrap(projects, ProjectObject, value);

  function arity(given, least, most) {
    if (given.length < least) throw new HostError('Not Enough Parameters');
    if (given.length > most) throw new HostError('Illegal Parameter type');
  }

  function text(value) {
    if (typeof value !== 'string') throw new HostError('Illegal Parameter type');
    return value;
  }

  function binOf(value) {
    if (!(value instanceof ProjectItem)) throw new HostError('Illegal Parameter type');
    return value._;
  }

  function changing(owner) {
    if (owner.locked) throw new HostError('The project is read-only');
  }

  /** A collection counts with its own name for it, has no length, and is what is there at each look. */
  function collection(count, values, wrapped) {
    const kind = { numItems: 'ProjectItemCollection', numSequences: 'SequenceCollection', numProjects: 'ProjectCollection', numTracks: 'TrackCollection' }[count];
    return new Proxy({}, {
      get(_target, key) {
        if (key === count) return values().length;
        if (key === 'reflect') return { name: kind, properties: [], methods: [] };
        return typeof key === 'string' && key >= '0' && key < ':' ? wrapped(values()[Number(key)]) : undefined;
      },
      has: (_target, key) => key === count,
    });
  }

  class Time {
    constructor(ticks) { this._ = ticks; }
    get ticks() { return String(this._); }
    get seconds() { return Number(this._) / Number(TICKS); }
  }

  class Marker {
    constructor(value, list) { this._ = value; this._list = list; }
    get name() { return this._.name; }
    set name(value) { world.met('Marker.name', true); this._.name = text(value); }
    get comments() { return this._.comments; }
    set comments(value) { world.met('Marker.comments', true); this._.comments = text(value); }
    get start() { return new Time(this._.ticks); }
    get end() { return new Time(this._.ticks); }
    get guid() { return this._.guid; }
    setColorByIndex(index) { world.met('Marker.setColorByIndex', true); this._.color = index; }
    getColorByIndex() { return this._.color; }
  }

  class MarkerCollection {
    constructor(list) { this._ = list; }
    get numMarkers() { return this._.length; }
    createMarker(seconds) {
      const fault = world.met('createMarker', true);
      if (typeof seconds !== 'number') throw new HostError('Illegal Parameter type');
      if (fault && fault.nothing) return undefined;
      const made = { name: '', comments: '', ticks: BigInt(Math.round(seconds * Number(TICKS))), color: 0, guid: String(Math.random()) };
      this._.push(made);
      this._.sort((a, b) => (a.ticks < b.ticks ? -1 : a.ticks > b.ticks ? 1 : 0));
      return new Marker(made);
    }
    getFirstMarker() { return this._.length ? new Marker(this._[0]) : undefined; }
    getNextMarker(marker) {
      const next = this._[this._.indexOf(marker._) + 1];
      return next ? new Marker(next) : undefined;
    }
    deleteMarker(marker) { world.met('deleteMarker', true); this._.splice(this._.indexOf(marker._), 1); }
  }

  class TrackItem {
    constructor(clip) { this._ = clip; }
    get projectItem() { return item(this._.item); }
    get name() { return this._.item.name; }
    get start() { return new Time(this._.start); }
    get end() { return new Time(this._.end); }
  }

  class SequenceObject {
    constructor(value) {
      this._ = value;
      const track = (what) => collection('numTracks', () => [what], (one) => one && {
        name: one, clips: collection('numItems', () => value.on(one), (clip) => clip && new TrackItem(clip)),
      });
      this.videoTracks = track('video');
      this.audioTracks = track('audio');
    }
    get name() { return this._.item.name; }
    get sequenceID() { return this._.id; }
    get projectItem() { return item(this._.item); }
    get markers() { return new MarkerCollection(this._.markers); }
    get timebase() { return String(TICKS / 24n); }
    exportAsFinalCutProXML(path) { return hooks.write('exportAsFinalCutProXML', path, this._); }
  }

  class ProjectItem {
    constructor(value) { this._ = value; }
    get name() { world.met('name', false); return this._.name; }
    set name(value) {
      const fault = world.met('setName', true);
      changing(this._.project);
      if (!(fault && fault.nothing)) this._.name = text(value);
    }
    get nodeId() { return this._.node; }
    get treePath() { return this._.treePath; }
    get type() { return this._.type; }
    get children() {
      if (!this._.isContainer) return undefined;
      const holes = world.faults.find((one) => one.on === 'children' && one.holes);
      const values = () => (holes ? [undefined, ...this._.children] : this._.children);
      return collection('numItems', values, item);
    }
    isSequence() { return Boolean(this._.sequence); }
    isOffline() { return this._.offline; }
    getMediaPath() { world.met('getMediaPath', false); return this._.path; }
    getColorLabel() { return this._.label; }
    setColorLabel(number) {
      const fault = world.met('setColorLabel', true);
      changing(this._.project);
      if (typeof number !== 'number' || number < 0 || number > 15) throw new HostError('Illegal Parameter type');
      if (!(fault && fault.nothing)) this._.label = number;
      return 0;
    }
    createBin(...given) {
      const fault = world.met('createBin', true);
      arity(given, 1, 1);
      changing(this._.project);
      if (!this._.isContainer || (fault && fault.nothing)) return 0;
      return item(this._.add(new this._.constructor(this._.project, 'bin', text(given[0]))));
    }
    createSmartBin(...given) {
      const fault = world.met('createSmartBin', true);
      arity(given, 2, 2);
      changing(this._.project);
      if (!this._.isContainer || (fault && fault.nothing)) return 0;
      const made = this._.add(new this._.constructor(this._.project, 'smart', text(given[0])));
      made.query = text(given[1]);
      return item(made);
    }
    renameBin(name) {
      world.met('renameBin', true);
      changing(this._.project);
      if (!this._.isContainer) return -1;
      this._.name = text(name);
      return 0;
    }
    moveBin(...given) {
      const fault = world.met('moveBin', true);
      arity(given, 1, 1);
      changing(this._.project);
      const bin = binOf(given[0]);
      if (!bin.isContainer || bin.below(this._)) return -1;
      if (!(fault && fault.nothing)) bin.add(this._);
      return 0;
    }
    deleteBin() {
      const fault = world.met('deleteBin', true);
      changing(this._.project);
      if (this._.kind !== 'bin' && this._.kind !== 'smart') return -1;
      if (!(fault && fault.nothing)) this._.project.remove(this._);
      return 0;
    }
    findItemsMatchingMediaPath(part) {
      const found = [...this._.all()].filter((one) => one.path && one.path.includes(part));
      return found.length ? found.map(item) : 0;
    }
    getProjectMetadata() { world.met('getProjectMetadata', false); return metadata.packetOf(this._.fields); }
    setProjectMetadata(...given) {
      const fault = world.met('setProjectMetadata', true);
      arity(given, 2, 2);
      changing(this._.project);
      if (!Array.isArray(given[1])) throw new HostError('Illegal Parameter type');
      if (!(fault && fault.nothing)) metadata.write(this._, text(given[0]), given[1]);
      return 0;
    }
    getMarkers() { return new MarkerCollection(this._.markers); }
    canProxy() { return Boolean(this._.path) && !this._.noProxy; }
    hasProxy() { return Boolean(this._.proxy); }
    getProxyPath() { return this._.proxy; }
    attachProxy(path, high) {
      const fault = world.met('attachProxy', true);
      changing(this._.project);
      const file = world.file(text(path));
      const own = world.file(this._.path) || {};
      if (!file || (file.audio || 0) !== (own.audio || 0)) return 1;
      if (!(fault && fault.nothing) && high === 0) this._.proxy = path;
      return 0;
    }
    toString() { return '[object ProjectItem]'; }
  }

  class ProjectObject {
    constructor(value) {
      this._ = value;
      this.sequences = collection('numSequences', () => value.sequences, sequence);
    }
    get documentID() { return this._.guid; }
    get name() { return this._.name; }
    get path() { return this._.path; }
    get rootItem() { return item(this._.root); }
    get activeSequence() { return sequence(this._.active); }
    set activeSequence(value) { world.met('activeSequence', false); this._.active = value ? value._ : null; }
    importFiles(...given) {
      const fault = world.met('importFiles', true);
      arity(given, 1, 4);
      changing(this._);
      const [paths, quiet, target, stills] = given;
      if (!Array.isArray(paths)) throw new HostError('Illegal Parameter type');
      const bin = target ? binOf(target) : this._.root;
      let number = 0;
      // Numbered stills become one item, called after its first frame (assumed).
      for (const path of stills ? [paths[0]] : Array.from(paths)) {
        number += 1;
        if (!IMPORTABLE.test(path) && !quiet) hooks.dialog(`importing ${path}`);
        if (fault && (fault.nothing || fault.drops === number)) continue;
        const file = world.file(path);
        if (!file || !IMPORTABLE.test(path) || file.importable === false) continue;
        const late = (fault && fault.late) || file.delay_ms;
        if (late) hooks.later(late, () => this._.import(path, bin, stills));
        else this._.import(path, fault && fault.elsewhere ? this._.root : bin, stills);
      }
      return fault && fault.returns !== undefined ? fault.returns : true;
    }
    /** Opens a window that no script can close, and everything waits for it (field reports on 26). */
    createNewSequence() { world.met('createNewSequence', true); hooks.dialog('New Sequence'); return 0; }
    newSequence(name, preset) {
      world.met('newSequence', true);
      changing(this._);
      if (!preset || !world.file(preset)) return 0;
      return sequence(this._.makeSequence(text(name), [], this._.root));
    }
    createNewSequenceFromClips(...given) {
      const fault = world.met('createNewSequenceFromClips', true);
      arity(given, 2, 3);
      changing(this._);
      const [name, clips, target] = given;
      if (!Array.isArray(clips)) throw new HostError('Illegal Parameter type');
      const wanted = Array.from(clips, binOf).slice(0, fault && fault.short ? -1 : undefined);
      if (fault && fault.nothing) return 0;
      return sequence(this._.makeSequence(text(name), wanted, target && !(fault && fault.elsewhere) ? binOf(target) : this._.root));
    }
    deleteSequence(value) {
      const fault = world.met('deleteSequence', true);
      changing(this._);
      if (!(fault && fault.nothing)) this._.remove(value._.item);
      return true;
    }
    addPropertyToProjectMetadataSchema(name, _label, type) {
      const fault = world.met('addPropertyToProjectMetadataSchema', !this._.schema.has(name));
      if (type !== 2 && type !== 0 && type !== 1 && type !== 3) throw new HostError('Illegal Parameter type');
      if (fault && fault.nothing) return undefined;
      this._.schema.add(text(name));
      return undefined;
    }
    save() { world.met('save', false); this._.saves += 1; return 0; }
    exportFinalCutProXML(path) { return hooks.write('exportFinalCutProXML', path, this._); }
    exportAAF(...given) { arity(given, 10, 14); return hooks.write('exportAAF', given[1], given[0]._); }
    openSequence(id) { this._.active = this._.sequences.find((one) => one.id === id) || this._.active; return true; }
  }

  const app = {
    get version() { return world.version; },
    get build() { return world.build; },
    get project() { return project(world.active); },
    projects: collection('numProjects', () => world.projects, project),
    get production() {
      if (!world.production) return undefined;
      return { name: world.production, getLocked: (one) => Boolean(one && one._ && one._.locked) };
    },
    isDocumentOpen: () => Boolean(world.active),
    enableQE: () => true,
    getProjectViewIDs: () => [],
  };
  const kinds = { ProjectItem, Project: ProjectObject, Sequence: SequenceObject, Marker, MarkerCollection, Time, TrackItem };
  for (const [name, Kind] of Object.entries(kinds)) reflect(Kind.prototype, name);
  reflect(app, 'Application');
  return { app };
}

/** ExtendScript's own looking glass: the name of a thing's kind, its properties and methods. */
function reflect(target, name) {
  const own = Object.getOwnPropertyDescriptors(target);
  const listed = (fits) => Object.keys(own).filter((key) => key !== 'constructor' && fits(own[key])).map((key) => ({ name: key, toString: () => key }));
  Object.defineProperty(target, 'reflect', {
    enumerable: false,
    value: { name, properties: listed((one) => Boolean(one.get)), methods: listed((one) => typeof one.value === 'function') },
  });
}

module.exports = { globals };
