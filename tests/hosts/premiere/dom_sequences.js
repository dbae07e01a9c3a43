'use strict';
// Sequences, tracks, markers and times as ExtendScript sees them.

const { HostError, TICKS } = require('./model.js');

/** The kinds of objects, over `dom`: its world, its hooks, and the ways from the model to objects. */
function sequenceKinds(dom) {
  const { world } = dom;

  class Time {
    constructor(ticks) { this._ = ticks; }
    get ticks() { return String(this._); }
    get seconds() { return Number(this._) / Number(TICKS); }
  }

  class Marker {
    constructor(value) { this._ = value; }
    get name() { return this._.name; }
    set name(value) { world.met('Marker.name', true); this._.name = dom.text(value); }
    get comments() { return this._.comments; }
    set comments(value) { world.met('Marker.comments', true); this._.comments = dom.text(value); }
    get start() { return new Time(this._.ticks); }
    get end() { return new Time(this._.end === undefined ? this._.ticks : this._.end); }
    /** Seconds go in, a Time comes out (scripting guide). */
    set end(seconds) {
      world.met('Marker.end', true);
      if (typeof seconds !== 'number') throw new HostError('Illegal Parameter type');
      this._.end = BigInt(Math.round(seconds * Number(TICKS)));
    }
    get guid() { return this._.guid; }
    get type() { return 'Comment'; }
    /** 0 green, 1 red, 2 magenta, 3 orange, 4 yellow, 5 white, 6 blue, 7 cyan (scripting guide). */
    setColorByIndex(index) {
      world.met('Marker.setColorByIndex', true);
      if (typeof index !== 'number' || index < 0 || index > 7) throw new HostError('Illegal Parameter type');
      this._.color = index;
    }
    getColorByIndex() { return this._.color; }
  }

  /** Linked by getNextMarker, in the order of time. Two at one place are two: none is kept from being doubled. */
  class MarkerCollection {
    constructor(list) { this._ = list; }
    get numMarkers() { return this._.length; }
    createMarker(...given) {
      const fault = world.met('createMarker', true);
      dom.arity(given, 1, 4);
      const [seconds] = given;
      if (typeof seconds !== 'number') throw new HostError('Illegal Parameter type');
      if (fault && fault.nothing) return undefined;
      const made = { name: '', comments: '', ticks: BigInt(Math.round(seconds * Number(TICKS))), color: 0, guid: String(Math.random()) };
      this._.push(made);
      this._.sort((a, b) => (a.ticks < b.ticks ? -1 : a.ticks > b.ticks ? 1 : 0));
      return new Marker(made);
    }
    getFirstMarker() { return this._.length ? new Marker(this._[0]) : undefined; }
    getLastMarker() { return this._.length ? new Marker(this._[this._.length - 1]) : undefined; }
    getNextMarker(marker) {
      const next = this._[this._.indexOf(marker._) + 1];
      return next ? new Marker(next) : undefined;
    }
    deleteMarker(marker) { world.met('deleteMarker', true); this._.splice(this._.indexOf(marker._), 1); }
  }

  class TrackItem {
    constructor(clip) { this._ = clip; }
    get projectItem() { return dom.item(this._.item); }
    get name() { return this._.item.name; }
    get start() { return new Time(this._.start); }
    get end() { return new Time(this._.end); }
  }

  class Track {
    constructor(sequence, what) {
      this._ = sequence;
      this._what = what;
      this.clips = dom.collection('numItems', () => sequence.on(what), (clip) => clip && new TrackItem(clip), 'TrackItemCollection');
    }
    get name() { return this._what === 'video' ? 'Video 1' : 'Audio 1'; }
    get mediaType() { return this._what === 'video' ? 'Video' : 'Audio'; }
  }

  class Sequence {
    constructor(value) {
      this._ = value;
      const tracks = (what) => dom.collection('numTracks', () => [what], (one) => one && new Track(value, one));
      this.videoTracks = tracks('video');
      this.audioTracks = tracks('audio');
    }
    get name() { return this._.item.name; }
    /** Takes the name, and the item in the project keeps its own (field reports). */
    set name(value) { world.met('Sequence.name', true); dom.text(value); }
    get sequenceID() { return this._.id; }
    get projectItem() { return dom.item(this._.item); }
    get markers() { return new MarkerCollection(this._.markers); }
    get timebase() { return String(TICKS / 24n); }
    get end() { return String(this._.length); }
    exportAsFinalCutProXML(path) { return dom.hooks.write('exportAsFinalCutProXML', dom.text(path), this._); }
  }

  return { Time, Marker, MarkerCollection, TrackItem, Track, Sequence };
}

module.exports = { sequenceKinds };
