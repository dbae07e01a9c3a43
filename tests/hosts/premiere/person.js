'use strict';
// What a person does in the program while we work, by the names that they see.

const { Item, TICKS } = require('./model.js');

/**
 * The actions by name. A clip or a sequence is meant by `at`, the names from the root down to it, or by `id`, our own id
 * in its columns; bins by `path` or `bin`, names from the root. What is missing raises.
 *
 *   bin, double_bin, remove_bin {path}      rename {at|id, name}        move {at|id, path}      remove {at|id}
 *   type {at|id, field, text}               color {at|id, label}        import {path, bin}      fill {count, each}
 *   offline {at|id, offline}                proxy {at|id, path}         no_proxy {at|id}        in_out {at|id, from, to} in frames
 *   marker {at|id, seconds, name, comment}  sequence {name, bin, clips: paths}                  edit {at, clips: paths}
 *   open_sequence {at}                      open_project {name}         close_project {name}    reopen_project
 *   lock {locked}                           dialog {title}              dismiss                 reload_panel
 */
function actions(world, hooks) {
  const here = () => world.active;
  const at = (path) => {
    const found = here().find(path);
    if (!found) throw new Error(`there is no ${path.join(' / ')}`);
    return found;
  };
  const bin = (path) => {
    let found = here().root;
    for (const name of path) {
      found = found.children.find((one) => one.kind === 'bin' && one.name === name) || found.add(new Item(here(), 'bin', name));
    }
    return found;
  };
  const stamped = (id) => [...here().root.all()].find((one) => one.fields.get('chutierId') === id);
  const clip = (given) => (given.id ? stamped(given.id) : at(given.at)) || (() => { throw new Error('no such clip'); })();
  return {
    bin: (given) => { bin(given.path); },
    double_bin: (given) => { bin(given.path.slice(0, -1)).add(new Item(here(), 'bin', given.path[given.path.length - 1])); },
    rename: (given) => { clip(given).name = given.name; },
    move: (given) => { bin(given.path).add(clip(given)); },
    type: (given) => {
      if (given.text) clip(given).fields.set(given.field, given.text);
      else clip(given).fields.delete(given.field);
    },
    color: (given) => { clip(given).label = given.label; },
    remove: (given) => { here().remove(clip(given)); },
    remove_bin: (given) => { here().remove(at(given.path)); },
    import: (given) => { here().import(given.path, bin(given.bin || []), false); },
    sequence: (given) => { here().makeSequence(given.name, (given.clips || []).map((one) => at(one)), bin(given.bin || [])); },
    open_project: (given) => { world.open(given.name); },
    close_project: (given) => { world.close(given.name || here().name); },
    reopen_project: () => { world.reopen(); },
    offline: (given) => { clip(given).offline = given.offline !== false; },
    proxy: (given) => { clip(given).proxy = given.path || ''; },
    no_proxy: (given) => { clip(given).noProxy = true; },
    in_out: (given) => { Object.assign(clip(given), { from: given.from, to: given.to }); },
    marker: (given) => {
      const one = clip(given);
      (one.sequence || one).markers.push({
        name: given.name || '', comments: given.comment || '', ticks: BigInt(Math.round(given.seconds * Number(TICKS))), color: given.color || 0, guid: String(Math.random()),
      });
    },
    edit: (given) => { at(given.at).sequence.fill(given.clips.map((one) => at(one))); },
    open_sequence: (given) => { here().active = at(given.at).sequence; },
    lock: (given) => { here().locked = given.locked !== false; },
    dialog: (given) => { hooks.dialogBy(given.title || 'Save'); },
    dismiss: () => { hooks.dismiss(); },
    reload_panel: () => { hooks.reload(); },
    fill: (given) => {
      for (let number = 0; number < given.count; number += 1) {
        const home = bin([`bin ${Math.floor(number / given.each)}`]);
        const one = home.add(new Item(here(), 'clip', `clip ${number}.mov`));
        one.path = `/fill/clip ${number}.mov`;
        one.fields.set('Column.PropertyText.Scene', String(number % 90));
      }
    },
  };
}

module.exports = { actions };
