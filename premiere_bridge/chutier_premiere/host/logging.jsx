// What a clip is called and what is known of it. A value that a person changed since it was planned stays as it is.

/**
 * Gives clips their names.
 * @param {Project} project
 * @param {{items: {ref: {id: string, node: string}, to: string, was: string | null}[]}} args
 * @returns {any[]}
 */
function opRename(project, args) {
  return each(args.items, function (wanted) {
    var item = refOf(project, wanted.ref);
    var now = item.name;
    if (now === wanted.to) {
      return there();
    }
    if (wanted.was !== null && now !== wanted.was) {
      return { state: 'kept', why: 'by-hand', detail: now };
    }
    item.name = wanted.to;
    return item.name === wanted.to ? done() : failed('not-taken', item.name);
  });
}

/**
 * Gives clips their colour, by number: people rename the labels.
 * @param {Project} project
 * @param {{items: {ref: {id: string, node: string}, to: number, was: number | null}[]}} args
 * @returns {any[]}
 */
function opLabels(project, args) {
  return each(args.items, function (wanted) {
    var item = refOf(project, wanted.ref);
    var now = item.getColorLabel();
    if (now === wanted.to) {
      return there();
    }
    if (wanted.was !== null && now !== wanted.was) {
      return { state: 'kept', why: 'by-hand', detail: String(now) };
    }
    item.setColorLabel(wanted.to);
    return item.getColorLabel() === wanted.to ? done() : failed('not-taken', item.getColorLabel());
  });
}

/**
 * Makes our own columns known to the project. Nothing tells afterwards whether it has them; writing shows it.
 * @param {Project} project
 * @param {{properties: {name: string, label: string}[]}} args
 * @returns {any[]}
 */
function opSchema(project, args) {
  return each(args.properties, function (property) {
    project.addPropertyToProjectMetadataSchema(property.name, property.label, 2);
    return done();
  });
}

/**
 * Writes columns: only the listed fields of a packet are taken, and what was written is read back.
 * @param {Project} project
 * @param {{items: any[]}} args
 * @returns {any[]}
 */
function opColumns(project, args) {
  return each(args.items, function (wanted) {
    var item = refOf(project, wanted.ref);
    var now = valuesIn(item.getProjectMetadata(), wanted.fields);
    var sorted = apart(wanted, now);
    if (!sorted.write.length) {
      return sorted.keeps ? { state: 'kept', why: 'by-hand', detail: '', kept: sorted.kept } : there();
    }
    item.setProjectMetadata(wanted.xml, sorted.write);
    now = valuesIn(item.getProjectMetadata(), wanted.fields);
    /** @type {any} */
    var answer = done();
    answer.kept = sorted.kept;
    answer.failed = {};
    for (var i = 0; i < sorted.write.length; i++) {
      var field = sorted.write[i];
      if ((now[field] || '') !== wanted.to[field]) {
        answer.failed[field] = now[field] || '';
        answer.state = 'failed';
        answer.why = 'not-taken';
      }
    }
    return answer;
  });
}

/**
 * Which fields are to be written, and which a person has changed meanwhile: those that are not what they `was`.
 * @param {any} wanted
 * @param {{[field: string]: string}} now
 * @returns {{write: string[], kept: {[field: string]: string}, keeps: boolean}}
 */
function apart(wanted, now) {
  var write = [];
  /** @type {{[field: string]: string}} */
  var kept = {};
  var keeps = false;
  for (var i = 0; i < wanted.fields.length; i++) {
    var field = wanted.fields[i];
    var text = now[field] || '';
    if (text === wanted.to[field]) {
      continue;
    }
    if (wanted.was !== null && wanted.was.hasOwnProperty(field) && text !== wanted.was[field]) {
      kept[field] = text;
      keeps = true;
    } else {
      write.push(field);
    }
  }
  return { write: write, kept: kept, keeps: keeps };
}
