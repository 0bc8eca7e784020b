// Filters, which are the legend; search; the status line that says what is missing; keys; the table of edges.

const open_ = new Set(['relation', 'family', 'document', 'status']);

// -- filters ------------------------------------------------------------------------------------------------------

function sidebar(state, seenNow) {
  const kept = new Set(seenNow.kept);
  fill(byId('side'), 'side',
    make('fieldset', { class: 'counting' }, make('legend', {}, say('count')), Object.keys(COUNTS).map((what) =>
      make('label', {}, make('input', { type: 'radio', name: 'count', value: what, checked: state.count === what, onchange: () => go({ count: what }) }), make('span', {}, say(what))))),
    ['relation', 'family', 'status', 'document', 'year', 'sector'].map((filter) => values[filter].size > 0 && filterBox(filter, state, kept)),
    make('label', { class: 'least' }, make('span', {}, say('least')),
      make('input', { type: 'number', id: 'least', min: '1', max: '99', value: String(state.least), onchange: (event) => go({ least: Math.max(1, Number.parseInt(event.target.value, 10) || 1) }) })),
    make('div', { class: 'notes' },
      hub !== null && make('p', { class: 'note' }, make('span', { class: 'ring', 'aria-hidden': 'true' }), say('hub_hidden', nameOf(hub))),
      hub !== null && make('p', { class: 'note' }, make('span', { class: 'shape square bold', style: { '--colour': '#56b4e9' } }), say('home', nameOf(hub))),
      make('p', { class: 'note' }, make('span', { class: 'dashed', 'aria-hidden': 'true' }), say('dashed')),
      nodes.some((node) => node.unnamed) && make('p', { class: 'note' }, make('span', { class: 'shape square hollow', style: { '--colour': '#56b4e9' } }), say('unnamed'))),
    anyFilter(state) && button(say('reset'), resetFilters, { class: 'act', id: 'reset' }));
}

function filterBox(filter, state, kept) {
  const off = state.off[filter];
  const many = values[filter].size;
  return make('details', { class: 'filter', open: open_.has(filter), data: { filter }, ontoggle: (event) => (event.target.open ? open_.add(filter) : open_.delete(filter)) },
    make('summary', {}, say(filter), off.size > 0 && make('span', { class: 'number on' }, say('of', many - off.size, many))),
    off.size > 0 && button(say('all'), () => go({ off: { ...now.off, [filter]: new Set() } }), { class: 'quiet all' }),
    make('ul', {}, [...values[filter]].map(([value, numbers]) => filterRow(filter, value, numbers, off, kept))));
}

function filterRow(filter, value, numbers, off, kept) {
  const flip = () => {
    const next = new Set(off);
    if (next.has(value)) next.delete(value); else next.add(value);
    go({ off: { ...now.off, [filter]: next } });
  };
  const rest = numbers.filter((number) => kept.has(number));
  return make('li', { data: { value } },
    make('label', {}, make('input', { type: 'checkbox', checked: !off.has(value), onchange: flip }), sign(filter, value), words(valueName(filter, value), { class: 'name' }),
      make('span', { class: 'number', title: say('of', count(rest, now.count), count(numbers, now.count)) }, String(count(rest, now.count)))),
    button(say('only'), () => go({ off: { ...now.off, [filter]: without(filter, [value]) } }), { class: 'quiet only', 'aria-label': `${say('only')}: ${valueName(filter, value)}` }));
}

function sign(filter, value) {
  if (filter === 'family') return shapeOf(value);
  if (filter === 'relation') return make('span', { class: `stroke${relations.get(value).arrow ? ' arrow' : ''}`, style: { '--colour': relations.get(value).colour }, 'aria-hidden': 'true' });
  if (filter === 'status') return make('span', { class: value === 'planned' ? 'dashed' : 'solid', 'aria-hidden': 'true' });
  return null;
}

function valueName(filter, value) {
  if (filter === 'family') return spoken(families.get(value)) || value;
  if (filter === 'relation') return spoken(relations.get(value)) || say('none');
  if (filter === 'status') return value ? say(value) : say('none');
  if (filter === 'document') return sources[documentAt.get(value)]?.title ?? say('none');
  return value || say('none');
}

const anyFilter = (state) => state.least > 1 || FILTERS.some((filter) => state.off[filter].size);
const resetFilters = () => go({ least: 1, off: fresh().off });

// -- status -------------------------------------------------------------------------------------------------------

let statusNow = { state: null, seen: null };

