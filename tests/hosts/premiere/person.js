'use strict';
// What a person does in the program while we work, by the names that they see.

const { Item } = require('./model.js');

/** The actions by name. `at` is the path of an item, names from the root. */
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
