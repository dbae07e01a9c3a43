'use strict';
// The open project, its items found again by their ids, and changes made as Premiere wants them: actions, in a
// transaction, under a lock, in which nothing may wait.

const ppro = /** @type {import('@adobe/premierepro').premierepro} */ (require('premierepro'));

/** Actions in one transaction: a larger one fills the undo history until it cannot be undone as a whole. */
const MOST = 100;

/** A fault with a code that the other side has words for. */
class Fault extends Error {
  /**
   * @param {string} code
   * @param {unknown} [detail]
   */
  constructor(code, detail = '') {
    super(`${code} ${String(detail)}`);
    this.code = code;
    this.detail = String(detail);
  }
}

/** @typedef {import('@adobe/premierepro').Project} Project */
/** @typedef {import('@adobe/premierepro').ProjectItem} ProjectItem */
/** @typedef {import('@adobe/premierepro').FolderItem} FolderItem */
/** @typedef {import('@adobe/premierepro').ClipProjectItem} ClipProjectItem */
/** @typedef {import('@adobe/premierepro').Sequence} Sequence */
/** @typedef {import('@adobe/premierepro').Action} Action */
/** @typedef {{under: string, names: string[]}} Where */
/** @typedef {{id: string, node: string}} Ref */
/** @typedef {{state: string, why: string, detail: string, [more: string]: any}} Answer */

/** @returns {Answer} */
const done = () => ({ state: 'done', why: '', detail: '' });
/** @returns {Answer} */
const there = () => ({ state: 'there', why: '', detail: '' });
/**
 * @param {string} why
 * @param {unknown} [detail]
 * @returns {Answer}
 */
const failed = (why, detail = '') => ({ state: 'failed', why, detail: String(detail) });

/**
 * What an error means for the item at which it was raised.
 *
 * @param {any} error
 * @returns {Answer}
 */
const failure = (error) => (error instanceof Fault ? failed(error.code, error.detail) : failed('engine', error && error.message ? error.message : error));

/**
 * What `step` answers for each item, one after the other; one that fails does not stop the others.
 *
 * @template T
 * @param {T[]} items
 * @param {(item: T, place: number) => Promise<Answer>} step
 * @returns {Promise<Answer[]>}
 */
async function each(items, step) {
  const answers = [];
  for (let place = 0; place < items.length; place += 1) {
    try {
      answers.push(await step(items[place], place));
    } catch (error) {
      answers.push(failure(error));
    }
  }
  return answers;
}

/** @param {ProjectItem} item */
const isBin = (item) => item.type === ppro.ProjectItem.TYPE_BIN || item.type === ppro.ProjectItem.TYPE_ROOT;

/** One project for the time of one operation. What it has read, it remembers until something is changed. */
class Session {
  /** @param {Project} project */
  constructor(project) {
    this.project = project;
    /** @type {Map<string, ProjectItem>} */
    this.items = new Map();
    /** @type {Map<string, ProjectItem[]>} */
    this.inside = new Map();
    this.walked = false;
  }

  /** @returns {Promise<FolderItem>} */
  root() {
    return this.project.getRootItem();
  }

  /**
   * @param {FolderItem} bin
   * @returns {Promise<ProjectItem[]>}
   */
  async childrenOf(bin) {
    const id = idOf(bin);
    let children = this.inside.get(id);
    if (!children) {
      children = await bin.getItems();
      this.inside.set(id, children);
      for (const child of children) this.items.set(child.getId(), child);
    }
    return children;
  }

  /**
   * What a bin shows. A search bin has nothing of its own, and may refuse to say so.
   *
   * @param {FolderItem} bin
   * @returns {Promise<ProjectItem[]>}
   */
  async shown(bin) {
    try {
      return await this.childrenOf(bin);
    } catch (error) {
      return [];
    }
  }

  /** What was read counts no more. */
  changed() {
    this.inside.clear();
  }

