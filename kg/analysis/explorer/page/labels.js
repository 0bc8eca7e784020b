// Labels as on a map: always the same size to the eye, the important ones first, none on top of another.

const measured = new Map();
const FONT = '"Noto Sans CJK SC","PingFang SC","Microsoft YaHei","WenQuanYi Micro Hei",system-ui,sans-serif';
const MOST_LETTERS = 14;
const LABEL_ROOM = 8000;
const FOREMOST = 16;

function shortLabel(number) {
  const name = seen(nameOf(number));
  const wide = /[\u2e80-\uffef]/.test(name) ? MOST_LETTERS : MOST_LETTERS * 2;
  const all = Array.from(name);
  return all.length > wide ? `${all.slice(0, wide - 1).join('')}…` : name;
}

function widthOf(context, text, size, bold) {
  const key = `${bold ? 'b' : ''}${text}`;
  if (!measured.has(key)) {
    context.font = `${bold ? '600 ' : ''}100px ${FONT}`;
    measured.set(key, context.measureText(text).width / 100);
  }
  return measured.get(key) * size;
}

/** Rings of the hidden hub: who has claims with it, and how many. */
function drawRings(context) {
  const hidden = hiddenHub(now);
  if (hidden === null || !drawn.hubTies) return;
  context.save();
  context.strokeStyle = paper.accent;
  const held = drawn.network.body.nodes;
  for (const [number, many] of drawn.hubTies) {
    const node = held[number];
    if (!node || !drawn.shown.has(number)) continue;
    context.globalAlpha = drawn.lit && !drawn.lit.has(number) ? 0.12 : 0.8;
    context.lineWidth = Math.min(7, 1 + Math.sqrt(many));
    context.beginPath();
    context.arc(node.x, node.y, (node.options.size ?? 10) * (node.options.shape === 'square' ? 1.42 : 1.1) + 4 + context.lineWidth / 2, 0, 2 * Math.PI);
    context.stroke();
  }
  context.restore();
}

function drawLabels(context) {
  const { network } = drawn;
  const scale = network.getScale();
  const size = (number) => (isHome(number) ? 13 : 12);
  const box = byId('canvas');
  const from = network.DOMtoCanvas({ x: -40, y: -20 });
  const to = network.DOMtoCanvas({ x: box.clientWidth + 40, y: box.clientHeight + 20 });
  const ground = obstacles(scale, from, to);
  const taken = [];
  const most = Math.max(24, (box.clientWidth * box.clientHeight) / LABEL_ROOM);
  const origin = network.canvasToDOM({ x: 0, y: 0 });
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  labelOrder().every((number, rank) => {
    const node = network.body.nodes[number];
    if (!node || node.x < from.x || node.x > to.x || node.y < from.y || node.y > to.y) return true;
    const bold = isHome(number);
    const text = shortLabel(number);
    const wide = widthOf(context, text, size(number), bold) + 12;
    const reach_ = (node.options.size ?? 10) * scale;
    const forced = number === drawn.over || number === (now.node === null ? -1 : stands(now.node, now));
    const spots = besideNode(node.x * scale, node.y * scale, reach_, wide);
    // On free ground; the foremost, if there is none, on the ground of other nodes too.
    const area = spots.find((spot) => free(spot, taken) && free(spot, ground)) ?? (rank < FOREMOST ? spots.find((spot) => free(spot, taken)) : undefined) ?? (forced ? spots[0] : undefined);
    if (!area) return true;
    taken.push(area);
    const at = { x: (area[0] + area[2]) / 2 + origin.x, y: area[1] + origin.y };
    label(context, text, at, size(number), { bold, slanted: nodes[number].unnamed, dim: drawn.lit && !drawn.lit.has(number) && !forced });
    return taken.length < most;
  });
  drawMore(context, scale, from, to, origin);
  context.restore();
  firstDrawn();
}

const free = (spot, taken) => !taken.some((other) => spot[0] < other[2] && other[0] < spot[2] && spot[1] < other[3] && other[1] < spot[3]);

/** Where the label of a node may stand: under it, else at its right, else at its left; never above, where another one's would be. */
function besideNode(x, y, reach_, wide) {
  return [[x - wide / 2, y + reach_ + 3], [x + reach_ - 1, y - 8], [x - reach_ + 1 - wide, y - 8]].map(([left, top]) => [left, top, left + wide, top + 18]);
}

