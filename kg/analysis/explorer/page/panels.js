// The panel at the side: who says so, in which words. A node, a line, a cell or a path, always down to the sentence.

const FIRST = 24;

function panel(state, seenNow) {
  const held = byId('panel');
  const made = state.cell ? cellPanel(state, seenNow)
    : state.edge ? edgePanel(state, seenNow)
      : state.path ? pathPanel(state)
        : state.node !== null ? nodePanel(state, seenNow)
          : overview(state, seenNow);
  held.classList.toggle('chosen', Boolean(state.cell || state.edge || state.path || state.node !== null));
  fill(held, `${state.cell}|${state.edge}|${state.path}|${state.node}`, made);
}

const closeButton = () => button('×', () => go({ node: null, edge: null, cell: null, path: null, depth: 0 }), { class: 'close', 'aria-label': say('close'), title: say('close') });

/** The mark of a kind as the drawing shows it. */
function shapeOf(family, unnamed = false) {
  const look = families.get(family) ?? { shape: 'dot', colour: '#b0b0b0' };
  return make('span', { class: `shape ${look.shape}${unnamed ? ' hollow' : ''}`, style: { '--colour': look.colour }, 'aria-hidden': 'true' });
}

function nodeButton(number, more = '') {
  const node = nodes[number];
  return button([shapeOf(node.family, node.unnamed), words(nameOf(number)), more !== '' && make('span', { class: 'number' }, String(more))],
    () => { go({ node: number, edge: null, cell: null, path: null }); if (now.view === 'network') show(stands(number, now)); }, { class: `node${node.unnamed ? ' unnamed' : ''}` });
}

/** What is counted of some claims, and of how many. */
function counted(numbers, what = now.count) {
  return `${say('of', count(numbers, what), denominator(what))} ${say(what)}`;
}

// -- overview -----------------------------------------------------------------------------------------------------

function overview(state, seenNow) {
  const hidden = hiddenHub(state);
  const most = [...seenNow.ties.entries()].filter(([number]) => number !== hidden)
    .map(([number, held]) => [number, count(held, state.count)])
    .sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 12);
  return [
    make('h2', {}, say('who')),
    make('p', { class: 'about' }, say('about')),
    make('ul', { class: 'figures' }, Object.keys(COUNTS).map((what) => make('li', { class: what === state.count ? 'on' : '' },
      make('b', {}, String(count(seenNow.kept, what))), ` / ${denominator(what)} ${say(what)}`))),
    hidden !== null && make('p', { class: 'hint' }, say('hub_hidden', nameOf(hidden)), ' ', button(say('hub', nameOf(hidden)), () => go({ hub: true }), { class: 'quiet' })),
    most.length > 0 && [make('h3', {}, say('most')), make('ul', { class: 'list' }, most.map(([number, many]) => make('li', {}, nodeButton(number, many))))],
    sources.length > 0 && [make('h3', {}, say('documents')), sources.map((_, number) => sourceCard(number))],
  ];
}

function sourceCard(number) {
  const source = sources[number];
  return make('div', { class: 'source' },
    button(words(source.title), () => go({ view: 'reading', document: number, claim: null }), { class: 'quiet title' }),
    make('p', { class: 'facts' }, [source.publisher, source.date ?? say('undated')].filter(Boolean).map((text) => words(text, { class: 'bit' }))),
    source.restates && stamp(source));
}

function stamp(source) {
  return make('p', { class: 'stamp' }, words(say('restated', source.restates)));
}

// -- a node -------------------------------------------------------------------------------------------------------

function nodePanel(state, seenNow) {
  const number = state.node;
  const node = nodes[number];
  const mine = state.fold ? seenNow.ties.get(number) ?? [] : seenNow.kept.filter((claim) => claims[claim].s === number || claims[claim].o === number);
  const others = node.names.filter((name) => name !== nameOf(number, false));
  if (node.en && language === 'en') others.unshift(node.label);
  const more = state.view === 'network' && !state.path && !state.depth ? undrawn(stands(number, state)).length : 0;
  return [
    closeButton(),
    make('h2', { class: node.unnamed ? 'unnamed' : '' }, shapeOf(node.family, node.unnamed), words(nameOf(number))),
    node.en && language === 'zh' && make('p', { class: 'second' }, words(node.en)),
    make('p', { class: 'facts' },
      words(node.kinds.map((kind) => spoken(own(content.kinds, kind)) || kind).join(' · '), { class: 'bit' }),
      node.unnamed && make('span', { class: 'bit' }, say('unnamed')),
      typeof node.country === 'number' && node.country !== number && make('span', { class: 'bit' }, nodeButton(node.country)),
      typeof node.country === 'string' && words(node.country, { class: 'bit' }),
      [...node.ids, node.id].map((id) => words(id, { class: 'bit code', title: `${say('identifiers')}: ${id === node.id ? iriOf(node) : id}` }))),
    others.length > 0 && make('p', { class: 'names' }, make('b', {}, say('names')), ' ', others.map((name) => words(name, { class: 'bit' }))),
    make('p', { class: 'count' }, counted(mine)),
    number === hub && hiddenHub(state) === hub && make('p', { class: 'hint' }, say('is_hub'), ' ', button(say('hub', nameOf(hub)), () => go({ hub: true }), { class: 'quiet' })),
    make('div', { class: 'acts' },
      more > 0 && button(say('expand', more), () => expand(stands(number, state)), { class: 'act expand' }),
      make('span', { class: 'group', role: 'group', 'aria-label': say('around') }, make('span', {}, say('around')),
        [1, 2, 3].map((depth) => button(String(depth), () => go({ view: 'network', depth: state.depth === depth ? 0 : depth }), { class: 'act', 'aria-pressed': String(state.depth === depth), title: say('depth', depth), data: { depth } }))),
      state.depth > 0 && button(say('whole'), () => go({ depth: 0 }), { class: 'act' }),
      pathBox(number)),
    grouped(mine, number),
  ];
}

