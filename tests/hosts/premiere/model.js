'use strict';
// The state of a Premiere, without any of its interfaces: what ExtendScript and UXP both look at.
// Each behaviour names where it is documented, or says "assumed".

const TICKS = 254016000000n;
const TYPE = { clip: 1, bin: 2, root: 3 };
const DEFAULT_LABELS = { movie: 1, video: 0, audio: 2, sequence: 5, bin: 7 };

/** Thrown to whoever called: Premiere's scripting errors are plain Errors with these messages. */
class HostError extends Error {}

let serial = 0;

/** An item of the project panel. A node id holds for one session only: opening the project again gives others. */
class Item {
  constructor(project, kind, name) {
    this.project = project;
    this.kind = kind; // root, bin, smart, clip, sequence
    this.name = name;
    this.children = [];
    this.parent = null;
    this.path = '';
    this.fields = new Map();
    this.markers = [];
    this.proxy = '';
    this.offline = false;
    this.sequence = null;
    this.label = DEFAULT_LABELS.bin;
    this.node = '';
    this.guid = '';
    this.reborn();
  }

  reborn() {
    serial += 1;
    this.node = (0x000f4240 + serial).toString(16).padStart(8, '0');
    this.guid = this.guid || `00000000-0000-4000-8000-${serial.toString(16).padStart(12, '0')}`;
  }

  get isContainer() {
    return this.kind === 'root' || this.kind === 'bin';
  }

  /** CLIP is 1, BIN 2, ROOT 3 (scripting guide, ProjectItemType). That a smart bin is a bin to scripts is assumed. */
  get type() {
    return this.kind === 'root' ? TYPE.root : this.kind === 'bin' || this.kind === 'smart' ? TYPE.bin : TYPE.clip;
  }

  add(child) {
    if (child.parent) {
      child.parent.children.splice(child.parent.children.indexOf(child), 1);
    }
    child.parent = this;
    this.children.push(child);
    return child;
  }

  drop() {
    this.parent.children.splice(this.parent.children.indexOf(this), 1);
    this.parent = null;
  }

  *all() {
    for (const child of this.children) {
      yield child;
      yield* child.all();
    }
  }

  /** Whether it is still in its project. */
  get lives() {
    let one = this;
    while (one.parent) one = one.parent;
    return one.kind === 'root';
  }

  below(other) {
    for (let one = this; one; one = one.parent) {
      if (one === other) return true;
    }
    return false;
  }

  get treePath() {
    return this.parent ? `${this.parent.treePath}\\${this.name}` : `\\${this.project.name}`;
  }
}

/** A sequence: its clips end to end on one track, in ticks. */
class Sequence {
  constructor(project, name, clips) {
    serial += 1;
    this.project = project;
    this.id = `seq-${serial}`;
    this.guid = `00000000-0000-4000-9000-${serial.toString(16).padStart(12, '0')}`;
    this.markers = [];
    this.item = new Item(project, 'sequence', name);
    this.item.sequence = this;
    this.item.label = DEFAULT_LABELS.sequence;
    this.fill(clips);
  }

  /** Puts clips into it, each from its in point to its out point. */
  fill(clips) {
    this.clips = [];
    let at = 0n;
    for (const item of clips) {
      const length = item.sequence ? item.sequence.length : lengthOf(item, this.project.world.file(item.path));
      this.clips.push({ item, start: at, end: at + length });
      at += length;
    }
    this.length = at;
  }

  /** Clips with picture lie on the first picture track; what has only sound, on the first sound track. */
  on(what) {
    if (!this._tracks || this._tracks.of !== this.clips) {
      const picture = (one) => Boolean(one.item.sequence) || (this.project.world.file(one.item.path) || {}).picture !== false;
      this._tracks = { of: this.clips, video: this.clips.filter(picture), audio: this.clips.filter((one) => !picture(one)) };
    }
    return this._tracks[what];
  }
}

/** How long a clip is in ticks: its file, or what lies between the points that somebody set on it. */
function lengthOf(item, file) {
  const [top, bottom] = String((file && file.rate) || '24').split('/');
  const frames = (item.to === undefined ? (file && file.frames) || 240 : item.to) - (item.from || 0);
  return (BigInt(frames) * TICKS * BigInt(bottom || 1)) / BigInt(top);
}

class Project {
  constructor(world, name, path) {
    serial += 1;
    this.world = world;
    this.name = name.endsWith('.prproj') ? name : `${name}.prproj`;
    this.path = path || `/shows/${this.name}`;
    this.guid = `00000000-0000-4000-a000-${serial.toString(16).padStart(12, '0')}`;
    this.root = new Item(this, 'root', this.name);
    this.sequences = [];
    this.active = null;
    this.schema = new Set();
    this.saves = 0;
    this.locked = false;
  }

  /** Deleting is recursive, and takes the sequences with it (scripting guide, deleteBin). */
  remove(item) {
    for (const one of [item, ...item.all()]) {
      if (one.sequence) {
        this.sequences = this.sequences.filter((sequence) => sequence !== one.sequence);
        if (this.active === one.sequence) this.active = null;
      }
      for (const sequence of this.sequences) {
        sequence.clips = sequence.clips.filter((clip) => clip.item !== one);
      }
    }
    item.drop();
  }

