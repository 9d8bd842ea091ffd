// Keys, and nothing that a page needs to work. Rows are marked data-row, what they can do data-act or data-open.
"use strict";

let waiting = ""; // "g" until the next key says where to
const rows = () => [...document.querySelectorAll("[data-row]")];
const current = () => document.querySelector("[data-row].is-current");

function go(step) {
  const all = rows();
  if (!all.length) return;
  const at = all.indexOf(current());
  const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  all.forEach((row) => row.classList.toggle("is-current", row === next));
  next.scrollIntoView({ block: "nearest" });
  (next.querySelector("[data-open], a, button") || next).focus({ preventScroll: true });
}

function act(name) {
  const button = current()?.querySelector(`[data-act="${name}"]`);
  if (button) button.click();
  return Boolean(button);
}

const KEYS = {
  j: () => go(1),
  k: () => go(-1),
  e: () => act("read"),
  s: () => act("skip"),
  l: () => act("later"),
  u: () => act("undo"),
  "/": () => {
    const field = document.querySelector('input[type="search"]');
    if (field) field.focus();
    else location.assign("/streams");
  },
  "?": () => document.getElementById("keys").showModal(),
  g: () => { waiting = "g"; },
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, dialog, [contenteditable]")) return;
  if (waiting === "g") {
    waiting = "";
    const link = document.querySelector(`nav a[data-key="${CSS.escape(event.key)}"]`);
    if (link) { event.preventDefault(); link.click(); return; }
  }
  const run = KEYS[event.key];
  if (run) { event.preventDefault(); run(); }
});

// On a phone the navigation scrolls: the page that is open shall be seen in it.
const open = document.querySelector("nav a[aria-current]");
if (open) open.parentElement.scrollLeft = open.offsetLeft - open.parentElement.clientWidth / 2;

// A row that was drawn anew keeps its place.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.classList.contains("is-current")) event.detail.target.dataset.was = "current";
});
document.addEventListener("htmx:load", (event) => {
  const row = event.detail.elt;
  if (row.matches?.("[data-row]") && !current()) row.classList.add("is-current");
});
