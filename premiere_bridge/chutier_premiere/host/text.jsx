// What goes in and out, as plain ASCII: Premiere's answers pass through several programs, and not all of them agree on encodings.
// No backslash may stand in these files: the client that carries them doubles each one.

var BACKSLASH = String.fromCharCode(92);
var PLAIN = /^[ !#-Z^-~]*$/;

/**
 * A text as a JSON literal of ASCII alone.
 * @param {string} text
 * @returns {string}
 */
function quoted(text) {
  if (PLAIN.test(text)) {
    return '"' + text + '"';
  }
  var parts = [];
  for (var i = 0; i < text.length; i++) {
    var code = text.charCodeAt(i);
    if (code === 34 || code === 92) {
      parts[i] = BACKSLASH + text.charAt(i);
    } else if (code >= 32 && code <= 126) {
      parts[i] = text.charAt(i);
    } else {
      parts[i] = BACKSLASH + 'u' + ('0000' + code.toString(16)).slice(-4);
    }
  }
  return '"' + parts.join('') + '"';
}

/**
 * A value as JSON. Some builds have no JSON object, and that of the client writes arrays as objects.
 * @param {any} value
 * @returns {string}
 */
function toJson(value) {
  if (typeof value === 'string') {
    return quoted(value);
  }
  if (typeof value === 'boolean' || (typeof value === 'number' && isFinite(value))) {
    return String(value);
  }
  if (value === null || typeof value !== 'object') {
    return 'null';
  }
  var parts = [];
  if (value instanceof Array) {
    for (var i = 0; i < value.length; i++) {
      parts.push(toJson(value[i]));
    }
    return '[' + parts.join(',') + ']';
  }
  for (var key in value) {
    if (value.hasOwnProperty(key)) {
      parts.push(quoted(key) + ':' + toJson(value[key]));
    }
  }
  return '{' + parts.join(',') + '}';
}

/**
 * A text with each match replaced by what `by` makes of it and its first group.
 * @param {string} text
 * @param {RegExp} pattern
 * @param {function(string, string): string} by
 * @returns {string}
 */
function replaced(text, pattern, by) {
  return /** @type {any} */ (text).replace(pattern, by);
}

/**
 * The text behind its tilde encoding.
 * @param {string} encoded
 * @returns {string}
 */
function untilded(encoded) {
  return replaced(encoded, /~([0-9a-f]{4})/g, function (_all, hex) {
    return String.fromCharCode(parseInt(hex, 16));
  });
}

var NAMED = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * The text behind XML's entities.
 * @param {string} xml
 * @returns {string}
 */
function unescaped(xml) {
  return replaced(xml, /&(#x[0-9A-Fa-f]+|#[0-9]+|[a-z]+);/g, function (all, entity) {
    if (entity.charAt(0) !== '#') {
      return NAMED.hasOwnProperty(entity) ? /** @type {any} */ (NAMED)[entity] : all;
    }
    var code = entity.charAt(1) === 'x' ? parseInt(entity.slice(2), 16) : parseInt(entity.slice(1), 10);
    if (code < 65536) {
      return String.fromCharCode(code);
    }
    code -= 65536;
    return String.fromCharCode(55296 + (code >> 10)) + String.fromCharCode(56320 + (code & 1023));
  });
}

/**
 * What went wrong, in one line.
 * @param {any} error
 * @returns {string}
 */
function messageOf(error) {
  return String(error && error.message ? error.message : error);
}
