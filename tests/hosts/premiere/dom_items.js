'use strict';
// Items of the project panel as ExtendScript sees them.

const { HostError } = require('./model.js');
const metadata = require('./metadata.js');

/** The class of items, over `dom`: its world, its hooks, and the ways from the model to objects. */
function itemKind(dom, { MarkerCollection }) {
  const { world, arity, text } = dom;

  return class ProjectItem {
    constructor(value) { this._ = value; }

    /** The item itself. What was taken out of the project raises (assumed: nobody says what scripts then see). */
    get _here() {
      if (!this._.lives) throw new HostError('Object is invalid');
      return this._;
    }

    /** The item, to change it. */
    _changed(call) {
      const fault = world.met(call, true);
      dom.changing(this._here.project);
      return fault || {};
    }

    get name() { world.met('name', false); return this._here.name; }
    set name(value) {
      const fault = this._changed('setName');
      if (!fault.nothing) this._.name = text(value);
    }
    get nodeId() { return this._here.node; }
    get treePath() { return this._here.treePath; }
    get type() { return this._here.type; }
    get children() {
      if (!this._here.isContainer) return undefined;
      const holes = world.faults.find((one) => one.on === 'children' && one.holes);
      const values = () => (holes ? [undefined, ...this._.children] : this._.children);
      return dom.collection('numItems', values, dom.item);
    }
    isSequence() { return Boolean(this._here.sequence); }
    isOffline() { return this._here.offline; }
    getMediaPath() { world.met('getMediaPath', false); return this._here.path; }
    getColorLabel() { return this._here.label; }
    setColorLabel(...given) {
      const fault = this._changed('setColorLabel');
      arity(given, 1, 1);
      const [number] = given;
      if (typeof number !== 'number' || number < 0 || number > 15) throw new HostError('Illegal Parameter type');
      if (!fault.nothing) this._.label = number;
      return 0;
    }
    /** 0 on what is no bin (scripting guide). A second bin of a name is made without a word. */
    createBin(...given) {
      const fault = this._changed('createBin');
      arity(given, 1, 1);
      const name = text(given[0]);
      if (!this._.isContainer || fault.nothing) return 0;
      return dom.item(this._.add(new this._.constructor(this._.project, 'bin', name)));
    }
    createSmartBin(...given) {
      const fault = this._changed('createSmartBin');
      arity(given, 2, 2);
      const [name, query] = given.map(text);
      if (!this._.isContainer || fault.nothing) return 0;
      const made = this._.add(new this._.constructor(this._.project, 'smart', name));
      made.query = query;
      return dom.item(made);
    }
    renameBin(...given) {
      const fault = this._changed('renameBin');
      arity(given, 1, 1);
      const name = text(given[0]);
      if (!this._.isContainer) return -1;
      if (!fault.nothing) this._.name = name;
      return 0;
    }
    moveBin(...given) {
      const fault = this._changed('moveBin');
      arity(given, 1, 1);
      const bin = dom.itemIn(given[0]);
      if (!bin.isContainer || bin.below(this._)) return -1;
      if (!fault.nothing) bin.add(this._);
      return 0;
    }
    /** All that lies in it goes too (scripting guide). */
    deleteBin() {
      const fault = this._changed('deleteBin');
      if (this._.kind !== 'bin' && this._.kind !== 'smart') return -1;
      if (!fault.nothing) this._.project.remove(this._);
      return 0;
    }
    /** Part of a path is enough, and 0 is none (scripting guide). */
    findItemsMatchingMediaPath(...given) {
      arity(given, 1, 2);
      const part = text(given[0]);
      const found = [...this._here.all()].filter((one) => one.path && one.path.includes(part));
      return found.length ? dom.list(found.map(dom.item)) : 0;
    }
    getProjectMetadata() { world.met('getProjectMetadata', false); return metadata.packetOf(this._here.fields); }
    setProjectMetadata(...given) {
      const fault = this._changed('setProjectMetadata');
      arity(given, 2, 2);
      const xml = text(given[0]);
      if (!Array.isArray(given[1])) throw new HostError('Illegal Parameter type');
      if (!fault.nothing) metadata.write(this._, xml, Array.from(given[1]));
      return 0;
    }
    /** JSON of what the view shows, with names in the language of the program (scripting guide). */
    getProjectColumnsMetadata() {
      const told = [...this._here.fields].map(([name, value]) => ({ ColumnName: name, ColumnValue: value, ColumnID: name, ColumnPath: [] }));
      return JSON.stringify(told);
    }
    getXMPMetadata() { return '<x:xmpmeta xmlns:x="adobe:ns:meta/"></x:xmpmeta>'; }
    /** Writes into the media, or beside it. */
    setXMPMetadata() { this._changed('setXMPMetadata'); return 0; }
    changeMediaPath(...given) {
      this._changed('changeMediaPath');
      arity(given, 1, 2);
      this._.path = text(given[0]);
      return true;
    }
    refreshMedia() { world.met('refreshMedia', false); return 0; }
    setScaleToFrameSize() { this._changed('setScaleToFrameSize'); return undefined; }
    setOverrideFrameRate(rate) { this._changed('setOverrideFrameRate'); this._.rate = rate; return 0; }
    select() { return undefined; }
    getMarkers() { return new MarkerCollection(this._here.markers); }
    canProxy() { return Boolean(this._here.path) && !this._.noProxy; }
    hasProxy() { return Boolean(this._here.proxy); }
    getProxyPath() { return this._here.proxy; }
    /** Not 0 where the sound does not fit; a 0 does not say that it is linked (field reports). */
    attachProxy(...given) {
      const fault = this._changed('attachProxy');
      arity(given, 2, 2);
      const file = world.file(text(given[0]));
      if (typeof given[1] !== 'number') throw new HostError('Illegal Parameter type');
      const own = world.file(this._.path) || {};
      if (!file || (file.audio || 0) !== (own.audio || 0)) return 1;
      if (!fault.nothing && given[1] === 0) [this._.proxy] = given;
      return 0;
    }
    detachProxy() { this._changed('detachProxy'); this._.proxy = ''; return true; }
    toString() { return '[object ProjectItem]'; }
  };
}

module.exports = { itemKind };
