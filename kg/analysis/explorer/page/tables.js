// The matrix and the timeline: the same claims as counts. Every number opens the sentences it counts.

const ROWS = 60;
const COLUMNS = 40;

/** What the rows and columns of each matrix are: a claim may stand in several cells. */
const AXES = {
  bodies: (claim) => ends(claim).flatMap(([one, other]) => {
    const partner = countryOf(other);
    return bodyLike(one) && (hub === null || isHome(one)) && partner !== null && (hub === null || partner !== hub) ? [[`n${one}`, `n${partner}`]] : [];
  }),
  sectors: (claim) => ends(claim).flatMap(([, other]) => {
    const partner = countryOf(other);
    return partner !== null && partner !== hub ? [[`s${sectorOf(claim)}`, `n${partner}`]] : [];
  }),
  forums: (claim) => [claim.s, claim.o].filter((end) => nodes[end].family === 'event').map((end) => [`n${end}`, `s${sectorOf(claim)}`]),
};

const ends = (claim) => [[claim.s, claim.o], [claim.o, claim.s]];
const bodyLike = (number) => bodies.has(nodes[number].family) || nodes[number].family === 'country';

function countryOf(number) {
  if (nodes[number].family === 'country' && typeof nodes[number].country !== 'number') return number;
  return typeof nodes[number].country === 'number' ? nodes[number].country : null;
}

const axisName = (key) => (key.startsWith('n') ? nameOf(Number(key.slice(1))) : key.slice(1) || say('none'));

function cells(state, seenNow) {
  const found = new Map();
  for (const number of seenNow.kept) {
    for (const [row, column] of new Map(AXES[state.matrix](claims[number]).map((cell) => [cell.join('~'), cell])).values()) {
      if (!found.has(row)) found.set(row, new Map());
      if (!found.get(row).has(column)) found.get(row).set(column, []);
      found.get(row).get(column).push(number);
    }
  }
  return found;
}

function cellOf(state, seenNow, row, column) {
  if (row.startsWith('d')) {
    const number = documentAt.get(row.slice(1));
    const mine = seenNow.kept.filter((claim) => claims[claim].d === number && (column === '' || claims[claim].r === column));
    return { row: sources[number]?.title ?? '', column: relations.has(column) ? spoken(relations.get(column)) : say('all'), claims: mine };
  }
  const found = cells(state, seenNow);
  const ownRow = found.get(row);
  const mine = column === '' ? [...new Set([...(ownRow?.values() ?? [])].flat())] : ownRow?.get(column) ?? [];
  const known = (key) => (/^n\d+$/.test(key) && nodes[Number(key.slice(1))] ? axisName(key) : key.startsWith('s') ? axisName(key) : say('all'));
  return { row: known(row), column: known(column), claims: mine };
}

function matrixView(state, seenNow) {
  const found = cells(state, seenNow);
  const weigh = (lists) => count([...new Set(lists.flat())], state.count);
  const rows = [...found.keys()].map((key) => [key, weigh([...found.get(key).values()])]).sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
  const byColumn = new Map();
  for (const row of found.values()) for (const [column, held] of row) byColumn.set(column, [...(byColumn.get(column) ?? []), held]);
  const columns = [...byColumn.keys()].map((key) => [key, weigh(byColumn.get(key))]).sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
  const choose = MATRICES.map((name) => button(matrixName(name), () => go({ matrix: name, cell: null }), { class: 'act', 'aria-pressed': String(name === state.matrix), data: { matrix: name } }));
  const most = Math.max(1, ...[...found.values()].flatMap((row) => [...row.values()].map((held) => count(held, state.count))));
  fill(byId('matrix'), state.matrix,
    make('header', { class: 'reading-head' }, make('div', { class: 'acts' }, choose),
      make('p', { class: 'hint' }, `${say('count')}: ${say(state.count)} · ${counted([...new Set([...found.values()].flatMap((row) => [...row.values()].flat()))])}`,
        rows.length > ROWS && ` · ${say('top', ROWS, rows.length)}`)),
    rows.length ? make('div', { class: 'grid-frame', tabindex: '0' }, grid(state, found, rows.slice(0, ROWS), columns.slice(0, COLUMNS), most)) : make('p', { class: 'empty' }, say('matrix_empty')));
}