function pathBox(from) {
  const list = make('ul', { class: 'found inline', hidden: true });
  const field = make('input', { type: 'search', class: 'to', placeholder: say('path_to'), 'aria-label': say('path_to'), autocomplete: 'off' });
  field.addEventListener('input', () => {
    const hits = found(field.value).filter((number) => number !== from).slice(0, 6);
    list.replaceChildren(...hits.map((number) => make('li', {}, button([shapeOf(nodes[number].family), words(nameOf(number))],
      () => go({ view: 'network', path: [from, number], edge: null, cell: null, depth: 0 }), { class: 'node' }))));
    list.hidden = !hits.length;
  });
  field.addEventListener('keydown', (event) => { if (event.key === 'Enter') list.querySelector('button')?.click(); });
  return make('div', { class: 'path' }, field, list);
}

/** Claims under their relation, read from this end of it. */
function grouped(mine, number) {
  const groups = new Map();
  for (const claim of mine) {
    const { r, o, s } = claims[claim];
    const towards = relations.get(r).arrow && o === number && s !== number;
    const key = `${r}|${towards}`;
    if (!groups.has(key)) groups.set(key, { r, towards, held: [] });
    groups.get(key).held.push(claim);
  }
  const order = [...relations.keys()];
  return [...groups.values()].sort((a, b) => order.indexOf(a.r) - order.indexOf(b.r) || a.towards - b.towards).map(({ r, towards, held }, index) =>
    make('details', { class: 'relation', open: index < 2 || held.length < 4, style: { '--colour': relations.get(r).colour } },
      make('summary', {}, `${towards ? '← ' : relations.get(r).arrow ? '→ ' : ''}${valueName('relation', r)}`, make('span', { class: 'number' }, counted(held))),
      claimList(held)));
}

/** Cards, the first ones at once and the rest when asked for. */
function claimList(held, from = 0) {
  const rest = held.length - from - FIRST;
  const cards = held.slice(from, from + FIRST).map((number) => claimCard(number));
  if (rest <= 0) return cards;
  const more = button(say('more', rest), () => more.replaceWith(...[claimList(held, from + FIRST)].flat(3)), { class: 'act more' });
  return [...cards, more];
}

// -- a line, a cell, a path ---------------------------------------------------------------------------------------

function edgePanel(state, seenNow) {
  const [one, other] = state.edge;
  const mine = seenNow.kept.filter((number) => {
    const ends = [stands(claims[number].s, state), stands(claims[number].o, state)];
    return ends.includes(stands(one, state)) && ends.includes(stands(other, state)) && (one === other || ends[0] !== ends[1]);
  });
  return [closeButton(), make('h2', { class: 'ends' }, nodeButton(one), make('span', { class: 'dash' }, '—'), nodeButton(other)),
    make('p', { class: 'count' }, counted(mine)), grouped(mine, one)];
}

function cellPanel(state, seenNow) {
  const [row, column] = state.cell;
  const cell = cellOf(state, seenNow, row, column);
  return [closeButton(), make('h2', {}, words(say('cell', cell.row, cell.column))), make('p', { class: 'count' }, counted(cell.claims)), claimList(cell.claims)];
}

function pathPanel(state) {
  const [from, to] = state.path;
  const path = drawn.path;
  const steps = [];
  for (let at = 1; at < (path?.length ?? 0); at += 1) {
    const ends = [path[at - 1], path[at]];
    const edges = drawn.seen.edges.filter(({ one, other }) => ends.includes(one) && ends.includes(other));
    const held = edges.flatMap((edge) => edge.claims);
    steps.push(make('details', { class: 'relation', open: at < 3, style: { '--colour': relations.get(edges[0].r).colour } },
      make('summary', {}, words(nameOf(ends[0])), ' — ', words(nameOf(ends[1])), make('span', { class: 'number' }, counted(held))), claimList(held)));
  }
  return [closeButton(), make('h2', {}, say('path')),
    make('p', { class: 'ends' }, (path ?? [from, to]).flatMap((number, at) => [at > 0 && make('span', { class: 'dash' }, '—'), nodeButton(number)])),
    path ? make('p', { class: 'count' }, say('steps', path.length - 1)) : make('p', { class: 'hint' }, say('no_path')), steps];
}

