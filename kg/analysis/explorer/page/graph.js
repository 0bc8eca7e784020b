// The content of the page and everything that is counted, filtered and walked in it. Nothing here touches the page.

const content = JSON.parse(document.getElementById('content').textContent);
const nodes = content.nodes ?? [];
const claims = content.claims ?? [];
const sources = content.documents ?? [];
const items = content.items ?? [];
const hub = content.hub ?? null;
const families = new Map((content.families ?? []).map((family) => [family.key, family]));
const relations = new Map((content.relations ?? []).map((relation) => [relation.key, relation]));
const nodeAt = new Map(nodes.map((node, number) => [node.id, number]));
const documentAt = new Map(sources.map((source, number) => [source.id, number]));
const bodies = new Set(['government', 'finance', 'company', 'civil', 'other']);

// What says nothing was left out of the content; here it becomes empty again.
for (const node of nodes) for (const name of ['names', 'kinds', 'ids', 'typed']) node[name] ??= [];
for (const claim of claims) {
  for (const name of ['r', 'status']) claim[name] ??= '';
  if (!relations.has(claim.r)) relations.set(claim.r, { key: claim.r, zh: claim.r, en: claim.r, colour: '#8a8a8a', arrow: false });
}

const claimsOf = nodes.map(() => []);
claims.forEach((claim, number) => {
  claimsOf[claim.s].push(number);
  if (claim.o !== claim.s) claimsOf[claim.o].push(number);
});

/** Nodes that a claim speaks of; the others are countries that only their bodies are named of. */
const named = claimsOf.filter((held) => held.length).length;

const isHome = (number) => hub !== null && (number === hub || nodes[number].country === hub);

function nameOf(number, noted = true) {
  const node = nodes[number];
  const name = language === 'en' && node.en ? node.en : node.label;
  return noted && node.note ? `${name}（${node.note}）` : name;
}

// -- texts: offsets count code points, strings of the page count halves of some ------------------------------------

const letters = sources.map(({ text }) => (text && /[\ud800-\udfff]/.test(text) ? Array.from(text) : text));

function slice(document_, start, end) {
  const held = letters[document_];
  return typeof held === 'string' ? held.slice(start, end) : (held ?? []).slice(start, end).join('');
}

/** The sentences of a claim with where they begin. */
function sentences(claim) {
  if (claim.text) return claim.text.map((text, number) => ({ text, start: claim.at?.[number]?.[0] ?? null }));
  return (claim.at ?? []).map(([start, end]) => ({ text: slice(claim.d, start, end), start }));
}

// -- filters ------------------------------------------------------------------------------------------------------

const sectorOf = (claim) => items[claim.item]?.sector ?? claim.sector ?? '';
const yearOf = (claim) => (claim.date ?? sources[claim.d]?.date ?? '').slice(0, 4);
const READS = {
  document: (claim) => [sources[claim.d]?.id ?? ''],
  year: (claim) => [yearOf(claim)],
  relation: (claim) => [claim.r],
  status: (claim) => [claim.status],
  family: (claim) => [nodes[claim.s].family, nodes[claim.o].family],
  sector: (claim) => [sectorOf(claim)],
};
const FILTERS = Object.keys(READS);

/** Every value of each filter with the claims that have it. */
const values = Object.fromEntries(FILTERS.map((filter) => {
  const found = new Map();
  claims.forEach((claim, number) => {
    for (const value of new Set(READS[filter](claim))) {
      if (found.has(value)) found.get(value).push(number);
      else found.set(value, [number]);
    }
  });
  return [filter, inOrder(filter, found)];
}));

function inOrder(filter, found) {
  const given = { document: sources.map((source) => source.id), relation: [...relations.keys()], family: [...families.keys()], status: ['done', 'ongoing', 'planned'] }[filter];
  const rank = (value) => (given ? (given.indexOf(value) + 1 || 999) : 0);
  return new Map([...found].sort(([one, a], [other, b]) => rank(one) - rank(other)
    || (filter === 'year' ? one.localeCompare(other) : b.length - a.length) || one.localeCompare(other)));
}

// -- counting -----------------------------------------------------------------------------------------------------