function matrixName(name) {
  if (name === 'bodies') return hub === null ? say('matrix_bodies_plain') : say('matrix_bodies', nameOf(hub));
  return say(`matrix_${name}`);
}

function grid(state, found, rows, columns, most) {
  const head = make('tr', {}, make('td', { class: 'corner' }),
    make('th', { scope: 'col', class: 'sum' }, make('span', {}, say('total'))),
    columns.map(([key]) => make('th', { scope: 'col' }, make('span', {}, words(axisName(key))))));
  const body = rows.map(([row, sum]) => make('tr', {},
    make('th', { scope: 'row' }, words(axisName(row))),
    make('td', { class: 'sum' }, cellButton(state, row, '', sum, 0)),
    columns.map(([column]) => {
      const held = found.get(row).get(column);
      return make('td', {}, held && cellButton(state, row, column, count(held, state.count), most));
    })));
  return make('table', { class: 'grid' }, make('thead', {}, head), make('tbody', {}, body));
}

function cellButton(state, row, column, many, most) {
  const on = state.cell?.[0] === row && state.cell?.[1] === column;
  const share = most ? 0.1 + (0.9 * many) / Math.max(5, most) : 0;
  return button(String(many), () => go({ cell: [row, column], node: null, edge: null }), {
    class: `cell${on ? ' on' : ''}${share > 0.55 ? ' full' : ''}`, style: { '--share': `${Math.round(share * 100)}%` },
    'aria-label': `${say('cell', axisName(row), column ? axisName(column) : say('all'))}: ${many} ${say(state.count)}`,
  });
}

// -- timeline -----------------------------------------------------------------------------------------------------

function timelineView(state, seenNow) {
  const mine = sources.map(() => new Map());
  for (const number of seenNow.kept) {
    const { d, r } = claims[number];
    if (d === undefined) continue;
    if (!mine[d].has(r)) mine[d].set(r, []);
    mine[d].get(r).push(number);
  }
  const sums = mine.map((held) => [...held.values()].reduce((sum, list) => sum + count(list, state.count), 0));
  const most = Math.max(1, ...sums);
  const used = [...relations.keys()].filter((r) => mine.some((held) => held.has(r)));
  fill(byId('timeline'), 'timeline',
    make('header', { class: 'reading-head' }, make('p', { class: 'hint' }, say('timeline_hint')),
      make('p', { class: 'facts' }, used.map((r) => make('span', { class: 'bit key', style: { '--colour': relations.get(r).colour } }, spoken(relations.get(r)))))),
    make('ol', { class: 'years' }, sources.map((source, number) => make('li', { class: sums[number] ? '' : 'without' },
      words(source.date ?? say('undated'), { class: 'date' }),
      make('div', {},
        button(words(source.title), () => go({ view: 'reading', document: number, claim: null }), { class: 'quiet title' }),
        make('div', { class: 'bar', style: { '--share': `${(100 * sums[number]) / most}%` } }, used.filter((r) => mine[number].has(r)).map((r) => block(state, source, r, mine[number].get(r)))),
        make('p', { class: 'facts' }, button(counted([...mine[number].values()].flat()), () => go({ cell: [`d${source.id}`, ''], node: null, edge: null }), { class: 'quiet' })))))));
}

function block(state, source, r, held) {
  const many = count(held, state.count);
  const words_ = `${spoken(relations.get(r))}: ${many} ${say(state.count)}`;
  return many > 0 && button(many > 2 ? String(many) : '', () => go({ cell: [`d${source.id}`, r], node: null, edge: null }), {
    class: 'block', title: words_, 'aria-label': words_, style: { '--colour': relations.get(r).colour, 'flex-grow': String(many) },
  });
}
