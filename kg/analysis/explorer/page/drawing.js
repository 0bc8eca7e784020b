// The network view: what vis-network draws, and where. Positions of the first view come with the page.

const paper = { text: '#1d1b18', faint: '#77716a', back: '#fbfaf7', accent: '#b3392f' };
const positions = new Map();
const drawn = { network: null, nodes: null, edges: null, mode: '', shown: new Set(), seen: null, chosen: null };
const MOST_IN_FOCUS = 250;
const MOST_AT_ONCE = 60;

nodes.forEach((node, number) => { if (node.x !== undefined) positions.set(number, { x: node.x, y: node.y }); });

/** The hub, while it is hidden. Folding needs it: half of everything folds into it. */
function hiddenHub(state) {
  return state.hub || state.fold ? null : hub;
}

function startDrawing() {
  drawn.nodes = new vis.DataSet();
  drawn.edges = new vis.DataSet();
  drawn.network = new vis.Network(byId('canvas'), { nodes: drawn.nodes, edges: drawn.edges }, {
    physics: { enabled: false, solver: 'forceAtlas2Based', stabilization: false },
    layout: { improvedLayout: false },
    interaction: { hover: true, hideEdgesOnDrag: false, hideEdgesOnZoom: false, multiselect: false, selectConnectedEdges: false, zoomSpeed: 0.6 },
    nodes: { borderWidthSelected: 3, chosen: false },
    edges: { smooth: false, chosen: false, hoverWidth: 0, selectionWidth: 0, arrows: { to: { scaleFactor: 0.45 } } },
  });
  drawn.network.on('click', clicked);
  drawn.network.on('doubleClick', ({ nodes: [number] }) => { if (number !== undefined) expand(number); });
  drawn.network.on('dragEnd', ({ nodes: moved }) => moved.forEach((number) => positions.set(number, drawn.network.getPositions([number])[number])));
  drawn.network.on('hoverNode', ({ node }) => { drawn.over = node; byId('canvas').classList.add('pointing'); drawn.network.redraw(); });
  drawn.network.on('blurNode', () => { drawn.over = null; byId('canvas').classList.remove('pointing'); drawn.network.redraw(); });
  drawn.network.on('beforeDrawing', drawRings);
  drawn.network.on('afterDrawing', drawLabels);
}

function clicked({ nodes: [number], edges: [edge] }) {
  if (number !== undefined) go({ node: number, edge: null, cell: null, path: null });
  else if (edge !== undefined) {
    const [one, other] = String(edge).split('|').map(Number);
    go({ edge: [one, other], node: null, cell: null });
  } else go({ node: null, edge: null, cell: null });
}

// -- which nodes --------------------------------------------------------------------------------------------------

function chooseNodes(state, seenNow) {
  const hidden = hiddenHub(state);
  if (state.path) {
    const path = shortest(seenNow.edges, stands(state.path[0], state), stands(state.path[1], state), hidden);
    return { mode: `path ${state.path}`, chosen: new Set(path ?? state.path), path };
  }
  if (state.depth && state.node !== null) {
    const from = stands(state.node, state);
    const steps = reach(seenNow.edges, from, state.depth, hidden);
    const weight = (number) => seenNow.ties.get(number)?.length ?? 0;
    const near = [...steps.keys()].sort((a, b) => steps.get(a) - steps.get(b) || weight(b) - weight(a) || a - b);
    return { mode: `around ${from} ${state.depth}`, chosen: new Set(near.slice(0, MOST_IN_FOCUS)), steps };
  }
  const chosen = new Set();
  for (const number of seenNow.ties.keys()) {
    if (number !== hidden && (nodes[number].x !== undefined || state.open.has(number))) chosen.add(number);
  }
  if (state.node !== null && seenNow.ties.has(stands(state.node, state)) && state.node !== hidden) chosen.add(stands(state.node, state));
  return { mode: state.fold ? 'folded' : 'whole', chosen };
}

/** How many neighbours of each drawn node are not drawn. */
function unseen(edges, chosen, hidden) {
  const found_ = new Map();
  for (const { one, other } of edges) {
    for (const [end, far] of [[one, other], [other, one]]) {
      if (!chosen.has(end) || chosen.has(far) || far === hidden) continue;
      if (!found_.has(end)) found_.set(end, new Set());
      found_.get(end).add(far);
    }
  }
  return found_;
}

