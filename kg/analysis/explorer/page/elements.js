// Elements are made here and nowhere else, and text goes in as text: the page never reads a string as HTML.

/** An element with properties, listeners (on…) and children; strings become text nodes. */
function make(tag, given = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'data') Object.assign(element.dataset, value);
    else if (name === 'style') for (const [key, held] of Object.entries(value)) element.style.setProperty(key, held);
    else if (name === 'class') element.className = value;
    else if (name in element && typeof value !== 'string') element[name] = value;
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.flat(3).filter((child) => child !== undefined && child !== null && child !== false && child !== '').map(kept));
  return element;
}

const TURNING = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/;

/** A child as it is; a string that could turn the direction of what follows it is isolated, whoever brought it. */
function kept(child) {
  return typeof child === 'string' && TURNING.test(child) ? words(child) : child;
}

/** A string of a document, isolated so that no direction mark in it reaches beyond it. */
function words(text, given = {}) {
  const held = make('bdi', given);
  held.textContent = text;
  return held;
}

function button(text, act, given = {}) {
  return make('button', { type: 'button', onclick: act, ...given }, text);
}

const byId = (id) => document.getElementById(id);

const UNSEEN = /[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** The text without characters that show nothing: for the canvas, and for matching. */
function seen(text) {
  return String(text).replace(UNSEEN, '');
}

function matching(text) {
  return seen(text).normalize('NFKC').toLowerCase().replace(/[\s·・．.\-—“”"'《》（）()]/g, '');
}

/** A link, if it leads to the web; anything else is shown as text. */
function link(address) {
  if (!/^https?:\/\//i.test(address)) return words(address);
  return make('a', { href: address, target: '_blank', rel: 'noopener noreferrer' }, words(address));
}

/** A line that appears and goes. */
let quiet = 0;
function tell(text) {
  const said = byId('said');
  said.textContent = text;
  said.hidden = false;
  clearTimeout(quiet);
  quiet = setTimeout(() => { said.hidden = true; }, 2500);
}

function save(name, blob) {
  const address = URL.createObjectURL(blob);
  const anchor = make('a', { href: address, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(address), 4000);
}

/** Text to the clipboard; the old way where the new one is not allowed. */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = make('textarea', { class: 'away', 'aria-hidden': 'true' });
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand('copy');
    field.remove();
  }
  tell(say('copied'));
}

/** What a control is, whatever element stands for it. */
function keyOf(control) {
  const { tagName, type, name, value, id } = control;
  return [tagName, type, name, value, id, control.closest('[data-filter]')?.dataset.filter, control.closest('[data-value]')?.dataset.value,
    control.closest('[data-claim]')?.dataset.claim, control.textContent.slice(0, 40)].join('|');
}

/** Children of an element replaced; who works with the keyboard stays on the control they were on. */
function replace(element, ...children) {
  const held = element.contains(document.activeElement) && element !== document.activeElement ? keyOf(document.activeElement) : null;
  element.replaceChildren(...children.flat(3).filter(Boolean));
  if (held === null) return;
  [...element.querySelectorAll('button, input, select, summary, a, [tabindex]')].find((each) => keyOf(each) === held)?.focus({ preventScroll: true });
}

/** The same, and the place one had scrolled to is kept where the same thing is shown. */
function fill(element, key, ...children) {
  const same = element.dataset.key === key;
  const top = element.scrollTop;
  element.dataset.key = key;
  replace(element, ...children);
  element.scrollTop = same ? top : 0;
}
