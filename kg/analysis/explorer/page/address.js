// The state of the page, kept in its address: a link shows what its sender saw.

const VIEWS = ['network', 'reading', 'matrix', 'timeline'];
const MATRICES = ['bodies', 'sectors', 'forums'];
const start = content.start ?? {};

function fresh() {
  return {
    view: 'network', node: null, edge: null, claim: null, cell: null, document: 0, path: null, depth: 0, hub: false, fold: false,
    physics: false, count: 'claims', matrix: 'bodies', least: 1, open: new Set(), lang: language, theme: '',
    off: Object.fromEntries(FILTERS.map((filter) => [filter, new Set()])),
  };
}

/** The state a reader begins with, as the maker of the page asked for it. */
function beginning() {
  const state = fresh();
  if (start.node !== undefined) state.node = nodeAt.get(start.node) ?? null;
  for (const filter of ['relation', 'document']) {
    if (start[filter]?.length) state.off[filter] = without(filter, start[filter]);
  }
  return state;
}

const without = (filter, kept) => new Set([...values[filter].keys()].filter((value) => !kept.includes(value)));

/** Several values as one; the mark between them never stands inside of one. */
const joined = (parts) => parts.map((part) => String(part).replace(/[%~]/g, (mark) => (mark === '~' ? '%7E' : '%25'))).join('~');
const parted = (text) => (text ?? '').split('~').map((part) => part.replace(/%7E|%25/g, (mark) => (mark === '%7E' ? '~' : '%')));

function written(state) {
  const parts = new URLSearchParams();
  const put = (name, value, usual) => { if (value !== usual && value !== null && value !== '') parts.set(name, value); };
  put('view', state.view, 'network');
  put('node', state.node === null ? null : nodes[state.node].id);
  put('edge', state.edge && joined(state.edge.map((end) => nodes[end].id)));
  put('claim', state.claim === null ? null : claims[state.claim].id);
  put('cell', state.cell && joined(state.cell));
  put('in', state.view === 'reading' ? sources[state.document]?.id ?? null : null);
  put('path', state.path && joined(state.path.map((end) => nodes[end].id)));
  put('depth', String(state.depth), '0');
  put('count', state.count, 'claims');
  put('matrix', state.matrix, 'bodies');
  put('least', String(state.least), '1');
  put('open', joined([...state.open].map((number) => nodes[number].id)));
  for (const flag of ['hub', 'fold', 'physics']) put(flag, state[flag] ? '1' : null);
  put('lang', state.lang, usualLanguage());
  put('theme', state.theme);
  for (const filter of FILTERS) {
    const off = state.off[filter];
    if (!off.size) { if (start[filter]?.length) parts.set(filter, 'all'); continue; }
    const on = [...values[filter].keys()].filter((value) => !off.has(value));
    parts.set(filter, on.length < off.size ? `only~${joined(on)}` : `not~${joined([...off])}`);
  }
  return parts.toString();
}

/** The state an address tells; what it names and the page does not have is passed over. */
function read(address) {
  const parts = new URLSearchParams(address.replace(/^#/, ''));
  const state = [...parts.keys()].length ? fresh() : beginning();
  const one = (name, known, otherwise) => (known.includes(parts.get(name)) ? parts.get(name) : otherwise);
  const two = (name) => {
    const found = parted(parts.get(name)).map((id) => nodeAt.get(id));
    return found.length === 2 && found.every((end) => end !== undefined) ? found : null;
  };
  state.view = one('view', VIEWS, 'network');
  if (parts.has('node')) state.node = nodeAt.get(parts.get('node')) ?? null;
  state.edge = two('edge');
  state.path = two('path');
  const claim = claims.findIndex((each) => each.id === parts.get('claim'));
  state.claim = claim < 0 || !parts.get('claim') ? null : claim;
  const cell = parted(parts.get('cell'));
  state.cell = cell.length === 2 ? cell : null;
  state.document = documentAt.get(parts.get('in')) ?? (state.claim === null ? 0 : claims[state.claim].d ?? 0);
  state.depth = Number(one('depth', ['1', '2', '3'], '0'));
  state.count = one('count', Object.keys(COUNTS), 'claims');
  state.matrix = one('matrix', MATRICES, 'bodies');
  state.least = Math.max(1, Math.min(99, Number.parseInt(parts.get('least') ?? '1', 10) || 1));
  state.open = new Set(parted(parts.get('open')).map((id) => nodeAt.get(id)).filter((number) => number !== undefined));
  for (const flag of ['hub', 'fold', 'physics']) state[flag] = parts.get(flag) === '1';
  state.lang = one('lang', ['zh', 'en'], usualLanguage());
  state.theme = one('theme', ['light', 'dark'], '');
  for (const filter of FILTERS) readFilter(state, filter, parts.get(filter));
  return state;
}

function readFilter(state, filter, word) {
  if (!word) return;
  const [how, ...listed] = parted(word);
  const known = listed.filter((value) => values[filter].has(value));
  if (how === 'only') state.off[filter] = without(filter, known);
  if (how === 'not') state.off[filter] = new Set(known);
  if (how === 'all') state.off[filter] = new Set();
}

function usualLanguage() {
  return /^zh/i.test(navigator.language ?? '') ? 'zh' : 'en';
}

/** The address follows the state. A new view or selection is a step one can go back from. */
let lastStep = '';
function remember(state) {
  const address = written(state);
  const step = [state.view, state.node, state.edge, state.cell, state.path, state.depth].join();
  try {
    history[step === lastStep ? 'replaceState' : 'pushState'](null, '', `#${address}`);
  } catch {
    // Inside a notebook's frame there is no address to keep; the page works without.
  }
  lastStep = step;
}
