// Draws the page from the public API, and again when the next release is due. Whatever comes from the API is set as
// text, never as markup.
'use strict';

const TEXTS = {
  en: {
    language: 'English',
    live: 'live nodes',
    intro: 'Virtualization hosts that take part in this census. A value is shown only if enough of them have it.',
    release: (r) => `Release ${r.number} · made ${r.generated} · data up to ${r.dataTo} · next ${r.next}`,
    rules: (r) => `counts nodes that reported within ${r.days} days · shows values of at least ${r.k} nodes`,
    platform: 'Platform',
    allPlatforms: 'all platforms',
    platforms: 'Platforms',
    value: 'Value',
    nodes: 'Nodes',
    share: 'Share',
    total: 'Total',
    chart: 'Bar',
    n: (n, hidden) => `n = ${n}` + (hidden ? ` · ${hidden} in values too rare to show` : ''),
    more: (n) => `Show all ${n}`,
    other: 'other', true: 'yes', false: 'no', unknown: 'unknown',
    none: 'Nothing is known of this for this platform.',
    noMetrics: 'No metric has been published yet.',
    noRelease: 'Nothing has been published yet. This page looks again by itself.',
    away: 'The numbers cannot be loaded at the moment. This page tries again by itself.',
    never: '—',
    data: 'Open data',
  },
  ru: {
    language: 'Русский',
    live: 'активных узлов',
    intro: 'Узлы виртуализации, которые участвуют в этой переписи. Значение показано, только если оно есть у достаточного числа узлов.',
    release: (r) => `Выпуск ${r.number} · составлен ${r.generated} · данные до ${r.dataTo} · следующий ${r.next}`,
    rules: (r) => `учтены узлы, приславшие отчёт за последние ${r.days} дн. · показаны значения не менее чем у ${r.k} узлов`,
    platform: 'Платформа',
    allPlatforms: 'все платформы',
    platforms: 'Платформы',
    value: 'Значение',
    nodes: 'Узлы',
    share: 'Доля',
    total: 'Всего',
    chart: 'Полоса',
    n: (n, hidden) => `n = ${n}` + (hidden ? ` · ${hidden} — в слишком редких значениях` : ''),
    more: (n) => `Показать все ${n}`,
    other: 'другое', true: 'да', false: 'нет', unknown: 'неизвестно',
    none: 'Для этой платформы ничего не известно.',
    noMetrics: 'Ни одной метрики ещё не опубликовано.',
    noRelease: 'Ещё ничего не опубликовано. Страница проверит снова сама.',
    away: 'Сейчас данные не загружаются. Страница попробует снова сама.',
    never: '—',
    data: 'Открытые данные',
  },
};

const API = '/api/v2/';
const ROWS = 10;
const RETRY_SECONDS = 10;
const LONGEST_WAIT_SECONDS = 3600;

const query = new URLSearchParams(location.search);
let language = TEXTS[query.get('lang')] ? query.get('lang') : preferredLanguage();
let platform = query.get('platform') || '';
let timer;
let round = 0;
let loaded;

function preferredLanguage() {
  const known = (navigator.languages || [navigator.language]).map((tag) => tag.slice(0, 2)).find((tag) => TEXTS[tag]);
  return known || 'en';
}

// --- loading

class Away extends Error {
  constructor(status) {
    super(String(status));
    this.status = status;
  }
}

async function json(path) {
  const answer = await fetch(path);
  if (!answer.ok) {
    throw new Away(answer.status);
  }
  return answer.json();
}

function statisticUrl(metric, suffix = '') {
  const filter = platform ? '?platform=' + encodeURIComponent(platform) : '';
  return `${API}statistics/${encodeURIComponent(metric)}${suffix}${filter}`;
}

async function statistic(metric) {
  try {
    return await json(statisticUrl(metric));
  } catch (e) {
    if (e instanceof Away && e.status === 404) {
      return null; // not published for this platform
    }
    throw e;
  }
}

