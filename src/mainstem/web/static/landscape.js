// The map of works. Dots are written into pixels (20,000 in a few milliseconds); names stand on a sheet of their own.
"use strict";

const box = document.getElementById("map");
const sheets = [...box.querySelectorAll("canvas")];
const [ground, above] = sheets.map((sheet) => sheet.getContext("2d"));
const card = document.getElementById("map-card");
const told = document.getElementById("map-told");
const slider = document.getElementById("map-until");
const SIDE = 65535, DAY = 864e5, LEAST = 2.2, MOST = 13, MARGIN = 18;
const view = { zoom: 1, x: 0.5, y: 0.5 }; // the middle of the window, as a share of the map
const look = { until: Infinity, hidden: new Set(), hovered: -1 };
let dots, size, colours, stamps, asked = 0;

const shapes = { // whether (x, y) is in a shape of radius 1
  platform: (x, y) => Math.max(Math.abs(x), Math.abs(y)) <= 0.89,
  dataset: (x, y) => y <= 0.68 && y >= -1.35 + Math.abs(x) * 1.732,
  model: (x, y) => Math.abs(x) + Math.abs(y) <= 1.25,
  external: (x, y) => Math.min(Math.abs(x), Math.abs(y)) <= 0.42 && Math.max(Math.abs(x), Math.abs(y)) <= 1.2,
  library: (x, y) => x * x + y * y <= 1,
  "": (x, y) => { const d = x * x + y * y; return d <= 1.1 && d >= 0.3; },
};

function paint() {
  const style = getComputedStyle(box);
  colours = { ink: style.color, ground: style.backgroundColor };
  const probe = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  colours.axes = dots.axes.map((axis) => {
    const swatch = document.querySelector(`[data-axis="${CSS.escape(axis)}"] .swatch`);
    probe.fillStyle = getComputedStyle(swatch).color;
    probe.fillRect(0, 0, 1, 1);
    return [...probe.getImageData(0, 0, 1, 1).data].slice(0, 3);
  });
  stamps = new Map();
}

// Which pixels a shape covers, and how much of each: offsets from its middle and shares, edges smoothed.
function stamp(axis, radius) {
  const key = axis * 1000 + Math.round(radius * 4);
  let found = stamps.get(key);
  if (found) return found;
  const inside = shapes[dots.axes[axis]] || shapes[""], reach = Math.ceil(radius * 1.4), full = [], at = [], shares = [];
  for (let y = -reach; y <= reach; y++) for (let x = -reach; x <= reach; x++) {
    let n = 0;
    for (let v = -1.5; v < 2; v++) for (let u = -1.5; u < 2; u++) n += inside((x + u / 4) / radius, (y + v / 4) / radius);
    if (n === 16) full.push(y * size.w + x);
    else if (n) { at.push(y * size.w + x); shares.push(n * 15); }
  }
  const [r, g, b] = colours.axes[axis], word = (share) => (share << 24 | b << 16 | g << 8 | r) >>> 0;
  found = { reach, full: Int32Array.from(full), word: word(255), at: Int32Array.from(at), shares, soft: Uint32Array.from(shares, word) };
  stamps.set(key, found);
  return found;
}

function place() { // where the map stands on the sheet
  const w = size.w - 2 * MARGIN * size.dpr, h = size.h - 2 * MARGIN * size.dpr;
  const kx = w * view.zoom / SIDE, ky = h * view.zoom / SIDE;
  return { kx, ky, ox: size.w / 2 - view.x * SIDE * kx, oy: size.h / 2 - view.y * SIDE * ky };
}

const grown = (n) => { // how much a work was in use on the day of the slider, in [0, 1]
  let found = 0;
  for (const [day, value] of dots.uses[n] || []) if (day <= look.until) found = value;
  return found;
};
const scale = () => size.unit * Math.min(view.zoom ** 0.5, 3.2 / size.small); // pixels a unit of radius
const radius = (n) => (LEAST + (MOST - LEAST) * dots.use[n] ** 2) * scale();
const shown = (n) => dots.day[n] <= look.until && !look.hidden.has(dots.axis[n]);

