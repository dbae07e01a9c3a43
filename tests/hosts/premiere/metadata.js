'use strict';
// Project metadata as Premiere keeps it: packets of XMP, of which only listed and known fields are taken.

const SPACE = 'http://ns.adobe.com/premierePrivateProjectMetaData/1.0/';
const PREFIX = 'premierePrivateProjectMetaData';

/** Columns that take a script's text: those of a project file of 26.0, less those that Adobe's own sample refuses. */
const EDITABLE = new Set([
  'Column.Intrinsic.Name', 'Column.Intrinsic.TapeName', 'Column.Intrinsic.LogNote', 'Column.PropertyText.Description',
  'Column.PropertyText.Comment', 'Column.PropertyText.Scene', 'Column.PropertyText.Shot', 'Column.PropertyText.Client',
  'Column.PropertyText.SoundRoll', 'Column.PropertyText.FilmCameraRoll', 'Column.PropertyText.FilmDailyRoll',
  'Column.PropertyText.FilmLabRoll', 'Column.PropertyText.FilmKeycode', 'Column.PropertyBool.Good', 'Column.PropertyBool.Hide',
]);

const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const unescaped = (xml) => xml.replace(/&(#x[0-9a-f]+|#\d+|amp|lt|gt|quot|apos);/gi, (_all, name) => {
  if (name[0] === '#') return String.fromCodePoint(parseInt(name.slice(name[1] === 'x' ? 2 : 1), name[1] === 'x' ? 16 : 10));
  return { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }[name];
});

/** The packet of an item: tags only for what is set. */
function packetOf(fields) {
  const tags = [...fields].map(([name, text]) => `<${PREFIX}:${name}>${escaped(text)}</${PREFIX}:${name}>`);
  return '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    + '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    + `<rdf:Description rdf:about="" xmlns:${PREFIX}="${SPACE}">${tags.join('')}</rdf:Description>`
    + '</rdf:RDF></x:xmpmeta><?xpacket end="w"?>';
}

/** The fields that a packet says, and nothing for a bare value or a packet of another namespace. */
function fieldsIn(xml) {
  const found = new Map();
  const prefix = new RegExp(`xmlns:([A-Za-z0-9_]+)="${SPACE.replace(/[.]/g, '[.]')}"`).exec(xml);
  if (!prefix || /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(xml)) return found;
  const tag = new RegExp(`<${prefix[1]}:([A-Za-z0-9_.]+)(?:/>|>([^<]*)</${prefix[1]}:[A-Za-z0-9_.]+>)`, 'g');
  for (let match = tag.exec(xml); match; match = tag.exec(xml)) {
    found.set(match[1], unescaped((match[2] || '').replace(/\r\n?/g, '\n')));
  }
  return found;
}

/** Takes what is listed, known and there; says nothing of the rest, and answers as if all were well. */
function write(item, xml, listed) {
  const said = fieldsIn(xml);
  for (const name of listed) {
    if (!said.has(name) || !(EDITABLE.has(name) || item.project.schema.has(name))) continue;
    const text = said.get(name);
    if (name === 'Column.PropertyBool.Good' && text !== 'True' && text !== 'False') continue;
    if (text) item.fields.set(name, text);
    else item.fields.delete(name);
  }
}

module.exports = { packetOf, fieldsIn, write, EDITABLE, PREFIX, SPACE };