async function load() {
  clearTimeout(timer);
  const mine = ++round;
  let wait = RETRY_SECONDS;
  try {
    const [index, dictionary] = await Promise.all([json(API + 'statistics'), json(API + 'dictionary')]);
    const metrics = index.metrics || [];
    const documents = await Promise.all(metrics.map((metric) => statistic(metric.name)));
    if (mine !== round) {
      return; // somebody has chosen another platform meanwhile
    }
    loaded = { index, dictionary, statistics: new Map(metrics.map((metric, i) => [metric.name, documents[i]])) };
    draw();
    say('');
    wait = Math.max(RETRY_SECONDS, (Date.parse(index.next) - Date.now()) / 1000 || 0);
  } catch (e) {
    if (mine !== round) {
      return;
    }
    say(e instanceof Away && e.status === 503 && !loaded ? 'noRelease' : 'away');
  }
  // A little after it is due, and not all readers at once.
  timer = setTimeout(load, (Math.min(wait, LONGEST_WAIT_SECONDS) + 1 + 2 * Math.random()) * 1000);
}

// --- drawing

function draw() {
  drawFrame();
  if (!loaded) {
    return;
  }
  const { index } = loaded;
  byId('live').textContent = number(index.live_nodes);
  const facts = {
    number: number(index.release), generated: time(index.generated), dataTo: time(index.data_to), next: time(index.next),
    days: number(index.window_days), k: number(index.k),
  };
  byId('facts').replaceChildren(text().release(facts), element('br'), text().rules(facts));
  drawPlatforms(index);
  drawTopics();
  byId('main').hidden = false;
}

function drawFrame() {
  document.documentElement.lang = language;
  byId('live-label').textContent = text().live;
  byId('intro').textContent = text().intro;
  byId('platform-label').textContent = text().platform;
  byId('data-label').textContent = text().data;
  byId('languages').replaceChildren(...Object.keys(TEXTS).map((code) => {
    const button = element('button', { textContent: TEXTS[code].language, lang: code, type: 'button' });
    button.setAttribute('aria-pressed', String(code === language));
    button.addEventListener('click', () => choose({ lang: code }));
    return button;
  }));
}

function drawPlatforms(index) {
  const platforms = index.platforms || [];
  const names = platforms.map((one) => one.platform);
  const choices = platform && !names.includes(platform) ? [...names, platform] : names;
  const option = (value, label) => element('option', { value, textContent: label, selected: value === platform });
  byId('platform').replaceChildren(option('', text().allPlatforms), ...choices.map((name) => option(name, word(name))));
  const cells = platforms.map((one) => ({
    value: one.platform, nodes: one.nodes, share: index.live_nodes ? one.nodes / index.live_nodes : 0,
  }));
  const block = element('section', { className: 'block' });
  block.append(element('h3', { textContent: text().platforms }), table(cells, text().platform, text().platforms));
  byId('platforms').replaceChildren(...(cells.length ? [block] : []));
}

function drawTopics() {
  const topics = loaded.dictionary.collectors || [];
  const described = new Set(topics.flatMap((topic) => topic.metrics.map((metric) => metric.name)));
  // A metric outlives its bundle until the next release, and the server adds some of its own.
  const others = [...loaded.statistics.keys()].filter((name) => !described.has(name));
  const extra = { collector: 'more', title: { en: 'More', ru: 'Прочее' }, metrics: others.map((name) => ({ name })) };
  const shown = [...topics, extra]
    .map((topic) => ({ ...topic, metrics: topic.metrics.filter((metric) => loaded.statistics.has(metric.name)) }))
    .filter((topic) => topic.metrics.length);
  byId('contents').replaceChildren(...shown.map((topic) =>
    element('a', { href: '#' + topic.collector, textContent: local(topic.title) })));
  byId('topics').replaceChildren(...shown.map(topicSection));
  if (!shown.length) {
    byId('topics').append(element('p', { className: 'notice', textContent: text().noMetrics }));
  }
}

function topicSection(topic) {
  const section = element('section', { id: topic.collector });
  const blocks = element('div', { className: 'blocks' });
  blocks.append(...topic.metrics.map((metric) => metricBlock(metric, loaded.statistics.get(metric.name))));
  section.append(element('h2', { textContent: local(topic.title) }), blocks);
  return section;
}

