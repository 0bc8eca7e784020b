// One state, one way to change it: go(changes). Everything that is seen follows from it.

let now = fresh();

function go(changes) {
  now = { ...now, ...changes };
  render();
  remember(now);
}

const pageTitle = () => content.title || (sources.length === 1 ? sources[0].title : 'silkgraph');

function render() {
  language = now.lang;
  dress();
  const seenNow = look(now);
  for (const view of VIEWS) byId(view).hidden = view !== now.view;
  drawn.order = null;
  drawn.hubTies = hub === null ? null : tiesOfHub(seenNow);
  if (now.view === 'network') draw(now, seenNow);
  drawn.seen = seenNow;
  if (now.view === 'reading') readingView(now, seenNow);
  if (now.view === 'matrix') matrixView(now, seenNow);
  if (now.view === 'timeline') timelineView(now, seenNow);
  sidebar(now, seenNow);
  switches(now);
  panel(now, seenNow);
  status(now, seenNow);
  document.body.dataset.view = now.view;
  document.body.classList.toggle('without-panel', now.view !== 'network' && !byId('panel').classList.contains('chosen'));
  drawn.network?.redraw();
}

/** How many claims tie each node to the hub. */
function tiesOfHub(seenNow) {
  const found_ = new Map();
  for (const number of seenNow.kept) {
    const { s, o } = claims[number];
    const other = s === hub ? o : o === hub ? s : null;
    if (other !== null && other !== hub) found_.set(other, (found_.get(other) ?? 0) + 1);
  }
  return found_;
}

/** Words and colours of the page itself. */
function dress() {
  const root = document.documentElement;
  root.lang = language === 'zh' ? 'zh-CN' : 'en';
  if (now.theme) root.dataset.theme = now.theme; else delete root.dataset.theme;
  document.querySelectorAll('[data-say]').forEach((each) => { each.textContent = say(each.dataset.say); });
  document.title = `${pageTitle()} · silkgraph`;
  byId('title').replaceChildren(words(pageTitle()));
  byId('search').placeholder = say('search');
  byId('search').setAttribute('aria-label', say('search'));
  byId('lang').textContent = say('other_language');
  byId('theme').textContent = dark() ? '☀' : '☾';
  for (const [id, key] of [['theme', 'theme'], ['help', 'help']]) { byId(id).title = say(key); byId(id).setAttribute('aria-label', say(key)); }
  byId('canvas').setAttribute('aria-label', `${say('network')}. ${say('keys')}`);
  document.querySelectorAll('#views button').forEach((each) => each.setAttribute('aria-selected', String(each.dataset.view === now.view)));
  byId('keys').replaceChildren(make('h2', {}, say('help')), make('p', {}, say('keys')), make('p', {}, say('about')), button(say('close'), () => byId('keys').close(), { class: 'act' }));
  const style = getComputedStyle(root);
  for (const [name, property] of [['text', '--ink'], ['faint', '--faint'], ['back', '--paper'], ['accent', '--accent']]) paper[name] = style.getPropertyValue(property).trim();
}

function dark() {
  return now.theme ? now.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}

function toggleSide() {
  const shut = document.body.classList.toggle('without-side');
  byId('filters').setAttribute('aria-expanded', String(!shut));
}

function begin() {
  now = read(location.hash);
  lastStep = [now.view, now.node, now.edge, now.cell, now.path, now.depth].join();
  byId('views').addEventListener('click', (event) => { const { view } = event.target.dataset; if (view) go({ view }); });
  byId('skip').addEventListener('click', () => byId('panel').focus());
  byId('filters').addEventListener('click', toggleSide);
  byId('png').addEventListener('click', () => { if (now.view !== 'network') go({ view: 'network' }); requestAnimationFrame(picture); });
  byId('csv').addEventListener('click', saveTable);
  byId('lang').addEventListener('click', () => go({ lang: language === 'zh' ? 'en' : 'zh' }));
  byId('theme').addEventListener('click', () => go({ theme: dark() ? 'light' : 'dark' }));
  byId('help').addEventListener('click', () => byId('keys').showModal());
  document.addEventListener('keydown', pressed);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', render);
  addEventListener('popstate', () => { now = read(location.hash); render(); });
  if (matchMedia('(max-width: 760px)').matches) toggleSide();
  startSearch();
  render();
  if (now.node !== null) show(stands(now.node, now));
  // What the page holds, for the curious and for tests: where a node is on the screen, in the page's own pixels.
  window.explorer = {
    where: (id) => {
      const box = byId('canvas').getBoundingClientRect();
      const at = drawn.network.canvasToDOM(drawn.network.getPosition(nodeAt.get(id)));
      return { x: box.x + at.x, y: box.y + at.y };
    },
    drawn: () => [...drawn.shown].map((number) => nodes[number].id).sort(),
    table: tableText,
  };
}

begin();
