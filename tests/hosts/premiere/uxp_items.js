'use strict';
// Items, bins, clips and sequences as plugins see them (@adobe/premierepro 26.3). Which of them waits and which makes an
// action is what its types say; that an action may be made inside a lock only, its changelog of 26.3.

const { HostError, TICKS } = require('./model.js');
const metadata = require('./metadata.js');

/** The classes, over `host`: its world, its lock and its ways from the model to objects. */
function kinds(host) {
  const { action, free } = host;

  class TickTime {
    constructor(ticks) { this.ticks = String(ticks); }
    get seconds() { return Number(this.ticks) / Number(TICKS); }
  }

  class ProjectItem {
    constructor(value) { this._ = value; }
    get name() { return this._.name; }
    get type() { return { root: 3, bin: 2, smart: 2 }[this._.kind] || 1; }
    getId() { return this._.guid; }
    getParentBin() { return this._.parent ? new FolderItem(this._.parent) : undefined; }
    createSetNameAction(name) {
      return action(this._, 'setName', (fault) => { if (!fault.nothing) this._.name = host.text(name); });
    }
    createSetColorLabelAction(number) {
      return action(this._, 'setColorLabel', (fault) => {
        if (typeof number !== 'number' || number < 0 || number > 15) throw new HostError('Illegal Parameter type');
        if (!fault.nothing) this._.label = number;
      });
    }
    async getColorLabelIndex() { free(); return this._.label; }
  }

  class FolderItem extends ProjectItem {
    async getItems() {
      free();
      // A search bin has no children of its own to show (assumed).
      if (!this._.isContainer) throw new HostError('Invalid folder');
      return this._.children.map((one) => new ProjectItem(one));
    }
    createBinAction(name, unique) {
      if (typeof unique !== 'boolean') throw new HostError('Illegal Parameter type');
      return action(this._, 'createBin', (fault) => { if (!fault.nothing) this.made('bin', name); });
    }
    createSmartBinAction(name, query) {
      return action(this._, 'createSmartBin', (fault) => { if (!fault.nothing) this.made('smart', name).query = query; });
    }
    made(kind, name) {
      if (!this._.isContainer) throw new HostError('Invalid folder');
      return this._.add(new this._.constructor(this._.project, kind, host.text(name)));
    }
    createMoveItemAction(item, parent) {
      return action(this._, 'moveBin', (fault) => {
        if (!(parent instanceof FolderItem) || item._.parent !== this._ || parent._.below(item._)) throw new HostError('Illegal Parameter type');
        if (!fault.nothing) parent._.add(item._);
      });
    }
    createRemoveItemAction(item) {
      return action(this._, 'deleteBin', (fault) => { if (!fault.nothing) this._.project.remove(item._); });
    }
  }

  class ClipProjectItem extends ProjectItem {
    async isSequence() { free(); return Boolean(this._.sequence); }
    async isOffline() { free(); return this._.offline; }
    async getSequence() { free(); return this._.sequence ? new Sequence(this._.sequence) : undefined; }
    async getMediaFilePath() { free(); return this._.path; }
    async canProxy() { free(); return Boolean(this._.path) && !this._.noProxy; }
    async hasProxy() { free(); return Boolean(this._.proxy); }
    async getProxyPath() { free(); return this._.proxy; }
    async attachProxy(path, high) {
      free();
      const fault = host.world().met('attachProxy', true) || {};
      const [file, own] = [host.world().file(path), host.world().file(this._.path) || {}];
      if (typeof high !== 'boolean') throw new HostError('Illegal Parameter type');
      if (!file || (file.audio || 0) !== (own.audio || 0)) return false;
      if (!fault.nothing && !high) this._.proxy = path;
      return true;
    }
  }

  class TrackItem {
    constructor(clip) { this._ = clip; }
    async getProjectItem() { free(); return new ProjectItem(this._.item); }
    async getStartTime() { free(); return new TickTime(this._.start); }
    async getEndTime() { free(); return new TickTime(this._.end); }
  }

  class Track {
    constructor(sequence, what) { this._ = sequence; this.what = what; }
    getTrackItems(kind, empty) {
      if (typeof kind !== 'number' || typeof empty !== 'boolean') throw new HostError('Illegal Parameter type');
      return this._.on(this.what).map((clip) => new TrackItem(clip));
    }
  }

  class Sequence {
    constructor(value) { this._ = value; }
    get name() { return this._.item.name; }
    get guid() { return host.guid(this._.guid); }
    async getProjectItem() { free(); return new ProjectItem(this._.item); }
    async getVideoTrackCount() { free(); return 1; }
    async getAudioTrackCount() { free(); return 1; }
    async getVideoTrack() { free(); return new Track(this._, 'video'); }
    async getAudioTrack() { free(); return new Track(this._, 'audio'); }
  }

  class Marker {
    constructor(value, owner) { this._ = value; this.owner = owner; }
    getName() { return this._.name; }
    getComments() { return this._.comments; }
    getStart() { return new TickTime(this._.ticks); }
    getColorIndex() { return this._.color; }
    createSetColorByIndexAction(color) {
      return action(this.owner, 'Marker.setColorByIndex', (fault) => { if (!fault.nothing) this._.color = color; });
    }
  }

  class Markers {
    constructor(list, owner) { this._ = list; this.owner = owner; }
    getMarkers() { return this._.map((one) => new Marker(one, this.owner)); }
    createAddMarkerAction(name, type, start, duration, comments) {
      if (!(start instanceof TickTime) || !(duration instanceof TickTime)) throw new HostError('Illegal Parameter type');
      return action(this.owner, 'createMarker', (fault) => {
        if (fault.nothing) return;
        this._.push({ name: host.text(name), comments: host.text(comments), ticks: BigInt(start.ticks), color: 0 });
        this._.sort((a, b) => (a.ticks < b.ticks ? -1 : a.ticks > b.ticks ? 1 : 0));
      });
    }
  }

  const cast = (Kind, fits) => ({
    cast(item) {
      if (!(item instanceof ProjectItem) || !fits(item._)) throw new HostError('Illegal Parameter type');
      return new Kind(item._);
    },
  });
  return {
    Sequence, ProjectItemKind: ProjectItem, FolderItemKind: FolderItem,
    ProjectItem: { ...cast(ProjectItem, () => true), TYPE_CLIP: 1, TYPE_BIN: 2, TYPE_ROOT: 3, TYPE_FILE: 4, TYPE_STYLE: 5, TYPE_COMPOUND: 6 },
    FolderItem: cast(FolderItem, (value) => value.isContainer || value.kind === 'smart'),
    ClipProjectItem: cast(ClipProjectItem, (value) => !value.isContainer),
    Constants: { TrackItemType: { CLIP: 1 } },
    Marker: { MARKER_TYPE_COMMENT: 'Comment' },
    Markers: {
      async getMarkers(owner) {
        free();
        const value = owner instanceof Sequence ? owner._ : owner._;
        return new Markers(value.markers, value.item || value);
      },
    },
    TickTime: { createWithTicks: (ticks) => new TickTime(BigInt(ticks)), TIME_ZERO: new TickTime(0n) },
    Metadata: {
      METADATA_TYPE_TEXT: 2,
      async getProjectMetadata(item) { free(); return metadata.packetOf(item._.fields); },
      createSetProjectMetadataAction(item, xml, fields) {
        if (!Array.isArray(fields)) throw new HostError('Illegal Parameter type');
        return action(item._, 'setProjectMetadata', (fault) => { if (!fault.nothing) metadata.write(item._, host.text(xml), fields); });
      },
      async addPropertyToProjectMetadataSchema(name, _label, type) {
        free();
        if (type !== 2) throw new HostError('Illegal Parameter type');
        const { schema } = host.world().active;
        const fault = host.world().met('addPropertyToProjectMetadataSchema', !schema.has(name)) || {};
        if (!fault.nothing) schema.add(name);
        return !fault.nothing;
      },
    },
  };
}

module.exports = { kinds };