function draw() {
  const begun = performance.now(), { kx, ky, ox, oy } = place(), { w, h, image, words } = size;
  words.fill(0);
  const least = dots.axes.map((_, axis) => stamp(axis, LEAST * scale()));
  const wide = MOST * 4 * size.dpr;
  for (let n = 0; n < dots.n; n++) {
    if (!shown(n)) continue;
    const x = Math.round(dots.x[n] * kx + ox), y = Math.round(dots.y[n] * ky + oy);
    if (x < -wide || y < -wide || x > w + wide || y > h + wide) continue;
    const mark = dots.use[n] ? stamp(dots.axis[n], radius(n)) : least[dots.axis[n]];
    if (x < mark.reach || y < mark.reach || x >= w - mark.reach || y >= h - mark.reach) continue;
    const middle = y * w + x, { full, word, at, soft, shares } = mark;
    for (let k = 0; k < full.length; k++) words[middle + full[k]] = word;
    for (let k = 0; k < at.length; k++) { // an edge covers what is fainter, and mixes with nothing
      const p = middle + at[k];
      if (words[p] >>> 24 < shares[k]) words[p] = soft[k];
    }
  }
  ground.putImageData(image, 0, 0);
  name(kx, ky, ox, oy);
  box.dataset.ms = (performance.now() - begun).toFixed(2);
}

// The first that is taken is where the buttons stand.
function name(kx, ky, ox, oy) { // regions, then the most used works that are in sight, none over another
  const dpr = size.dpr, taken = [{ at: size.w, y: 0, half: 56 * dpr, high: 130 * dpr }], level = view.zoom < 2.2 ? 0 : 1;
  above.clearRect(0, 0, size.w, size.h);
  above.textAlign = "center";
  above.textBaseline = "middle";
  above.lineJoin = "round";
  const put = (text, x, y, px, weight, ring) => {
    above.font = `${weight} ${px * dpr}px system-ui, sans-serif`;
    const half = above.measureText(text).width / 2, high = px * dpr * 0.62;
    const at = Math.min(Math.max(x, half + 4), size.w - half - 4);
    if (y < high || y > size.h - high || x < 0 || x > size.w) return;
    if (!ring && taken.some((t) => Math.abs(at - t.at) < half + t.half + 4 && Math.abs(y - t.y) < high + t.high)) return;
    taken.push({ at, y, half, high });
    above.lineWidth = 4 * dpr;
    above.strokeStyle = colours.ground;
    above.strokeText(text, at, y);
    above.fillStyle = colours.ink;
    above.fillText(text, at, y);
  };
  const narrow = size.w / dpr < 600;
  for (const [at, label, x, y] of dots.areas) {
    if (at === level || (at === 1 && view.zoom > 7)) put(label, x * kx + ox, y * ky + oy, narrow ? 12 : 15, 700);
  }
  for (const n of dots.landmarks.slice(0, narrow ? 8 * view.zoom : 16 * view.zoom)) {
    if (shown(n)) put(dots.short[n] || short(n), dots.x[n] * kx + ox, dots.y[n] * ky + oy - radius(n) - 9 * dpr, narrow ? 10.5 : 12, 500);
  }
  const rings = [...dots.read, look.hovered].filter((n) => n >= 0 && shown(n));
  for (const n of rings) {
    above.beginPath();
    above.arc(dots.x[n] * kx + ox, dots.y[n] * ky + oy, radius(n) * 1.3 + 2 * dpr, 0, 7);
    above.lineWidth = (n === look.hovered ? 3 : 1.5) * dpr;
    above.strokeStyle = colours.ink;
    above.stroke();
  }
}

function short(n) {
  const head = dots.title[n].split(":")[0];
  return (dots.short[n] = head.length <= 30 ? head : head.slice(0, 29).replace(/\s+\S*$/, "") + "…");
}

const soon = () => { if (!asked) asked = requestAnimationFrame(() => { asked = 0; draw(); }); };

function fit() {
  const dpr = Math.min(window.devicePixelRatio || 1, 2), { clientWidth, clientHeight } = box;
  const w = Math.round(clientWidth * dpr), h = Math.round(clientHeight * dpr);
  for (const sheet of sheets) { sheet.width = w; sheet.height = h; }
  const image = ground.createImageData(w, h);
  const small = Math.min(1, Math.sqrt((clientWidth * clientHeight) / 7e5 * Math.min(1, 5000 / dots.n))); // less room a dot
  size = { w, h, dpr, small, unit: dpr * Math.max(small, 0.45), image, words: new Uint32Array(image.data.buffer) };
  stamps = new Map();
  soon();
}