/** The items that some claims stand in; a claim may be said in several. */
function coveredBy(kept) {
  const covered = new Set();
  for (const number of kept) for (const item of [claims[number].item, ...claims[number].also ?? []]) if (item !== undefined && item !== null) covered.add(item);
  return [...covered].filter((item) => items[item].kind === 'item' || items[item].kind === 'paragraph').length;
}

function statusWords() {
  const { state, seen: seenNow } = statusNow;
  const told = [say('shown', count(seenNow.kept, 'claims'), denominator('claims'))];
  if (state.count !== 'claims') told.push(counted(seenNow.kept));
  if (items.length) told.push(say('coverage', coveredBy(seenNow.kept), denominator('items')));
  if (state.view === 'network') told.push(say('drawn', drawn.shown.size, Math.max(named, drawn.shown.size)));
  const hidden = hiddenHub(state);
  if (state.view === 'network' && hidden !== null) told.push(say('removed_hub', nameOf(hidden), seenNow.atHub, claims.length));
  if (seenNow.inside) told.push(say('inside', seenNow.inside));
  return told;
}

function status(state, seenNow) {
  statusNow = { state, seen: seenNow };
  const filters = FILTERS.filter((filter) => state.off[filter].size).map((filter) => [filter, () => go({ off: { ...now.off, [filter]: new Set() } })]);
  if (state.least > 1) filters.push(['least', () => go({ least: 1 })]);
  replace(byId('status'),
    ...statusWords().map((text) => words(text, { class: 'bit' })),
    ...filters.map(([filter, undo]) => make('span', { class: 'chip', data: { removed: filter } }, say('removed', say(filter), seenNow.removed[filter], claims.length),
      button('×', undo, { 'aria-label': `${say('reset')}: ${say(filter)}` }))));
}

function switches(state) {
  const flag = (name, text, on, fixed = false) => make('label', { class: 'switch' }, make('input', { type: 'checkbox', id: `switch-${name}`, checked: on, disabled: fixed, onchange: () => go({ [name]: !on }) }), make('span', {}, text));
  replace(byId('switches'), [
    hub !== null && flag('hub', say('hub', nameOf(hub)), state.hub || state.fold, state.fold),
    nodes.some((node, number) => typeof node.country === 'number' && node.country !== number) && flag('fold', say('fold'), state.fold),
    flag('physics', say('physics'), state.physics),
    (state.depth || state.path) && button(say('whole'), () => go({ depth: 0, path: null }), { class: 'act', id: 'whole' }),
  ]);
  replace(byId('zoom'),
    button('+', () => zoom(1.35), { 'aria-label': say('closer'), title: say('closer') }),
    button('−', () => zoom(1 / 1.35), { 'aria-label': say('farther'), title: say('farther') }),
    button('⤢', () => fit(), { 'aria-label': say('fit'), title: say('fit'), id: 'fit' }));
}

const zoom = (by) => drawn.network?.moveTo({ scale: drawn.network.getScale() * by });

// -- search -------------------------------------------------------------------------------------------------------

const names = nodes.map((node) => [node.label, node.en ?? '', ...(node.names ?? []), ...(node.ids ?? [])].map(matching).filter(Boolean));

/** Nodes by any of their names or by the initials one types, the nearest and weightiest first. */
function found(text) {
  const asked = matching(text);
  if (!asked) return [];
  const scored = [];
  nodes.forEach((node, number) => {
    let best = 9;
    for (const name of names[number]) {
      if (name === asked) best = 0;
      else if (name.startsWith(asked)) best = Math.min(best, 1);
      else if (name.includes(asked)) best = Math.min(best, 3);
    }
    for (const typed of node.typed ?? []) {
      if (typed === asked) best = Math.min(best, 1);
      else if (typed.startsWith(asked)) best = Math.min(best, 2);
      else if (asked.length > 2 && typed.includes(asked)) best = Math.min(best, 4);
    }
    if (best < 9) scored.push([best, -claimsOf[number].length, number]);
  });
  return scored.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]).map(([, , number]) => number);
}

