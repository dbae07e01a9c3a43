// The page of a plan: asks its server for news, draws what it is given as text, and sends back what the person says.
"use strict";

const words = JSON.parse(document.getElementById("words").textContent);
const main = document.getElementById("main");
const title = document.getElementById("title");
const footer = document.getElementById("buttons");
const live = document.getElementById("live");
const visit = String(Math.random()).slice(2) + Date.now();
const SIGNS = {"+": "new", ">": "moved", "~": "changed", "!": "undone"};
// Milliseconds in which a new question takes no answer: the key that was meant for something else.
const PAUSE = 400;

let number = 0;
let shown = "";
let announced = -1;
let accepting = false;

const said = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => name in values ? values[name] : whole);
const later = milliseconds => new Promise(done => setTimeout(done, milliseconds));

function made(tag, settings = {}, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(settings)) {
    if (name === "text") element.textContent = value;
    else if (name === "on") Object.entries(value).forEach(([event, act]) => element.addEventListener(event, act));
    else if (value !== false && value != null) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...inside.filter(one => one));
  return element;
}

async function send(what, given = {}, settings = {}) {
  return fetch(what, {method: "POST", headers: {"Content-Type": "application/json"},
                      body: JSON.stringify({visit, seen: number, ...given}), ...settings});
}

async function listen() {
  for (let missed = 0; ;) {
    try {
      const reply = await send("news");
      if (!reply.ok) return stopped();
      const news = await reply.json();
      missed = 0;
      if (news.view) {
        number = news.number;
        draw(news.view);
      }
      if (news.end) return stopped();
      if (shown === "progress") await later(120);
    } catch {
      // A machine that slept finds its connections broken; an ended server stays away.
      if (++missed > 8) return stopped();
      await later(500);
    }
  }
}

function stopped() {
  if (shown === "summary") return;
  head(words.stopped);
  main.replaceChildren(made("p", {class: "lead", text: words.stopped_why}),
                       made("p", {class: "finished", text: words.finished}));
  footer.hidden = true;
  shown = "stopped";
}

function head(text, tab = text) {
  title.textContent = text;
  document.title = tab === "Chutier" ? tab : tab + " – Chutier";
}

function draw(view) {
  accepting = false;
  shown = view.view;
  if (shown === "progress") return drawProgress(view);
  announced = -1;
  if (shown === "waiting") {
    main.replaceChildren(made("p", {class: "lead", text: words.waiting}));
    footer.hidden = true;
    return;
  }
  const dialog = view.dialog;
  head(dialog.title || "Chutier");
  main.replaceChildren(...[lead(dialog.lead), ...planned(dialog), notes(dialog), ...fields(dialog)]
    .filter(one => one));
  if (shown === "summary") {
    footer.hidden = true;
    main.append(made("p", {class: "finished", text: words.finished}));
    live.textContent = [dialog.title, dialog.lead, words.finished].join(" · ");
  } else {
    buttons(dialog);
  }
  scrollTo(0, 0);
  (main.querySelector("input") || title).focus({preventScroll: true});
}

function lead(text) {
  if (!text) return null;
  const [first, ...rest] = text.split("\n");
  return made("p", {class: "lead", text: first},
              rest.length ? made("span", {class: "more-of-it", text: rest.join("\n")}) : null);
}

// ---- the tree

function planned(dialog) {
  if (!dialog.tree.length) return [];
  const total = weigh(dialog.tree);
  const tree = made("ul", {class: "tree", role: "tree", "aria-label": words.plan,
                           on: {click: clicked, keydown: walked}});
  fill(tree, dialog.tree, dialog.words.marks, 0);
  tree.firstChild.tabIndex = 0;
  const all = open => () => openAll(tree, open);
  const tools = made("span", {class: "tools"},
    made("button", {type: "button", class: "plain", text: words.open_all, on: {click: all(true)}}),
    made("button", {type: "button", class: "plain", text: words.close_all, on: {click: all(false)}}));
  const legend = dialog.tally.map(one => made("span", {class: SIGNS[one.mark]}, sign(one.mark), one.text));
  return [made("div", {class: "counts"}, ...legend, total > dialog.tree.length ? tools : null), tree];
}

function sign(mark) {
  return made("span", {class: "sign " + (SIGNS[mark] || ""), text: mark, "aria-hidden": "true"});
}

// Counts the marks below every row, once; the number of all rows.
function weigh(rows) {
  let total = 0;
  for (const row of rows) {
    row.below = {};
    total += 1 + weigh(row.children);
    for (const child of row.children) {
      if (child.mark) row.below[child.mark] = (row.below[child.mark] || 0) + 1;
      for (const [mark, count] of Object.entries(child.below)) row.below[mark] = (row.below[mark] || 0) + count;
    }
  }
  return total;
}

