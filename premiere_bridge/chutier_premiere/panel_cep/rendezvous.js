'use strict';

/**
 * Where clients find the panel: one small file for each process that answers, which only its owner may read, for the
 * secret is in it. `chutier_premiere.rendezvous` reads them.
 */

const fs = require('fs');
const http = require('http');
const os = require('os');
const path = require('path');

/**
 * The folder of these files, by each system's custom.
 *
 * @param {{platform: (string|undefined), environ: (Object|undefined), home: (string|undefined)}} given this computer's,
 *   unless said.
 * @returns {string}
 */
function folderOf({ platform = process.platform, environ = process.env, home = os.homedir() } = {}) {
  if (platform === 'win32') {
    return path.join(environ.APPDATA || path.join(home, 'AppData', 'Roaming'), 'Chutier', 'premiere');
  }
  if (platform === 'darwin') {
    return path.join(home, 'Library', 'Application Support', 'Chutier', 'premiere');
  }
  return path.join(environ.XDG_DATA_HOME || path.join(home, '.local', 'share'), 'chutier', 'premiere');
}

/** Makes a folder with those above it: the node of older Premieres cannot by itself. */
function makeFolder(folder) {
  if (fs.existsSync(folder)) {
    return;
  }
  makeFolder(path.dirname(folder));
  try {
    fs.mkdirSync(folder, 0o700);
  } catch (error) {
    if (error.code !== 'EEXIST') {
      throw error;
    }
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** The records of processes that are alive; what a process left that is gone is taken away. */
function records(folder) {
  const names = fs.existsSync(folder) ? fs.readdirSync(folder).filter((name) => /^\d+\.json$/.test(name)).sort() : [];
  const found = [];
  names.forEach((name) => {
    try {
      if (isAlive(parseInt(name, 10))) {
        found.push(JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8')));
      } else {
        fs.unlinkSync(path.join(folder, name));
      }
    } catch (error) {
      // Another process may be doing the same, or writing it this very moment: it is read again soon.
    }
  });
  return found;
}

/**
 * Says where we answer: `<pid>.json`, written whole.
 *
 * @param {string} folder
 * @param {{port: number, secret: string, premiere: string, panel: string, protocol: number}} said
 * @returns {function()} takes the file away; may be called twice.
 */
function announce(folder, said) {
  makeFolder(folder);
  records(folder);
  const file = path.join(folder, `${process.pid}.json`);
  const scratch = path.join(folder, `.${process.pid}.${Date.now()}.part`);
  const record = Object.assign({ pid: process.pid, started: new Date().toISOString() }, said);
  const handle = fs.openSync(scratch, 'wx', 0o600);
  try {
    fs.writeSync(handle, `${JSON.stringify(record)}\n`);
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
  fs.renameSync(scratch, file);
  return () => {
    try {
      fs.unlinkSync(file);
    } catch (error) {
      // Gone already.
    }
  };
}

/** What a panel says of itself; null when it does not answer. */
function statusOf(record) {
  return new Promise((resolve) => {
    const where = { host: '127.0.0.1', port: record.port, path: `/${record.secret}/status`, agent: false };
    const request = http.get(where, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part) => { text += part; });
      response.on('end', () => {
        try {
          resolve(Object.assign({ port: record.port }, JSON.parse(text)));
        } catch (error) {
          resolve(null);
        }
      });
    });
    request.setTimeout(1500, () => request.abort());
    request.on('error', () => resolve(null));
  });
}

/**
 * Another process that answers for the same Premiere. Two Premieres of one version do not run at once on one computer,
 * so the version tells which it is.
 *
 * @param {string} folder
 * @param {string} premiere version
 * @returns {Promise<?Object>} its status with its port; null when there is none.
 */
async function neighbour(folder, premiere) {
  const others = records(folder).filter((one) => one.pid !== process.pid && one.premiere === premiere);
  const told = await Promise.all(others.map(statusOf));
  return told.find((one) => one !== null) || null;
}

module.exports = { announce, folderOf, neighbour };