function startSearch() {
  const field = byId('search');
  const list = byId('found');
  let at = -1;
  const shut = () => { list.hidden = true; field.setAttribute('aria-expanded', 'false'); at = -1; };
  const take = (number) => { shut(); field.blur(); go({ node: number, edge: null, cell: null, path: null }); show(number); };
  field.addEventListener('input', () => {
    const hits = found(field.value).slice(0, 12);
    at = hits.length ? 0 : -1;
    const rows = hits.map((number, index) => make('li', { role: 'option', 'aria-selected': String(index === 0), onmousedown: (event) => { event.preventDefault(); take(number); } },
      shapeOf(nodes[number].family, nodes[number].unnamed), words(nameOf(number), { class: 'name' }),
      words(otherName(number, field.value), { class: 'second' }), make('span', { class: 'number' }, String(count(claimsOf[number], now.count)))));
    list.replaceChildren(...(rows.length ? rows : [make('li', { class: 'nothing' }, say('nothing'))]));
    list.hidden = !matching(field.value);
    field.setAttribute('aria-expanded', String(!list.hidden));
  });
  field.addEventListener('keydown', (event) => {
    const rows = [...list.querySelectorAll('[role=option]')];
    if (event.key === 'Escape') { shut(); field.blur(); }
    if (event.key === 'Enter' && at >= 0 && rows[at]) { event.preventDefault(); take(found(field.value)[at]); }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    at = (at + (event.key === 'ArrowDown' ? 1 : rows.length - 1)) % Math.max(1, rows.length);
    rows.forEach((row, index) => row.setAttribute('aria-selected', String(index === at)));
    rows[at]?.scrollIntoView({ block: 'nearest' });
  });
  field.addEventListener('blur', shut);
}

/** The name by which a node was found, where its label does not show it. */
function otherName(number, text) {
  const asked = matching(text);
  const node = nodes[number];
  const every = [node.label, node.en, ...(node.names ?? [])].filter((name) => name && name !== nameOf(number, false));
  return every.find((name) => matching(name).includes(asked)) ?? node.en ?? '';
}

// -- keys ---------------------------------------------------------------------------------------------------------

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== 'checkbox' && event.target.type !== 'radio';
  if (event.key === 'Escape') {
    if (byId('keys').open) byId('keys').close();
    else if (!typing) go({ node: null, edge: null, cell: null, path: null, depth: 0, claim: null });
    return;
  }
  if (typing) return;
  const at = event.target.closest?.('.short, [data-claims]');
  if (at && (event.key === 'Enter' || event.key === ' ')) { event.preventDefault(); at.click(); return; }
  const acts = {
    '/': () => byId('search').focus(), '?': () => byId('keys').showModal(), h: () => hub !== null && go({ hub: !now.hub }), f: () => fit(),
    '+': () => zoom(1.35), '=': () => zoom(1.35), '-': () => zoom(1 / 1.35),
    ...Object.fromEntries(VIEWS.map((view, number) => [String(number + 1), () => go({ view })])),
  };
  const onCanvas = event.target === document.body || event.target.id === 'canvas';
  if (onCanvas && now.view === 'network') {
    const step = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] }[event.key];
    if (step) acts[event.key] = () => pan(...step);
  }
  const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (act) { event.preventDefault(); act(); }
}

function pan(x, y) {
  const { network } = drawn;
  const at = network.getViewPosition();
  network.moveTo({ position: { x: at.x + x / network.getScale(), y: at.y + y / network.getScale() } });
}

// -- the table of edges -------------------------------------------------------------------------------------------

const COLUMNS_OF_TABLE = ['subject', 'relation', 'object', 'status', 'quote', 'item', 'document', 'title', 'published', 'date', 'amount', 'instrument', 'instrument_kind', 'office', 'subject_id', 'object_id', 'claim', 'address', 'note'];

/** A cell that no spreadsheet takes for a formula. */
function cellText(value) {
  const text = String(value ?? '');
  const safe = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The claims behind the lines that are drawn; in the other views, all that pass. */
function tableText() {
  const seenNow = statusNow.seen;
  const hidden = hiddenHub(now);
  const shown = now.view !== 'network' ? seenNow.kept
    : [...new Set(seenNow.edges.filter(({ one, other }) => one !== hidden && other !== hidden && drawn.shown.has(one) && drawn.shown.has(other)).flatMap((edge) => edge.claims))].sort((a, b) => a - b);
  const rows = shown.map((number) => {
    const claim = claims[number];
    const source = sources[claim.d] ?? {};
    return [nameOf(claim.s), claim.r, nameOf(claim.o), claim.status, sentences(claim).map(({ text }) => text).join(' … '), items[claim.item]?.number,
      source.id, source.title, source.date, claim.date, claim.amount, claim.instrument, claim.kind, claim.office,
      iriOf(nodes[claim.s]), iriOf(nodes[claim.o]), claim.id && iriOf(claim), source.address, source.restates && say('restated', source.restates)];
  });
  return `\ufeff${[COLUMNS_OF_TABLE, ...rows].map((row) => row.map(cellText).join(',')).join('\r\n')}\r\n`;
}

function saveTable() {
  save('explorer-edges.csv', new Blob([tableText()], { type: 'text/csv;charset=utf-8' }));
  tell(say('saved_csv'));
}
