// The reading view: the text of record at the left, what was read out of it at the right. This is how people check.

const reading = { document: null, key: '', claims: [] };

function readingView(state, seenNow) {
  const held = byId('reading');
  const number = Math.min(state.document, sources.length - 1);
  if (number < 0) { held.replaceChildren(make('p', { class: 'empty' }, say('empty'))); return; }
  const mine = seenNow.kept.filter((claim) => claims[claim].d === number);
  const key = `${number}|${language}|${mine.join()}`;
  if (key !== reading.key) {
    Object.assign(reading, { document: number, key, claims: mine });
    held.replaceChildren(readingHead(number, mine), make('div', { class: 'pages' }, textOf(number, mine), besides(number, mine)));
  }
  point(state);
}

function readingHead(number, mine) {
  const source = sources[number];
  const choose = make('select', { id: 'which', 'aria-label': say('document'), onchange: (event) => go({ document: Number(event.target.value), claim: null }) },
    sources.map((each, at) => make('option', { value: String(at), selected: at === number }, seen(each.title))));
  const counts = items.filter((item) => item.d === number && (item.kind === 'item' || item.kind === 'paragraph'));
  const have = new Set(mine.map((claim) => claims[claim].item));
  return make('header', { class: 'reading-head' }, choose,
    make('p', { class: 'facts' }, [source.publisher, source.date ?? say('undated')].filter(Boolean).map((text) => words(text, { class: 'bit' })),
      source.address && make('span', { class: 'bit' }, link(source.address)),
      counts.length > 0 && make('span', { class: 'bit' }, say('coverage', items.filter((item, at) => item.d === number && have.has(at) && counts.includes(item)).length, counts.length))),
    source.restates && stamp(source),
    make('p', { class: 'hint' }, say('reading_hint')));
}

// -- left ---------------------------------------------------------------------------------------------------------

function textOf(number, mine) {
  const left = make('article', { class: 'text', lang: 'zh', onclick: chooseWords });
  const byItem = new Map();
  for (const claim of mine) byItem.set(claims[claim].item, [...(byItem.get(claims[claim].item) ?? []), claim]);
  const whole = letters[number];
  if (whole === undefined) {
    left.append(make('p', { class: 'hint' }, say('no_text')));
    items.forEach((item, at) => { if (item.d === number) left.append(bareItem(item, at, byItem.get(at) ?? [])); });
    return left;
  }
  const cuts = pieces(mine);
  let at = 0;
  items.forEach((item, index) => {
    if (item.d !== number || !item.at) return;
    between(left, number, at, item.at[0]);
    left.append(itemBlock(item, index, byItem.get(index) ?? [], cuts));
    at = Math.max(at, item.at[1]);
  });
  between(left, number, at, whole.length);
  return left;
}

/** What stands outside of every item: furniture of the page, kept because nothing of a text is dropped. */
function between(left, number, from, to) {
  const text = slice(number, from, to);
  if (text.trim()) left.append(make('p', { class: `between${/[\p{L}\p{N}]/u.test(text) ? '' : ' bare'}` }, words(text.trim())));
}

function itemBlock(item, index, held, cuts) {
  const plain = item.kind === 'heading' ? 'heading' : held.length || item.kind !== 'item' && item.kind !== 'paragraph' ? '' : 'without';
  return make('section', { class: `item ${item.kind} ${plain}`, data: { item: index }, title: plain === 'without' ? say('no_claims') : undefined },
    make('span', { class: 'gutter' }, item.number && words(item.number), held.length > 0 && make('b', { class: 'many' }, String(held.length))),
    make('p', {}, ...stretch(item.d, item.at[0], item.at[1], cuts)));
}

function bareItem(item, index, held) {
  const texts = [...new Set(held.flatMap((number) => sentences(claims[number]).map(({ text }) => text)))];
  return make('section', { class: `item ${held.length ? '' : 'without'}`, data: { item: index } },
    make('span', { class: 'gutter' }, item.number && words(item.number)),
    texts.map((text) => make('p', { class: 'words', data: { claims: held.join(' ') } }, words(text))));
}

/** Where the marks of the claims begin and end, sorted; each with what it marks and for which claim. */
function pieces(mine) {
  const cuts = [];
  for (const number of mine) {
    for (const [from, to, what] of claims[number].marks ?? []) cuts.push({ from, to, what, number });
    for (const [from, to] of claims[number].at ?? []) cuts.push({ from, to, what: 'said', number });
  }
  return cuts.sort((a, b) => a.from - b.from || b.to - a.to);
}