  /**
   * Every item below the root, parents first; `parent` is the row of its bin, -1 at the root.
   *
   * @returns {Promise<{item: ProjectItem, parent: number, bin: boolean}[]>}
   */
  async walk() {
    this.changed();
    this.walked = true;
    const rows = [];
    const pending = [{ bin: await this.root(), row: -1 }];
    for (let next = 0; next < pending.length; next += 1) {
      for (const item of await this.shown(pending[next].bin)) {
        const bin = isBin(item);
        rows.push({ item, parent: pending[next].row, bin });
        if (bin) pending.push({ bin: ppro.FolderItem.cast(item), row: rows.length - 1 });
      }
    }
    return rows;
  }

  /**
   * The item of a node.
   *
   * @param {string} node
   * @returns {Promise<ProjectItem | null>}
   */
  async item(node) {
    if (!node) return null;
    if (!this.items.has(node) && !this.walked) await this.walk();
    return this.items.get(node) || null;
  }

  /**
   * The clip or sequence that is meant. Raises Fault.
   *
   * @param {Ref} ref
   * @returns {Promise<ProjectItem>}
   */
  async ref(ref) {
    const item = await this.item(ref.node);
    if (!item) throw new Fault('no-clip', ref.id);
    return item;
  }

  /**
   * @param {FolderItem} bin
   * @param {string} name
   * @returns {Promise<FolderItem[]>}
   */
  async binsNamed(bin, name) {
    const children = await this.childrenOf(bin);
    return children.filter((child) => isBin(child) && child.name === name).map((child) => ppro.FolderItem.cast(child));
  }

  /**
   * A bin, from a known one down by names. Raises Fault.
   *
   * @param {Where} where
   * @param {number} [depth] how many of the names to follow
   * @returns {Promise<FolderItem>}
   */
  async bin(where, depth = where.names.length) {
    let bin = await this.root();
    if (where.under) {
      const item = await this.item(where.under);
      if (!item || !isBin(item)) throw new Fault('no-bin', where.names.join(' / '));
      bin = ppro.FolderItem.cast(item);
    }
    for (const name of where.names.slice(0, depth)) {
      const found = await this.binsNamed(bin, name);
      if (found.length !== 1) throw new Fault(found.length ? 'doubled-bin' : 'no-bin', name);
      [bin] = found;
    }
    return bin;
  }

  /**
   * Whether an item lies in a bin now.
   *
   * @param {FolderItem} bin
   * @param {string} node
   */
  async lies(bin, node) {
    return (await bin.getItems()).some((child) => child.getId() === node);
  }

  /**
   * Carries out actions, a hundred in a transaction. Where a transaction fails, each is tried alone: nobody says whether
   * what came before the fault in it was done, so that what would be done twice is asked for first (`needed`).
   *
   * @param {string} undo the name of the step in the undo history
   * @param {(() => Action)[]} makers each makes its action inside the lock
   * @param {(place: number) => Promise<boolean>} [needed]
   * @returns {Promise<unknown[]>} an error for each action that failed, undefined for the others
   */
  async carryOut(undo, makers, needed = async () => true) {
    const errors = [];
    for (let from = 0; from < makers.length; from += MOST) {
      const some = makers.slice(from, from + MOST);
      const error = this.transact(undo, some);
      if (error === undefined || some.length === 1) {
        errors.push(...some.map(() => error));
        continue;
      }
      for (let place = from; place < from + some.length; place += 1) {
        this.changed();
        errors.push((await needed(place)) ? this.transact(undo, [makers[place]]) : undefined);
      }
    }
    this.changed();
    return errors;
  }

  /**
   * @param {string} undo
   * @param {(() => Action)[]} makers
   * @returns {unknown} what went wrong; undefined when nothing did
   */
  transact(undo, makers) {
    let done = false;
    try {
      this.project.lockedAccess(() => {
        done = this.project.executeTransaction((compound) => {
          for (const make of makers) compound.addAction(make());
        }, undo);
      });
    } catch (error) {
      return error;
    }
    return done ? undefined : new Fault('refused');
  }
}

/**
 * The id of a bin, which only its item knows.
 *
 * @param {FolderItem} bin
 */
const idOf = (bin) => ppro.ProjectItem.cast(bin).getId();

module.exports = { Session, Fault, done, there, failed, failure, each, isBin, idOf, ppro };