// Rows are made when their branch is opened: a closed one costs nothing.
function fill(list, rows, marks, depth) {
  for (const row of rows) {
    const item = made("li", {role: "treeitem", tabindex: "-1",
                             "aria-label": row.mark ? `${marks[row.mark]}: ${row.text}` : row.text});
    const line = made("div", {class: "row"});
    line.style.setProperty("--depth", depth);
    line.append(sign(row.mark), made("span", {class: "text", text: row.text}));
    item.append(line);
    if (row.children.length) {
      const below = Object.keys(SIGNS).filter(mark => row.below[mark]);
      line.append(made("span", {class: "below", "aria-hidden": "true"}, ...below.map(mark =>
        made("span", {class: SIGNS[mark], text: `${mark} ${row.below[mark]}`}))));
      item.grow = () => {
        const group = made("ul", {role: "group"});
        fill(group, row.children, marks, depth + 1);
        item.append(group);
        item.grow = null;
      };
      unfold(item, row.open);
    }
    list.append(item);
  }
}

function unfold(item, open) {
  if (open && item.grow) item.grow();
  item.setAttribute("aria-expanded", String(open));
  const group = item.querySelector(":scope > ul");
  if (group) group.hidden = !open;
}

function openAll(tree, open) {
  const branches = list => [...list.children].filter(item => item.hasAttribute("aria-expanded"));
  for (let level = branches(tree); level.length;) {
    for (const item of level) if (open || item.getAttribute("aria-expanded") === "true") unfold(item, open);
    level = level.flatMap(item => [...item.querySelectorAll(":scope > ul")].flatMap(branches));
  }
  if (!open) hold(tree, tree.firstChild);
}

function hold(tree, item, focus = false) {
  for (const held of tree.querySelectorAll('[tabindex="0"]')) held.tabIndex = -1;
  item.tabIndex = 0;
  if (focus) item.focus();
}

function clicked(event) {
  const item = event.target.closest("li");
  if (!item) return;
  if (item.hasAttribute("aria-expanded") && event.target.closest(".row")?.parentElement === item) {
    unfold(item, item.getAttribute("aria-expanded") !== "true");
  }
  hold(event.currentTarget, item, true);
}

function walked(event) {
  const tree = event.currentTarget;
  const item = event.target.closest("li");
  const open = item?.getAttribute("aria-expanded");
  const parent = item?.parentElement.closest("li");
  let next = null;
  if (!item || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "ArrowRight" && open === "false") unfold(item, true);
  else if (event.key === "ArrowRight" && open) next = item.querySelector("li");
  else if (event.key === "ArrowLeft" && open === "true") unfold(item, false);
  else if (event.key === "ArrowLeft") next = parent;
  else if (event.key === " " && open) unfold(item, open !== "true");
  else if (event.key === "ArrowDown") next = after(item);
  else if (event.key === "ArrowUp") next = before(item, parent);
  else if (event.key === "Home") next = tree.firstChild;
  else if (event.key === "End") next = last(tree.lastChild);
  else return;
  event.preventDefault();
  if (next) hold(tree, next, true);
}

const opened = item => item.getAttribute("aria-expanded") === "true" ? item.querySelector(":scope > ul") : null;

function after(item) {
  const below = opened(item);
  if (below) return below.firstChild;
  for (; item; item = item.parentElement.closest("li")) if (item.nextSibling) return item.nextSibling;
  return null;
}

const before = (item, parent) => item.previousSibling ? last(item.previousSibling) : parent;

function last(item) {
  for (let below = opened(item); below; below = opened(item)) item = below.lastChild;
  return item;
}

// ---- notes and fields

function notes(dialog) {
  if (!dialog.notes.length) return null;
  // A list that scrolls can be reached by the keyboard.
  const list = made("ul", {tabindex: dialog.notes.length > 8 ? "0" : null, "aria-label": dialog.words.notes},
                    ...dialog.notes.map(note => made("li", {text: note})));
  return made("section", {class: "notes"}, made("h2", {text: dialog.words.notes}), list);
}

function fields(dialog) {
  return dialog.fields.map((field, index) => {
    const input = made("input", {id: "field" + index, type: "text", autocomplete: "off", autocapitalize: "off",
                                 spellcheck: "false", "data-id": field.id});
    input.value = field.value;
    const line = made("div", {class: "line"}, input);
    const whole = made("div", {class: "field"}, made("label", {for: input.id, text: field.label}), line);
    if (field.pick === "file") {
      const panel = made("div", {class: "places", id: "places" + index, hidden: true});
      const choose = made("button", {type: "button", text: dialog.words.choose, "aria-expanded": "false",
                                     "aria-controls": panel.id});
      choose.addEventListener("click", () => {
        if (panel.hidden) look(panel, input, choose, input.value);
        else closePlaces(panel, choose);
      });
      line.append(choose);
      whole.append(panel);
    }
    return whole;
  });
}