function metricBlock(metric, statistic) {
  const block = element('section', { className: 'block', id: metric.name });
  const title = metric.title ? local(metric.title) : metric.name;
  block.append(element('h3', { textContent: title }));
  if (metric.meaning) {
    block.append(element('p', { className: 'meaning', textContent: local(metric.meaning) }));
  }
  block.append(element('p', { className: 'why', textContent: metric.why ? local(metric.why) : '' }));
  if (!statistic) {
    block.append(element('p', { className: 'note', textContent: text().none }));
    return block;
  }
  const heading = metric.unit ? `${text().value}, ${metric.unit}` : text().value;
  block.append(table(ordered(metric, statistic.cells || []), heading, title));
  const note = element('p', { className: 'note' });
  note.append(text().n(number(statistic.n), statistic.suppressed ? percent(statistic.suppressed) : ''), ' · ',
    element('a', { href: statisticUrl(metric.name), textContent: 'JSON' }), ' · ',
    element('a', { href: statisticUrl(metric.name, '.csv'), textContent: 'CSV' }));
  block.append(note);
  return block;
}

/** Buckets are read in their own order; everything else as it was published, which is by number. */
function ordered(metric, cells) {
  if (!metric.buckets) {
    return cells;
  }
  const place = (cell) => (metric.values.indexOf(cell.value) + metric.values.length + 1) % (metric.values.length + 1);
  return [...cells].sort((a, b) => place(a) - place(b));
}

function table(cells, heading, caption) {
  const totals = cells.some((cell) => cell.total !== undefined);
  const headings = [heading, text().chart, text().nodes, text().share, ...(totals ? [text().total] : [])];
  const row = element('tr');
  headings.forEach((name, column) => {
    const cell = element('th', { scope: 'col', className: column === 1 ? 'chart' : '' });
    cell.append(column === 1 ? element('span', { className: 'unseen', textContent: name }) : name);
    row.append(cell);
  });
  const head = element('thead');
  head.append(row);
  const all = element('table');
  all.append(element('caption', { className: 'unseen', textContent: caption }), head);
  const longest = Math.max(...cells.map((cell) => cell.share), 0);
  const body = (part) => {
    const rows = element('tbody');
    rows.append(...part.map((cell) => tableRow(cell, longest, totals)));
    return rows;
  };
  all.append(body(cells.slice(0, ROWS)));
  if (cells.length <= ROWS) {
    return all;
  }
  const rest = body(cells.slice(ROWS));
  rest.hidden = true;
  all.append(rest);
  const more = element('button', { className: 'more', type: 'button', textContent: text().more(number(cells.length)) });
  more.addEventListener('click', () => {
    rest.hidden = false;
    more.remove();
  });
  const both = element('div');
  both.append(all, more);
  return both;
}

function tableRow(cell, longest, totals) {
  const bar = element('span', { className: 'bar' });
  bar.style.width = (longest ? 100 * cell.share / longest : 0) + '%';
  const chart = element('td', { className: 'chart' });
  chart.setAttribute('aria-hidden', 'true'); // the share says the same
  chart.append(bar);
  const row = element('tr');
  row.append(
    element('th', { scope: 'row', textContent: word(cell.value) }),
    chart,
    element('td', { className: 'number', textContent: number(cell.nodes) }),
    element('td', { className: 'number', textContent: percent(cell.share) }));
  if (totals) {
    row.append(element('td', { className: 'number', textContent: number(cell.total) }));
  }
  return row;
}

// --- words

function text() {
  return TEXTS[language];
}

function local(texts) {
  return texts[language] || texts.en || '';
}

function word(value) {
  return ['other', 'true', 'false', 'unknown'].includes(value) ? text()[value] : String(value);
}

function number(value) {
  return typeof value === 'number' ? new Intl.NumberFormat(language).format(value) : text().never;
}

function percent(share) {
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(share || 0);
}

function time(iso) {
  const moment = Date.parse(iso);
  return moment ? new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }).format(moment) : text().never;
}

function say(what) {
  byId('status').dataset.what = what;
  byId('status').textContent = what ? text()[what] : '';
}

function byId(id) {
  return document.getElementById(id);
}

function element(name, properties = {}) {
  return Object.assign(document.createElement(name), properties);
}

// --- choices, kept in the address

function choose(changes) {
  for (const [key, value] of Object.entries(changes)) {
    if (value) {
      query.set(key, value);
    } else {
      query.delete(key);
    }
  }
  const search = query.toString();
  history.replaceState(null, '', location.pathname + (search ? '?' + search : '') + location.hash);
  language = changes.lang || language;
  if (changes.platform !== undefined) {
    platform = changes.platform;
    load();
    return;
  }
  draw();
  say(byId('status').dataset.what || '');
}

byId('platform').addEventListener('change', (event) => choose({ platform: event.target.value }));
drawFrame();
load();