/** A stretch of text cut wherever a mark begins or ends, each piece knowing its claims. */
function stretch(document_, start, end, cuts) {
  const mine = cuts.filter(({ from, to }) => from < end && to > start);
  const bounds = [...new Set([start, end, ...mine.flatMap(({ from, to }) => [from, to])])].filter((at) => at >= start && at <= end).sort((a, b) => a - b);
  const made = [];
  for (let at = 1; at < bounds.length; at += 1) {
    const over = mine.filter(({ from, to }) => from <= bounds[at - 1] && to >= bounds[at]);
    const text = slice(document_, bounds[at - 1], bounds[at]);
    if (!over.length) { made.push(words(text)); continue; }
    const marks = over.filter(({ what }) => what !== 'said').sort(inner);
    const numbers = [...new Set((marks.length ? marks : over).map(({ number }) => number))];
    made.push(make('span', {
      class: `words ${over.length > marks.length ? 'said ' : ''}${marks[0]?.what ?? ''}`,
      data: { claims: numbers.join(' '), roles: marks.map(({ number, what }) => `${number}:${what}`).join(' ') },
    }, words(text)));
  }
  return made;
}

/** A click on words chooses their claim; the next click the next claim of the same words. */
function chooseWords(event) {
  const piece = event.target.closest('[data-claims]');
  const block = event.target.closest('[data-item]');
  const numbers = piece ? piece.dataset.claims.split(' ').filter(Boolean).map(Number)
    : block ? reading.claims.filter((claim) => claims[claim].item === Number(block.dataset.item)) : [];
  if (!numbers.length || String(getSelection() ?? '').length > 1) return;
  go({ claim: numbers[(numbers.indexOf(now.claim) + 1) % numbers.length] });
}

// -- right --------------------------------------------------------------------------------------------------------

function besides(number, mine) {
  const first = (number) => claims[number].at?.[0]?.[0] ?? 0;
  const ends_ = (number) => (claims[number].marks ?? []).filter(([, , what]) => what !== 'cue').map(([from]) => from);
  const order = [...mine].sort((a, b) => first(a) - first(b) || Math.max(0, ...ends_(a)) - Math.max(0, ...ends_(b)) || a - b);
  let last = null;
  return make('div', { class: 'besides', onclick: chooseClaim }, order.flatMap((claim) => {
    const item = claims[claim].item;
    const head = item !== last && items[item] ? make('h3', { class: 'at' }, words(itemName(items[item]) || say('item'))) : null;
    last = item;
    return [head, shortCard(claim)];
  }));
}

function shortCard(number) {
  const claim = claims[number];
  const relation = relations.get(claim.r);
  const name = (end) => make('span', { class: 'end' }, shapeOf(nodes[end].family, nodes[end].unnamed), words(nameOf(end)));
  return make('article', { class: 'short', tabindex: '0', role: 'button', data: { claim: number }, style: { '--colour': relation.colour } },
    make('p', {}, name(claim.s), make('span', { class: 'verb' }, `${spoken(relation)}${relation.arrow ? ' →' : ''}`), name(claim.o)),
    make('p', { class: 'facts' }, claim.status !== 'done' && make('span', { class: `tag ${claim.status}` }, say(claim.status)),
      [claim.instrument, claim.amount, claim.date, claim.office].filter(Boolean).map((text) => words(text, { class: 'bit' }))));
}

function chooseClaim(event) {
  const card = event.target.closest('.short');
  if (card && !event.target.closest('button, a')) go({ claim: Number(card.dataset.claim) === now.claim ? null : Number(card.dataset.claim) });
}

/** The chosen claim stands out on both sides, and both sides show it. */
function point(state) {
  const held = byId('reading');
  held.querySelectorAll('.on').forEach((each) => each.classList.remove('on', 'is-subject', 'is-object', 'is-cue'));
  held.querySelectorAll('.whole').forEach((each) => each.remove());
  if (state.claim === null) return;
  const words_ = [...held.querySelectorAll('[data-claims]')].filter((each) => each.dataset.claims.split(' ').includes(String(state.claim)));
  words_.forEach((each) => each.classList.add('on'));
  lightEnds(words_, state.claim);
  for (const [from, to] of claims[state.claim].at ?? []) lightSentence(held, from, to, state.claim);
  const card = held.querySelector(`.short[data-claim="${state.claim}"]`);
  if (card) {
    card.classList.add('on');
    card.after(make('div', { class: 'whole' }, claimCard(state.claim, { brief: true })));
  }
  const where = held.querySelector(`[data-item="${claims[state.claim].item}"]`);
  where?.classList.add('on');
  centre(words_[0] ?? where, held.querySelector('.text'));
  centre(card, held.querySelector('.besides'));
}

/** Words that several claims mark, each in its way, show what they are in the chosen one. */
function lightEnds(pieces_, number) {
  for (const each of pieces_) {
    const role = (each.dataset.roles ?? '').split(' ').find((held) => held.startsWith(`${number}:`));
    if (role) each.classList.add(`is-${role.split(':')[1]}`);
  }
}

function lightSentence(held, from, to, number) {
  held.querySelectorAll('.words.said').forEach((each) => {
    if (each.dataset.claims.split(' ').includes(String(number))) each.classList.add('on');
  });
}

function centre(element, frame) {
  if (!element || !frame) return;
  const [inner, outer] = [element.getBoundingClientRect(), frame.getBoundingClientRect()];
  if (inner.top > outer.top + 20 && inner.bottom < outer.bottom - 20) return;
  frame.scrollBy({ top: inner.top - outer.top - outer.height / 3, behavior: still() ? 'auto' : 'smooth' });
}