/** Neighbours that are not drawn yet, the weightiest first. */
function undrawn(number) {
  const weight = new Map();
  for (const { one, other, claims: held } of drawn.seen?.edges ?? []) {
    const end = one === number ? other : other === number ? one : null;
    if (end !== null && !drawn.shown.has(end) && end !== hiddenHub(now)) weight.set(end, (weight.get(end) ?? 0) + held.length);
  }
  return [...weight.keys()].sort((a, b) => weight.get(b) - weight.get(a) || a - b);
}

function expand(number) {
  const found = undrawn(number).slice(0, MOST_AT_ONCE);
  if (!found.length) return;
  const home = positions.get(number) ?? { x: 0, y: 0 };
  around(found.filter((other) => !positions.has(other)), home);
  go({ open: new Set([...now.open, number, ...found]), node: number });
}

/** Places on rings around a point, at the side that looks away from the middle first. */
function around(numbers, home) {
  const first = Math.atan2(home.y, home.x);
  numbers.forEach((number, index) => {
    const ring = Math.floor(index / 12) + 1;
    const angle = first + ((index % 12) + (ring % 2) / 2) * (Math.PI / 6) * (index % 2 ? 1 : -1);
    positions.set(number, { x: Math.round(home.x + ring * 130 * Math.cos(angle)), y: Math.round(home.y + ring * 90 * Math.sin(angle)) });
  });
}

// -- where --------------------------------------------------------------------------------------------------------

/** Positions of a mode; the whole network keeps those that came with the page or were dragged. */
function places(choice, state, seenNow) {
  const order = [...choice.chosen];
  if (choice.path) return new Map(choice.path.map((number, step) => [number, { x: step * 260, y: (step % 2) * 60 }]));
  if (choice.steps) return rings(order, choice.steps, seenNow.edges);
  if (choice.mode === 'folded') {
    const weight = (number) => seenNow.ties.get(number)?.length ?? 0;
    order.sort((a, b) => (b === hub) - (a === hub) || weight(b) - weight(a) || a - b);
    return new Map(order.map((number, step) => {
      const angle = step * 2.399963;
      return [number, { x: Math.round(74 * Math.sqrt(step + 0.4) * Math.cos(angle)), y: Math.round(56 * Math.sqrt(step + 0.4) * Math.sin(angle)) }];
    }));
  }
  const homeless = order.filter((number) => !positions.has(number));
  for (const number of homeless) {
    const beside = seenNow.edges.find(({ one, other }) => (one === number && positions.has(other)) || (other === number && positions.has(one)));
    around([number], positions.get(beside ? (beside.one === number ? beside.other : beside.one) : null) ?? { x: 0, y: 0 });
  }
  return positions;
}

/** The middle, its neighbours around it, theirs behind them. */
function rings(order, steps, edges) {
  const next = neighbours(edges);
  const found = new Map();
  const angles = new Map();
  const most = Math.max(...order.map((number) => steps.get(number)));
  let radius = 0;
  for (let step = 0; step <= most; step += 1) {
    const ring = order.filter((number) => steps.get(number) === step);
    const inner = (number) => {
      const before = [...(next.get(number) ?? [])].filter((other) => steps.get(other) === step - 1 && angles.has(other));
      return before.length ? angles.get(before[0]) : 0;
    };
    ring.sort((a, b) => inner(a) - inner(b) || nodes[a].family.localeCompare(nodes[b].family) || a - b);
    radius = step ? Math.max(radius + 170, (ring.length * 62) / (2 * Math.PI)) : 0;
    ring.forEach((number, index) => {
      const angle = (2 * Math.PI * (index + 0.5 * (step % 2))) / ring.length - Math.PI / 2;
      angles.set(number, angle);
      found.set(number, { x: Math.round(1.35 * radius * Math.cos(angle)), y: Math.round(radius * Math.sin(angle)) });
    });
  }
  return found;
}

// -- how ----------------------------------------------------------------------------------------------------------

function sizeOf(number, seenNow, state) {
  return Math.min(40, 6 + 4.2 * Math.sqrt(count(seenNow.ties.get(number) ?? [], state.count)));
}

function nodeLook(number, place, seenNow, state, lit) {
  const node = nodes[number];
  const family = families.get(node.family);
  const dim = lit && !lit.has(number);
  const strong = isHome(number);
  const border = node.unnamed ? family.colour : strong ? paper.text : paper.back;
  const background = node.unnamed ? paper.back : family.colour;
  return {
    id: number, x: place.x, y: place.y, shape: family.shape, size: sizeOf(number, seenNow, state),
    color: { background, border, highlight: { background, border: paper.accent }, hover: { background, border: paper.accent } },
    borderWidth: strong || node.unnamed ? 2 : 1, shapeProperties: { borderDashes: node.unnamed ? [4, 3] : false },
    opacity: dim ? 0.18 : 1,
  };
}