/** +12 beside a node: so many neighbours come when it is opened. */
function drawMore(context, scale, from, to, origin) {
  for (const [number, held] of drawn.more ?? []) {
    const node = drawn.network.body.nodes[number];
    const reach_ = (node?.options.size ?? 0) * scale;
    if (reach_ < 5 || (drawn.lit && !drawn.lit.has(number)) || node.x < from.x || node.x > to.x || node.y < from.y || node.y > to.y) continue;
    label(context, `+${held.size}`, { x: node.x * scale + origin.x + reach_ + 8, y: node.y * scale + origin.y - reach_ - 10 }, 10, { slanted: true });
  }
}

/** Large nodes are no ground for the label of another one; while something is chosen, only what it touches counts. */
function obstacles(scale, from, to) {
  const found_ = [];
  for (const number of drawn.lit ?? drawn.shown) {
    const node = drawn.network.body.nodes[number];
    const half = (node?.options.size ?? 0) * scale * 0.8;
    if (half < 6 || node.x < from.x || node.x > to.x || node.y < from.y || node.y > to.y) continue;
    found_.push([node.x * scale - half, node.y * scale - half, node.x * scale + half, node.y * scale + half]);
  }
  return found_;
}

/** A label drawn once and kept as a picture: moving the view then only moves pictures. */
const kept_ = new Map();
function sprite(text, size, bold, slanted, ratio) {
  const key = [text, size, bold, slanted, ratio, paper.back].join('|');
  if (kept_.has(key)) return kept_.get(key);
  if (kept_.size > 3000) kept_.clear();
  const made = make('canvas');
  const context = made.getContext('2d');
  const wide = widthOf(context, text, size, bold) + 10;
  Object.assign(made, { width: Math.ceil(wide * ratio), height: Math.ceil((size + 9) * ratio) });
  context.scale(ratio, ratio);
  context.font = `${slanted ? 'italic ' : ''}${bold ? '600 ' : ''}${size}px ${FONT}`;
  Object.assign(context, { textAlign: 'center', textBaseline: 'top', lineJoin: 'round', strokeStyle: paper.back, lineWidth: 3 });
  context.strokeText(text, wide / 2, 3);
  context.fillStyle = slanted ? paper.faint : paper.text;
  context.fillText(text, wide / 2, 3);
  kept_.set(key, made);
  return made;
}

/** A label with the middle of its upper edge at a point of the screen, whole pixels only. */
function label(context, text, at, size, { bold = false, slanted = false, dim = false } = {}) {
  const ratio = context.canvas.width / Math.max(1, context.canvas.clientWidth);
  const image = sprite(text, size, bold, slanted, ratio);
  context.globalAlpha = dim ? 0.25 : 1;
  context.drawImage(image, Math.round(at.x * ratio - image.width / 2), Math.round((at.y - 3) * ratio));
}

/** The chosen and what it touches first, then by weight. Kept until something changes. */
function labelOrder() {
  if (!drawn.order) {
    const weight = (number) => (drawn.lit?.has(number) ? 1e6 : 0) + (drawn.seen.ties.get(number)?.length ?? 0) + (isHome(number) ? 0.5 : 0);
    drawn.order = [...drawn.shown].sort((a, b) => weight(b) - weight(a) || a - b);
  }
  const first = [drawn.over, now.node].filter((number) => number !== null && number !== undefined);
  return first.length ? [...first, ...drawn.order.filter((number) => !first.includes(number))] : drawn.order;
}

/** When the first drawing stands; the page tells the browser, so that anyone can measure it. */
let stood = false;
function firstDrawn() {
  if (stood) return;
  stood = true;
  performance.mark('first-drawing');
  document.documentElement.dataset.drawn = String(Math.round(performance.now()));
}

/** The view as a picture, on paper and with its caption. */
function picture() {
  const canvas = byId('canvas').querySelector('canvas');
  const ratio = canvas.width / Math.max(1, canvas.clientWidth);
  const foot = 46 * ratio;
  const made = make('canvas');
  Object.assign(made, { width: canvas.width, height: canvas.height + foot });
  const context = made.getContext('2d');
  context.fillStyle = paper.back;
  context.fillRect(0, 0, made.width, made.height);
  context.drawImage(canvas, 0, 0);
  context.fillStyle = paper.text;
  context.font = `600 ${13 * ratio}px ${FONT}`;
  context.fillText(seen(pageTitle()), 14 * ratio, canvas.height + 18 * ratio);
  context.font = `${11 * ratio}px ${FONT}`;
  context.fillStyle = paper.faint;
  context.fillText([...statusWords(), sources.some((source) => source.restates) && say('restated_some')].filter(Boolean).map(seen).join(' · '), 14 * ratio, canvas.height + 36 * ratio);
  made.toBlob((blob) => { save('explorer.png', blob); tell(say('saved_png')); }, 'image/png');
}