// --- moving ------------------------------------------------------------------------------------------

function zoom(by, px = size.w / 2, py = size.h / 2) {
  const before = place(), mx = (px - before.ox) / before.kx / SIDE, my = (py - before.oy) / before.ky / SIDE;
  view.zoom = Math.min(Math.max(view.zoom * by, 1), 40);
  const after = place();
  view.x += mx - (px - after.ox) / after.kx / SIDE;
  view.y += my - (py - after.oy) / after.ky / SIDE;
  keep();
}

function pan(dx, dy) { // by pixels of the sheet
  const { kx, ky } = place();
  view.x -= dx / kx / SIDE;
  view.y -= dy / ky / SIDE;
  keep();
}

function keep() { // the map stays in the window
  const half = 0.5 / view.zoom;
  view.x = Math.min(Math.max(view.x, half), 1 - half);
  view.y = Math.min(Math.max(view.y, half), 1 - half);
  soon();
}

// --- choosing ----------------------------------------------------------------------------------------

function nearest(px, py, reach) {
  const { kx, ky, ox, oy } = place();
  let best = -1, least = Infinity;
  for (let n = dots.n - 1; n >= 0; n--) {
    if (!shown(n)) continue;
    const away = Math.hypot(dots.x[n] * kx + ox - px, dots.y[n] * ky + oy - py) - radius(n);
    if (away < least) { least = away; best = n; }
  }
  return least <= reach * size.dpr ? best : -1;
}

const address = (n) => "/works/" + encodeURI(dots.id[n]).replace(/[?#]/g, encodeURIComponent);

function choose(n) {
  if (n === look.hovered) return;
  look.hovered = n;
  card.hidden = n < 0;
  if (n >= 0) {
    const { kx, ky, ox, oy } = place(), x = (dots.x[n] * kx + ox) / size.dpr, y = (dots.y[n] * ky + oy) / size.dpr;
    const link = card.querySelector("a");
    link.textContent = dots.title[n];
    link.href = address(n);
    const use = dots.use[n] ? `, in use: ${Math.round(dots.use[n] * 100)} of 100` : "";
    card.querySelector("p").textContent = `${dots.axes[dots.axis[n]] || "no axis"}, ${day(dots.day[n])}${use}`;
    card.style.setProperty("--x", `${Math.min(Math.max(x - 140, 4), box.clientWidth - 288)}px`);
    card.style.setProperty("--y", `${y > box.clientHeight / 2 ? y - card.offsetHeight - 14 : y + 14}px`);
    told.textContent = dots.title[n];
  }
  soon();
}

const day = (n) => new Date(n * DAY).toISOString().slice(0, 10);

function step(by) { // to the next work in sight, the most used first
  const { kx, ky, ox, oy } = place();
  const seen = [];
  for (let n = dots.n - 1; n >= 0; n--) {
    const x = dots.x[n] * kx + ox, y = dots.y[n] * ky + oy;
    if (shown(n) && x >= 0 && y >= 0 && x <= size.w && y <= size.h) seen.push(n);
  }
  if (!seen.length) return;
  const at = seen.indexOf(look.hovered);
  choose(seen[(at + by + seen.length + (at < 0 && by < 0 ? 1 : 0)) % seen.length]);
}

function listen() {
  const fingers = new Map();
  let moved = 0, apart = 0;
  const spot = (event) => {
    const edge = box.getBoundingClientRect();
    return [(event.clientX - edge.left) * size.dpr, (event.clientY - edge.top) * size.dpr];
  };
  const sheet = sheets[1];
  sheet.addEventListener("pointerdown", (event) => {
    sheet.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, spot(event));
    moved = 0;
    apart = 0;
  });
  sheet.addEventListener("pointermove", (event) => {
    const [x, y] = spot(event), was = fingers.get(event.pointerId);
    if (!was) { if (event.pointerType === "mouse") choose(nearest(x, y, 5)); return; }
    fingers.set(event.pointerId, [x, y]);
    moved += Math.hypot(x - was[0], y - was[1]);
    if (moved < 4 * size.dpr) return;
    if (fingers.size === 1) { choose(-1); pan(x - was[0], y - was[1]); return; }
    const [a, b] = [...fingers.values()], now = Math.hypot(a[0] - b[0], a[1] - b[1]);
    if (apart) zoom(now / apart, (a[0] + b[0]) / 2, (a[1] + b[1]) / 2);
    apart = now;
  });
  sheet.addEventListener("pointerup", (event) => {
    const [x, y] = spot(event);
    fingers.delete(event.pointerId);
    apart = 0;
    if (moved >= 4 * size.dpr) return;
    const n = nearest(x, y, event.pointerType === "mouse" ? 5 : 16);
    if (n >= 0 && (event.pointerType === "mouse" || n === look.hovered)) location.assign(address(n));
    else choose(n); // a finger sees the card first
  });
  sheet.addEventListener("pointercancel", (event) => { fingers.delete(event.pointerId); apart = 0; });
  sheet.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0015)), ...spot(event));
  }, { passive: false });
  const keys = {
    ArrowLeft: () => pan(60 * size.dpr, 0), ArrowRight: () => pan(-60 * size.dpr, 0),
    ArrowUp: () => pan(0, 60 * size.dpr), ArrowDown: () => pan(0, -60 * size.dpr),
    "+": () => zoom(1.4), "=": () => zoom(1.4), "-": () => zoom(1 / 1.4), 0: () => { view.zoom = 1; keep(); },
    n: () => step(1), p: () => step(-1), j: () => step(1), k: () => step(-1), Escape: () => choose(-1),
    Enter: () => { if (look.hovered >= 0) location.assign(address(look.hovered)); },
  };
  sheet.addEventListener("keydown", (event) => {
    const run = keys[event.key];
    if (!run || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  });
  document.getElementById("map-in").addEventListener("click", () => zoom(1.6));
  document.getElementById("map-out").addEventListener("click", () => zoom(1 / 1.6));
  document.getElementById("map-all").addEventListener("click", () => { view.zoom = 1; keep(); });
  document.querySelectorAll("[data-axis] input").forEach((tick) => tick.addEventListener("change", () => {
    const axis = dots.axes.indexOf(tick.closest("[data-axis]").dataset.axis);
    look.hidden[tick.checked ? "delete" : "add"](axis);
    soon();
  }));
  slider.addEventListener("input", until);
  document.getElementById("map-play").addEventListener("click", play);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { paint(); soon(); });
  new ResizeObserver(fit).observe(box);
}