// -- a claim ------------------------------------------------------------------------------------------------------

function claimCard(number, { brief = false } = {}) {
  const claim = claims[number];
  const source = sources[claim.d];
  const relation = relations.get(claim.r);
  return make('article', { class: `claim${claim.status === 'planned' ? ' planned' : ''}`, data: { claim: number }, style: { '--colour': relation.colour } },
    make('p', { class: 'says' }, nodeButton(claim.s), make('span', { class: 'verb' }, spoken(relation), relation.arrow ? ' →' : ''), nodeButton(claim.o),
      claim.status && claim.status !== 'done' && make('span', { class: `tag ${claim.status}` }, say(claim.status))),
    quotation(claim),
    source?.restates && stamp(source),
    details(claim, source),
    make('p', { class: 'acts' },
      !brief && claim.d !== undefined && button(say('read'), () => go({ view: 'reading', document: claim.d, claim: number }), { class: 'act' }),
      button(say('copy'), () => copy(citation(number)), { class: 'act copy' })));
}

function quotation(claim) {
  const parts = sentences(claim);
  if (!parts.length) return null;
  const inside = parts.map(({ text, start }) => marked(text, start, claim.marks ?? []));
  return make('blockquote', {}, inside.flatMap((part, at) => (at ? [' … ', part] : [part])), outside(claim, parts));
}

/** A sentence with the words that carry the claim. Offsets count code points; of marks in each other the inner one is seen. */
function marked(text, start, marks) {
  if (start === null) return [words(text)];
  const all = Array.from(text);
  const cuts = marks.map(([from, to, what]) => ({ from: Math.max(0, from - start), to: Math.min(all.length, to - start), what })).filter(({ from, to }) => from < to);
  const bounds = [...new Set([0, all.length, ...cuts.flatMap(({ from, to }) => [from, to])])].sort((a, b) => a - b);
  return bounds.slice(1).map((to, at) => {
    const from = bounds[at];
    const { what } = cuts.filter((cut) => cut.from <= from && cut.to >= to).sort(inner)[0] ?? {};
    const piece = words(all.slice(from, to).join(''));
    return what ? make('mark', { class: what, title: say(`mark_${what}`) }, piece) : piece;
  });
}

const RANK = ['subject', 'object', 'cue'];
const inner = (one, other) => (one.to - one.from) - (other.to - other.from) || RANK.indexOf(one.what) - RANK.indexOf(other.what);

/** Marked words that stand in another sentence: a subject carried on, the lead of a list. */
function outside(claim, parts) {
  if (claim.text || letters[claim.d] === undefined) return null;
  const reach_ = parts.map(({ text, start }) => [start, start + Array.from(text).length]);
  const far = (claim.marks ?? []).filter(([from, to]) => !reach_.some(([a, b]) => from >= a && to <= b));
  if (!far.length) return null;
  return make('p', { class: 'elsewhere' }, say('elsewhere'), far.map(([from, to, what]) =>
    make('mark', { class: what, title: say(`mark_${what}`) }, words(slice(claim.d, from, to)))));
}

function details(claim, source) {
  const row = (name, value) => value && [make('dt', {}, say(name)), make('dd', {}, value instanceof Node ? value : words(value))];
  const held = items[claim.item];
  const until = claim.date_end ? `${claim.date} – ${claim.date_end}` : claim.date;
  return make('dl', {},
    source && row('document', make('span', {}, words(source.title), source.date && [' · ', words(source.date)])),
    row('item', held && itemName(held)),
    row('date', until), row('amount', claim.amount),
    row('instrument', claim.instrument && `${claim.instrument}${claim.kind ? ` · ${spoken(own(content.acts, claim.kind)) || claim.kind}` : ''}`),
    row('office', claim.office), row('with', claim.unnamed_parties), row('rule', claim.rule),
    source?.address && row('source', link(source.address)));
}

function itemName(item) {
  return [item.number, item.heading].filter(Boolean).join(' · ');
}

/** What one pastes under a sentence: the words, where they stand, and what they are not. */
function citation(number) {
  const claim = claims[number];
  const source = sources[claim.d] ?? {};
  const where = [source.title, items[claim.item]?.number, source.publisher, source.date].filter(Boolean).join('，');
  return [say('quote', sentences(claim).map(({ text }) => text).join(' … ')), where && `—— ${where}`,
    source.restates && `（${say('restated', source.restates)}）`, source.address,
    `${nameOf(claim.s)} · ${spoken(relations.get(claim.r))} · ${nameOf(claim.o)}${claim.status === 'planned' ? `（${say('planned')}）` : ''}`,
    claim.id && say('cite_claim', iriOf(claim))].filter(Boolean).join('\n');
}

const iriOf = (record) => (/^[a-z][a-z0-9+.-]*:/i.test(record.id) ? record.id : `${content.base ?? ''}${record.id}`);