function closePlaces(panel, choose) {
  panel.hidden = true;
  choose.setAttribute("aria-expanded", "false");
  choose.focus();
}

async function look(panel, input, choose, path) {
  const reply = await send("look", {path}).catch(() => null);
  if (!reply?.ok) return;
  const found = await reply.json();
  const go = entry => () => {
    input.value = entry.path;
    if (entry.folder) look(panel, input, choose, entry.path);
    else closePlaces(panel, choose);
  };
  const entries = found.entries.map(entry => made("li", {}, made("button",
    {type: "button", class: entry.folder ? "is-folder" : null, text: entry.name, on: {click: go(entry)},
     "aria-label": entry.folder ? `${entry.name}, ${words.folder}` : null})));
  if (found.up) {
    entries.unshift(made("li", {}, made("button", {type: "button", text: "↰ " + words.folder_up,
                                                   on: {click: go({folder: true, path: found.up})}})));
  }
  panel.replaceChildren(made("p", {text: found.folder, "aria-live": "polite"}), made("ul", {}, ...entries));
  const rest = found.more ? said(words.more, {n: found.more}) : found.entries.length ? "" : words.empty;
  if (rest) panel.append(made("p", {text: rest}));
  panel.hidden = false;
  choose.setAttribute("aria-expanded", "true");
  (panel.querySelector("button") || choose).focus();
}

// ---- answers

function buttons(dialog) {
  const pressed = dialog.buttons.map(button => made("button",
    {type: "button", class: button.main ? "main" : null, text: button.label, disabled: true, "data-id": button.id,
     on: {click: () => answer(button.id)}}));
  const chief = dialog.buttons.find(button => button.main);
  const keys = chief ? made("p", {text: said(words.keys, {main: chief.label})}) : null;
  footer.replaceChildren(...[keys, ...pressed].filter(one => one));
  footer.hidden = false;
  const asked = number;
  setTimeout(() => {
    if (number === asked) pressed.forEach(button => { button.disabled = false; });
    accepting = number === asked;
  }, PAUSE);
}

async function answer(button) {
  accepting = false;
  const given = Object.fromEntries([...main.querySelectorAll("input")].map(one => [one.dataset.id, one.value]));
  footer.querySelectorAll("button").forEach(one => { one.disabled = true; });
  const reply = await send("answer", {button, fields: given}).catch(() => null);
  if (reply?.status === 409) live.textContent = words.other;
  else if (!reply?.ok) {
    footer.querySelectorAll("button").forEach(one => { one.disabled = false; });
    accepting = true;
  }
}

document.addEventListener("keydown", event => {
  if (shown !== "dialog" || !accepting || event.repeat || event.isComposing) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const panel = main.querySelector(".places:not([hidden])");
  if (event.key === "Escape") {
    event.preventDefault();
    if (panel) closePlaces(panel, panel.parentElement.querySelector(".line button"));
    else answer("");
  } else if (event.key === "Enter" && event.target.tagName !== "BUTTON") {
    const chief = footer.querySelector("button.main");
    if (chief) {
      event.preventDefault();
      chief.click();
    }
  }
});

addEventListener("pagehide", () => { send("bye", {}, {keepalive: true}).catch(() => {}); });
// A page that comes back from the browser's memory has said goodbye: it starts again.
addEventListener("pageshow", event => { if (event.persisted) location.reload(); });

// ---- progress

function drawProgress(view) {
  const share = view.total ? Math.min(1, view.done / view.total) : 0;
  const percent = Math.round(share * 100);
  const known = view.total > 0;
  head(view.title || words.working, known ? `${percent} % · ${view.title || words.working}` : undefined);
  let bar = main.querySelector(".bar");
  if (!bar) {
    bar = made("div", {class: "bar", role: "progressbar", "aria-labelledby": "title", "aria-valuemin": "0",
                       "aria-valuemax": "100"}, made("i"));
    main.replaceChildren(bar, made("div", {class: "far"}, made("span"), made("span")));
    footer.hidden = true;
  }
  const count = known ? said(words.of, {done: view.done, total: view.total}) : "";
  bar.classList.toggle("unknown", !known);
  bar.firstChild.style.width = percent + "%";
  if (known) bar.setAttribute("aria-valuenow", percent);
  else bar.removeAttribute("aria-valuenow");
  const [what, far] = main.querySelectorAll(".far span");
  what.textContent = view.text || words.working;
  far.textContent = count;
  if (Math.floor(percent / 10) !== announced) {
    announced = Math.floor(percent / 10);
    live.textContent = [view.text, count].filter(one => one).join(", ");
  }
}

listen();