  import(path, bin, stills) {
    const file = this.world.file(path);
    if (!file) return null;
    if (file.brings) return this.bring(file.brings, bin);
    const item = new Item(this, 'clip', path.split(/[\\/]/).pop());
    item.path = path;
    item.stills = Boolean(stills);
    item.label = file.picture === false ? DEFAULT_LABELS.audio : file.audio ? DEFAULT_LABELS.movie : DEFAULT_LABELS.video;
    return bin.add(item);
  }

  /** A file of a project, FCP7 XML or another's, brings its bins and clips as they are in it (Adobe's help). */
  bring(tree, bin) {
    for (const [name, below] of Object.entries(tree)) {
      const item = bin.add(new Item(this, typeof below === 'string' ? 'clip' : 'bin', name));
      if (typeof below === 'string') item.path = below;
      else this.bring(below, item);
    }
    return bin;
  }

  makeSequence(name, clips, bin) {
    const sequence = new Sequence(this, name, clips);
    this.sequences.push(sequence);
    (bin || this.root).add(sequence.item);
    this.active = sequence;
    return sequence;
  }

  find(path) {
    let found = this.root;
    for (const name of path) {
      found = found && found.children.find((child) => child.name === name);
    }
    return found || null;
  }
}

/** One running Premiere. */
class World {
  constructor(profile = {}) {
    this.version = profile.version || '25.6.0';
    this.build = profile.build || '1';
    this.os = profile.os || 'mac';
    this.locale = profile.locale || 'en_US';
    this.footage = new Map(Object.entries(profile.footage || {}));
    this.messages = [];
    this.projects = (profile.projects || ['NDV']).map((name) => new Project(this, name));
    this.active = this.projects[0] || null;
    this.production = profile.production || '';
    if (profile.locked && this.active) this.active.locked = true;
    this.faults = [];
    this.calls = {};
    this.mutations = {};
    this.posts = 0;
    this.changes = 0;
    this.dialog = '';
    this.later = [];
  }

  file(path) {
    const plain = (text) => String(text).replace(/\\/g, '/').normalize('NFC');
    const file = this.footage.get(path) || this.footage.get(plain(path));
    return file && file.exists !== false ? file : undefined;
  }

  /** Notes a call, and says what is to go wrong with it: the first fault that fits. */
  met(call, changes) {
    this.calls[call] = (this.calls[call] || 0) + 1;
    if (changes) {
      this.mutations[call] = (this.mutations[call] || 0) + 1;
      this.changes += 1;
    }
    const fits = (one) => (one.at ? changes && one.at === this.changes - one.before
      : one.on === call && (!one.nth || one.nth === this.calls[call] - one.since));
    const fault = this.faults.find(fits);
    if (fault && fault.once) this.faults.splice(this.faults.indexOf(fault), 1);
    if (fault && fault.raises) throw new HostError(fault.raises);
    return fault || null;
  }

  addFault(fault) {
    this.faults.push({ since: this.calls[fault.on] || 0, before: this.changes, ...fault });
  }

  open(name) {
    const project = this.projects.find((one) => one.name === name || one.name === `${name}.prproj`) || new Project(this, name);
    if (!this.projects.includes(project)) this.projects.push(project);
    this.active = project;
    return project;
  }

  close(name) {
    this.projects = this.projects.filter((one) => one.name !== name && one.name !== `${name}.prproj`);
    if (!this.projects.includes(this.active)) this.active = this.projects[0] || null;
  }

  /** The active project, closed and opened again: nothing but its file is what it was. */
  reopen() {
    for (const item of [this.active.root, ...this.active.root.all()]) item.reborn();
    serial += 1;
    this.active.guid = `00000000-0000-4000-a000-${serial.toString(16).padStart(12, '0')}`;
  }

  state() {
    return {
      version: this.version, active: this.active ? this.active.guid : '', calls: this.calls, mutations: this.mutations,
      posts: this.posts, changes: this.changes, dialog: this.dialog, projects: this.projects.map(projectState),
    };
  }
}

function projectState(project) {
  return {
    doc: project.guid, name: project.name, saves: project.saves, schema: [...project.schema], locked: project.locked,
    open: project.active ? project.active.item.name : '', items: project.root.children.map(itemState),
  };
}

function itemState(item) {
  const told = { name: item.name, kind: item.kind, label: item.label };
  if (item.children.length || item.isContainer) told.items = item.children.map(itemState);
  if (item.kind === 'smart') told.query = item.query;
  if (item.path) told.path = item.path;
  if (item.fields.size) told.fields = Object.fromEntries([...item.fields].sort());
  if (item.markers.length) told.markers = item.markers.map(markerState);
  if (item.proxy) told.proxy = item.proxy;
  if (item.stills) told.stills = true;
  if (item.sequence) {
    told.clips = item.sequence.clips.map((clip) => clip.item.name);
    told.markers = item.sequence.markers.map(markerState);
  }
  return told;
}

function markerState(marker) {
  return { name: marker.name, comment: marker.comments, ticks: String(marker.ticks), color: marker.color };
}

module.exports = { World, Project, Item, Sequence, HostError, TICKS, TYPE };
