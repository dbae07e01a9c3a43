/*
 * What the Python client pymiere expects to find in Premiere's engine: an object to keep things in by id, and a writer of
 * JSON. ES3, which is all that the engine knows; nothing of Premiere is touched, and no prototype of other panels'.
 */
(function () {
  var DEPTH = 6;
  var ERROR = ['name', 'message', 'line', 'source', 'number', 'fileName', 'start', 'end', 'error'];

  $._pymiere = $._pymiere || {};
  var ids = $._pymiere.generatedIds = $._pymiere.generatedIds || [];
  if (!ids.indexOf) {
    // The only list on which the client calls it.
    ids.indexOf = function (id) {
      for (var place = 0; place < ids.length; place += 1) {
        if (ids[place] === id) {
          return place;
        }
      }
      return -1;
    };
  }

  $._pymiere.generateId = function () {
    var id;
    do {
      id = 'id' + new Date().getTime() + '_' + Math.floor(Math.random() * 1e9);
    } while ($._pymiere[id] !== undefined);
    ids.push(id);
    return id;
  };

  function quoted(text) {
    var written = '"';
    for (var place = 0; place < text.length; place += 1) {
      var sign = text.charAt(place), code = text.charCodeAt(place);
      if (sign === '"' || sign === '\\') {
        written += '\\' + sign;
      } else if (code < 32 || code > 126) {
        written += '\\u' + ('000' + code.toString(16)).slice(-4);
      } else {
        written += sign;
      }
    }
    return written + '"';
  }

  function listed(list, replacer, depth) {
    var parts = [];
    for (var place = 0; place < list.length; place += 1) {
      parts.push(written(list[place], replacer, depth) || 'null');
    }
    return '[' + parts.join(',') + ']';
  }

  function named(value, names, replacer, depth) {
    var parts = [];
    for (var place = 0; place < names.length; place += 1) {
      var inner;
      try {
        inner = value[names[place]];
        inner = written(replacer ? replacer(names[place], inner) : inner, replacer, depth);
      } catch (refused) {
        // Some values of Premiere's objects cannot be read.
        inner = undefined;
      }
      if (inner !== undefined) {
        parts.push(quoted(names[place]) + ':' + inner);
      }
    }
    return '{' + parts.join(',') + '}';
  }

  function keysOf(value) {
    var names = [];
    for (var name in value) {
      names.push(name);
    }
    return names;
  }

  /** An error as the client reads it: it looks its line up in the source, so both must be there. */
  function told(error) {
    // Asked about itself first: some engines fill in where it happened only then.
    var names = error.reflect ? ERROR : ['name', 'message', 'error'], copy = {};
    for (var place = 0; place < names.length; place += 1) {
      copy[names[place]] = error[names[place]];
    }
    var lines = String(copy.source || '').split('\n').length;
    if (!copy.source || !(copy.line >= 1 && copy.line <= lines)) {
      copy.line = 1;
      copy.source = copy.source || ' ';
    }
    return copy;
  }

  /** The JSON of a value; undefined for what JSON cannot say. */
  function written(value, replacer, depth) {
    switch (typeof value) {
      case 'string':
        return quoted(value);
      case 'number':
        return isFinite(value) ? String(value) : 'null';
      case 'boolean':
        return String(value);
      case 'object':
        if (value === null || depth <= 0) {
          return 'null';
        }
        if (value instanceof Array) {
          return listed(value, replacer, depth - 1);
        }
        return value instanceof Error
          ? named(told(value), ERROR, replacer, depth - 1)
          : named(value, keysOf(value), replacer, depth - 1);
      default:
        return undefined;
    }
  }

  /** Leaves out what objects keep to themselves. */
  internal_variables_replacer = function (key, value) {
    return String(key).slice(0, 2) === '__' ? undefined : value;
  };

  ExtendJSON = {
    /** The JSON of `value`. How deep it is indented, which the client may ask for, changes nothing in what it says. */
    stringify: function (value, replacer) {
      return written(value, typeof replacer === 'function' ? replacer : null, DEPTH);
    }
  };
  return 'ready';
}());