const pairOf = (one, other) => (one < other ? `${one}|${other}` : `${other}|${one}`);
const COUNTS = {
  claims: (claim, number) => claim.id || number,
  items: (claim) => (claim.item === undefined ? `${claim.d}@${claim.at?.[0] ?? ''}` : claim.item),
  instruments: (claim) => (claim.instrument ? claim.act ?? `${claim.d}|${claim.instrument}` : null),
  pairs: (claim) => pairOf(claim.s, claim.o),
};

function count(numbers, what) {
  const found = new Set();
  for (const number of numbers) {
    const key = COUNTS[what](claims[number], number);
    if (key !== null) found.add(key);
  }
  return found.size;
}

const everything = claims.map((_, number) => number);
const denominators = {};
/** All there is of what is counted; of items also those without a claim. */
function denominator(what) {
  denominators[what] ??= what === 'items'
    ? Math.max(items.filter((item) => item.kind === 'item' || item.kind === 'paragraph').length, count(everything, 'items'))
    : count(everything, what);
  return denominators[what];
}

// -- what is to be seen -------------------------------------------------------------------------------------------

/** The claims that pass, what each filter removes, and the lines to draw. */
function look(state) {
  const removed = Object.fromEntries(FILTERS.map((filter) => [filter, 0]));
  let kept = [];
  claims.forEach((claim, number) => {
    let passes = true;
    for (const filter of FILTERS) {
      const off = state.off[filter];
      if (off.size && READS[filter](claim).some((value) => off.has(value))) {
        removed[filter] += 1;
        passes = false;
      }
    }
    if (passes) kept.push(number);
  });
  removed.least = 0;
  if (state.least > 1) {
    const pairs = new Map();
    for (const number of kept) {
      const pair = pairOf(claims[number].s, claims[number].o);
      pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
    }
    const before = kept.length;
    kept = kept.filter((number) => pairs.get(pairOf(claims[number].s, claims[number].o)) >= state.least);
    removed.least = before - kept.length;
  }
  return { kept, removed, ...lines(kept, state) };
}

/** Where a node stands: with bodies folded, at its country. */
function stands(number, state) {
  const { country, family } = nodes[number];
  return state.fold && typeof country === 'number' && bodies.has(family) ? country : number;
}

function lines(kept, state) {
  const edges = new Map();
  const ties = new Map();
  let inside = 0;
  let atHub = 0;
  const tie = (end, number) => { if (ties.has(end)) ties.get(end).push(number); else ties.set(end, [number]); };
  for (const number of kept) {
    const claim = claims[number];
    let [one, other] = [stands(claim.s, state), stands(claim.o, state)];
    tie(one, number);
    if (one === other) { inside += claim.s === claim.o ? 0 : 1; continue; }
    tie(other, number);
    if (one === hub || other === hub) atHub += 1;
    if (!relations.get(claim.r).arrow && other < one) [one, other] = [other, one];
    const key = `${one}|${other}|${claim.r}`;
    if (edges.has(key)) edges.get(key).claims.push(number);
    else edges.set(key, { key, one, other, r: claim.r, claims: [number] });
  }
  return { edges: [...edges.values()], ties, inside, atHub };
}

function neighbours(edges) {
  const found = new Map();
  const add = (one, other) => { if (!found.has(one)) found.set(one, new Set()); found.get(one).add(other); };
  for (const { one, other } of edges) { add(one, other); add(other, one); }
  return found;
}

/** Steps from a node, up to a depth. The hidden hub is no way through. */
function reach(edges, from, depth, hidden) {
  const next = neighbours(edges);
  const steps = new Map([[from, 0]]);
  let edge = [from];
  for (let step = 1; step <= depth; step += 1) {
    const found = [];
    for (const one of edge) {
      if (one === hidden && one !== from) continue;
      for (const other of next.get(one) ?? []) {
        if (!steps.has(other) && other !== hidden) { steps.set(other, step); found.push(other); }
      }
    }
    edge = found;
  }
  return steps;
}

function shortest(edges, from, to, hidden) {
  const next = neighbours(edges);
  const before = new Map([[from, null]]);
  const queue = [from];
  for (let at = 0; at < queue.length && !before.has(to); at += 1) {
    for (const other of [...(next.get(queue[at]) ?? [])].sort((a, b) => a - b)) {
      if (before.has(other) || (other === hidden && other !== to)) continue;
      before.set(other, queue[at]);
      queue.push(other);
    }
  }
  if (!before.has(to)) return null;
  const path = [];
  for (let at = to; at !== null; at = before.get(at)) path.unshift(at);
  return path;
}