// --- time --------------------------------------------------------------------------------------------

function until() { // the slider runs over works, not over days: most of them are of the last year
  const at = Math.min(dots.n - 1, Math.floor(slider.value / slider.max * dots.n));
  look.until = slider.value === slider.max ? Infinity : dots.days[at];
  for (const n in dots.uses) dots.use[n] = grown(n);
  const last = day(dots.days[at]);
  document.getElementById("map-day").textContent = last;
  slider.setAttribute("aria-valuetext", last);
  soon();
}

let playing = 0;
function play() {
  const button = document.getElementById("map-play");
  const stop = () => { cancelAnimationFrame(playing); playing = 0; button.textContent = "Play"; };
  if (playing) return stop();
  button.textContent = "Pause";
  if (slider.value === slider.max) slider.value = 0;
  const on = () => {
    slider.value = Number(slider.value) + 3;
    until();
    playing = slider.value === slider.max ? stop() || 0 : requestAnimationFrame(on);
  };
  playing = requestAnimationFrame(on);
}

async function begin() {
  const answer = await fetch(box.dataset.dots);
  if (answer.status !== 200) return; // the picture that is there stays
  const got = await answer.json(), n = got.id.length, mine = new Set(JSON.parse(box.dataset.read));
  dots = { ...got, n, short: {}, use: new Float32Array(n), days: [...got.day].sort((a, b) => a - b) };
  for (const [i, steps] of Object.entries(dots.uses)) dots.use[i] = steps.at(-1)[1];
  dots.landmarks = Object.keys(dots.uses).map(Number).sort((a, b) => dots.use[b] - dots.use[a] || a - b);
  dots.read = dots.id.flatMap((id, i) => (mine.has(id) ? [i] : []));
  document.documentElement.classList.add("mapped");
  paint();
  fit();
  until();
  listen();
}
begin();