function edgeLook(edge, index, many, state, lit) {
  const relation = relations.get(edge.r);
  const planned = edge.claims.every((number) => claims[number].status === 'planned');
  const dim = lit && !(lit.has(edge.one) && lit.has(edge.other) && (edge.one === lit.middle || edge.other === lit.middle || lit.middle === null));
  return {
    id: edge.key, from: edge.one, to: edge.other, dashes: planned ? [7, 6] : false,
    width: Math.min(9, 1 + Math.sqrt(Math.max(0, count(edge.claims, state.count)))),
    color: { color: relation.colour, opacity: dim ? 0.07 : many ? 0.8 : 0.7, inherit: false },
    arrows: { to: { enabled: Boolean(relation.arrow) } },
    smooth: index ? { enabled: true, type: index % 2 ? 'curvedCW' : 'curvedCCW', roundness: 0.12 * Math.ceil(index / 2) } : false,
  };
}

/** What is lit while something is chosen: it and what it touches. */
function litOf(state, seenNow) {
  if (state.path || state.depth) return null;
  if (state.edge) return Object.assign(new Set(state.edge.map((end) => stands(end, state))), { middle: null });
  if (state.node === null) return null;
  const middle = stands(state.node, state);
  return Object.assign(new Set([middle, ...(neighbours(seenNow.edges).get(middle) ?? [])]), { middle });
}

function draw(state, seenNow) {
  if (!drawn.network) startDrawing();
  const choice = chooseNodes(state, seenNow);
  Object.assign(drawn, { seen: seenNow, shown: choice.chosen, path: choice.path, more: unseen(seenNow.edges, choice.chosen, hiddenHub(state)) });
  const place = places(choice, state, seenNow);
  const lit = litOf(state, seenNow);
  drawn.lit = lit;
  const wanted = [...choice.chosen].sort((a, b) => a - b).map((number) => nodeLook(number, place.get(number), seenNow, state, lit));
  const parallel = new Map();
  const seenEdges = [];
  for (const edge of seenNow.edges) {
    if (!choice.chosen.has(edge.one) || !choice.chosen.has(edge.other)) continue;
    const pair = pairOf(edge.one, edge.other);
    parallel.set(pair, (parallel.get(pair) ?? -1) + 1);
    seenEdges.push(edgeLook(edge, parallel.get(pair), seenNow.edges.length < 200, state, lit));
  }
  exchange(drawn.nodes, wanted);
  exchange(drawn.edges, seenEdges);
  drawn.network.setOptions({ physics: { enabled: state.physics } });
  drawn.network.selectNodes(state.node !== null && choice.chosen.has(stands(state.node, state)) ? [stands(state.node, state)] : []);
  if (choice.mode !== drawn.mode) { drawn.mode = choice.mode; fit(false); }
  byId('empty').hidden = wanted.length > 0;
  byId('empty').textContent = claims.length ? say('empty_filters') : say('empty');
}

/** A data set made equal to what is wanted, with as few changes as there are. */
function exchange(set, wanted) {
  const ids = new Set(wanted.map((each) => each.id));
  const gone = set.getIds().filter((id) => !ids.has(id));
  if (gone.length) set.remove(gone);
  set.update(wanted);
}

/** All of it; on a small screen at first the middle of it, at a size that can be read. */
function fit(whole = true) {
  drawn.network?.fit({ animation: false, maxZoomLevel: 1.4 });
  if (!whole && drawn.network.getScale() < 0.3) drawn.network.moveTo({ scale: 0.32 });
}

/** The node comes into the middle, as near as its neighbours allow. */
function show(number) {
  if (!drawn.network || !drawn.shown.has(number) || now.path || now.depth) return;
  const near = [number, ...(drawn.lit ?? [])].filter((each) => drawn.shown.has(each));
  const at = drawn.network.getPositions(near);
  const far = (axis) => Math.max(60, ...near.map((each) => Math.abs(at[each][axis] - at[number][axis])));
  const box = byId('canvas');
  const scale = Math.min(box.clientWidth / 2.4 / far('x'), box.clientHeight / 2.4 / far('y'));
  drawn.network.moveTo({ position: at[number], scale: Math.max(0.55, Math.min(1.3, scale)), animation: still() ? false : { duration: 350 } });
}

const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
