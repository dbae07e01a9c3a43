// What pymiere expects to find in the engine, from its client's side: ids, a JSON of its own kind, indexOf.
if (!Array.prototype.indexOf) {
  Array.prototype.indexOf = function (wanted) {
    for (var i = 0; i < this.length; i++) {
      if (this[i] === wanted) {
        return i;
      }
    }
    return -1;
  };
}
$._pymiere = { generatedIds: [] };
$._pymiere.generateId = function () {
  var id = 'id' + Math.random().toString(36).slice(2);
  $._pymiere.generatedIds.push(id);
  return id;
};
internal_variables_replacer = function (key, value) {
  return key.slice(0, 2) === '__' ? undefined : value;
};
ExtendJSON = {};
ExtendJSON.stringify = function (value) {
  function quoted(text) {
    var told = '';
    for (var i = 0; i < text.length; i++) {
      var code = text.charCodeAt(i);
      told += code === 34 || code === 92 || code < 32 || code > 126
        ? String.fromCharCode(92) + 'u' + ('0000' + code.toString(16)).slice(-4) : text.charAt(i);
    }
    return '"' + told + '"';
  }
  if (value === null || value === undefined) {
    return 'null';
  }
  if (typeof value === 'string') {
    return quoted(value);
  }
  if (typeof value !== 'object') {
    return String(value);
  }
  if (value instanceof Array) {
    return '{"length": ' + value.length + '}';
  }
  var parts = [];
  if (value.reflect.name === 'Error') {
    parts.push('"message": ' + quoted(String(value.message)));
  }
  for (var key in value) {
    if (Object.prototype.hasOwnProperty.call(value, key) && typeof value[key] !== 'function') {
      parts.push(quoted(key) + ': ' + ExtendJSON.stringify(value[key]));
    }
  }
  return '{' + parts.join(', ') + '}';
};
'booted';
