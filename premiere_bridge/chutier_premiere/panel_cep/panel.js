'use strict';

/**
 * What runs in Premiere: opens the door, says where it is, and shows how things stand. Loaded by the service, which has no
 * window, and by the panel, which opens the door only when nobody else has.
 */

(function start(scope) {
  const TICK = 1000;

  /** Milliseconds that the panel gives the service to begin. */
  const GRACE = 4000;

  const WORDS = {
    en: {
      starting: 'Starting…',
      ready: 'Ready',
      busy: 'Premiere is busy',
      failed: 'Chutier cannot answer',
      port: (port) => `Answers on port ${port}.`,
      since: (seconds) => `For ${seconds} s. Is a dialog open?`,
      last: (seconds, ago) => `Last job: ${seconds} s, ${ago} ago.`,
      never: 'No job yet.',
      versions: (panel, premiere) => `Panel ${panel} · Premiere ${premiere}`,
      ago: ['s', 'min', 'h'],
    },
    fr: {
      starting: 'Démarrage…',
      ready: 'Prêt',
      busy: 'Premiere est occupé',
      failed: 'Chutier ne peut pas répondre',
      port: (port) => `Répond sur le port ${port}.`,
      since: (seconds) => `Depuis ${seconds} s. Une boîte de dialogue est-elle ouverte ?`,
      last: (seconds, ago) => `Dernière tâche : ${seconds} s, il y a ${ago}.`,
      never: 'Aucune tâche pour l’instant.',
      versions: (panel, premiere) => `Panneau ${panel} · Premiere ${premiere}`,
      ago: ['s', 'min', 'h'],
    },
  };

  /** A length of time in one unit. */
  function spoken(seconds, units) {
    const [number, unit] = seconds < 60 ? [seconds, 0] : seconds < 3600 ? [seconds / 60, 1] : [seconds / 3600, 2];
    return `${Math.floor(number)} ${units[unit]}`;
  }

  /**
   * What the panel says.
   *
   * @param {{port: number, busy: number, last: ?Object, error: (string|undefined)}} status
   * @param {string} locale Premiere's, such as `fr_FR`.
   * @returns {{light: string, what: string, detail: string, last: string}}
   */
  function lines(status, locale) {
    const words = WORDS[/^fr/i.test(locale) ? 'fr' : 'en'];
    if (status.error) {
      return { light: 'failed', what: words.failed, detail: status.error, last: '' };
    }
    if (!status.port) {
      return { light: 'starting', what: words.starting, detail: '', last: '' };
    }
    // What takes a moment is no news.
    const light = status.busy >= 2 ? 'busy' : 'ready';
    const { last } = status;
    return {
      light,
      what: words[light],
      detail: light === 'busy' ? words.since(Math.floor(status.busy)) : words.port(status.port),
      last: last ? words.last(last.seconds, spoken(last.ago, words.ago)) : words.never,
    };
  }

  /** The folder of this page; node's own function for it is not in older Premieres. */
  function folderOf(location, windows) {
    const folder = decodeURIComponent(location.pathname).replace(/\/[^/]*$/, '');
    if (location.host) {
      return `//${location.host}${folder}`;
    }
    return windows ? folder.replace(/^\//, '') : folder;
  }

  /**
   * One panel or service.
   *
   * @param {Object} cep Adobe's object in the page.
   * @param {function(string): Object} load node's `require`.
   * @param {string} folder of this page
   * @returns {{tick: function(): Promise<Object>, close: function(): Promise<void>, locale: string, about: Object}}
   *   `tick` does what is to be done now, and gives the status to be shown.
   */
  function makePanel(cep, load, folder, grace = GRACE) {
    const fs = load('fs');
    const server = load(`${folder}/server.js`);
    const rendezvous = load(`${folder}/rendezvous.js`);
    const host = JSON.parse(cep.getHostEnvironment());
    const manifest = fs.readFileSync(`${folder}/CSXS/manifest.xml`, 'utf8');
    const about = { panel: /ExtensionBundleVersion="([^"]+)"/.exec(manifest)[1], premiere: host.appVersion };
    const isService = /\.service$/.test(cep.getExtensionId());
    const meeting = rendezvous.folderOf();
    const begun = Date.now();
    let door = null;
    let opening = null;
    let leave = () => {};

    async function open() {
      door = await server.serve(Object.assign({
        evaluate: (script, callback) => cep.evalScript(script, callback),
      }, about));
      // In turn with what others send: where a dialog is open at the start, it waits like them.
      door.run(fs.readFileSync(`${folder}/boot.jsx`, 'utf8'));
      try {
        leave = rendezvous.announce(meeting, Object.assign({
          port: door.port, secret: door.secret, protocol: server.PROTOCOL,
        }, about));
      } catch (error) {
        // Nobody would find it.
        await door.close();
        door = null;
        throw error;
      }
      process.once('exit', leave);
    }

    async function tick() {
      try {
        if (!door && !opening) {
          const other = isService ? null : await rendezvous.neighbour(meeting, about.premiere);
          if (other) {
            return other;
          }
          if (isService || Date.now() - begun >= grace) {
            opening = open();
          }
        }
        await opening;
        return Object.assign({ port: door ? door.port : 0 }, door ? door.state() : {});
      } catch (error) {
        opening = null;
        return { error: error.message };
      }
    }

    async function close() {
      leave();
      process.removeListener('exit', leave);
      if (door) {
        await door.close();
      }
    }

    return { tick, close, locale: host.appUILocale || host.appLocale || '', about };
  }

  /** Draws what the panel says. */
  function draw(document, said, panel) {
    const french = /^fr/i.test(panel.locale);
    document.documentElement.lang = french ? 'fr' : 'en';
    document.getElementById('light').className = said.light;
    ['what', 'detail', 'last'].forEach((name) => {
      document.getElementById(name).textContent = said[name];
    });
    const { versions } = WORDS[french ? 'fr' : 'en'];
    document.getElementById('versions').textContent = versions(panel.about.panel, panel.about.premiere);
  }

  if (scope.__adobe_cep__) {
    const load = typeof require === 'function' ? require : scope.cep_node.require;
    const windows = load('process').platform === 'win32';
    const panel = makePanel(scope.__adobe_cep__, load, folderOf(scope.location, windows));
    const show = () => panel.tick().then((status) => {
      draw(scope.document, lines(status, panel.locale), panel);
      scope.setTimeout(show, TICK);
    });
    // The engine's process may end without a word when the window is closed.
    scope.addEventListener('unload', () => { panel.close(); });
    show();
  } else if (typeof module === 'object') {
    module.exports = { makePanel, lines, folderOf };
  }
}(typeof window === 'object' ? window : {}));
