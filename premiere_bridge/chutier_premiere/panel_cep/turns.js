'use strict';

/**
 * One script at a time: Premiere's engine has one thread. While one takes long (a dialog is open, or a job runs), others
 * are told so at once instead of waiting behind it; and what nobody waits for any more is not carried out later.
 */

/** Milliseconds that a script may run before others are refused. */
const PATIENCE = 2000;

/**
 * @typedef {{text: string}|{busy: number}|{error: string}} Outcome what the script gave as text; how many seconds another
 *   one has been running; or why it could not even be handed to the engine.
 * @typedef {{busy: number, waiting: number, last: ?{seconds: number, ago: number}}} State `busy` in seconds, 0 when nothing
 *   runs; `last` is the last script that ended: how long it took, and how long ago that was.
 */

/**
 * A queue before the engine.
 *
 * @param {{evaluate: function(string, function(*)): void, now: function(): number, patience: (number|undefined),
 *   onState: (function(State): void|undefined)}} given `evaluate` calls back once, or never; `now` in milliseconds.
 * @returns {{ask: function(string, function(Outcome)): function(), state: function(): State, stop: function()}} `ask`
 *   gives back a function that withdraws the script if it has not begun.
 */
function takeTurns({ evaluate, now, patience = PATIENCE, onState = () => {} }) {
  const waiting = [];
  let running = null;
  let last = null;
  let stopped = false;

  const seconds = () => (running ? Math.max(0, Math.round((now() - running.since) / 100) / 10) : 0);
  // A script that has just begun is running too, even where the clock has not moved.
  const state = () => ({
    busy: running ? Math.max(seconds(), 0.1) : 0,
    waiting: waiting.length,
    last: last && { seconds: last.seconds, ago: Math.max(0, Math.round((now() - last.at) / 1000)) },
  });
  const late = () => running !== null && now() - running.since >= patience;

  function refuseAll() {
    const busy = seconds();
    waiting.splice(0).forEach((one) => one.done({ busy }));
  }

  function ended(turn, outcome) {
    if (running !== turn) {
      return; // A second word about the same script.
    }
    clearTimeout(turn.timer);
    last = { seconds: seconds(), at: now() };
    running = null;
    turn.done(outcome);
    next();
    onState(state());
  }

  function next() {
    if (running || stopped || waiting.length === 0) {
      return;
    }
    const turn = waiting.shift();
    running = turn;
    turn.since = now();
    turn.timer = setTimeout(refuseAll, patience);
    onState(state());
    try {
      evaluate(turn.script, (result) => ended(turn, { text: String(result) }));
    } catch (error) {
      ended(turn, { error: String((error && error.message) || error) });
    }
  }

  function ask(script, done) {
    if (late()) {
      done({ busy: seconds() });
      return () => {};
    }
    const turn = { script, done, since: 0, timer: null };
    waiting.push(turn);
    next();
    return () => {
      const place = waiting.indexOf(turn);
      if (place >= 0) {
        waiting.splice(place, 1);
      }
    };
  }

  function stop() {
    stopped = true;
    if (running) {
      clearTimeout(running.timer);
    }
    waiting.splice(0);
  }

  return { ask, state, stop };
}

module.exports = { takeTurns, PATIENCE };
