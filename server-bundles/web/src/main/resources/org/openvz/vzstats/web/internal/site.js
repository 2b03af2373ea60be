// Makes pages that are whole without it easier to use: sorts and filters tables, reads a line out at a day, walks the tree by keys.
'use strict';

const page = document.documentElement;

const each = (selector, run, within = document) => within.querySelectorAll(selector).forEach(run);

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

// --- theme, for this tab

each('button[data-theme]', (button) => {
  button.hidden = false;
  button.addEventListener('click', () => {
    const dark = page.dataset.theme ? page.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    page.dataset.theme = dark ? 'light' : 'dark';
    try {
      sessionStorage.setItem('theme', page.dataset.theme);
    } catch (e) {
      // No storage: for this page only.
    }
  });
});

// --- the tree: arrow keys walk it, typing a letter in the search narrows it

const tree = document.querySelector('nav[data-tree]');
const search = document.querySelector('input[name=q]');

each('a.menu', (menu) => {
  const toggle = element('button', { type: 'button', className: 'menu', textContent: menu.textContent });
  toggle.setAttribute('aria-expanded', 'false');
  toggle.setAttribute('aria-controls', 'tree');
  toggle.addEventListener('click', () => openTree(toggle.getAttribute('aria-expanded') !== 'true'));
  menu.replaceWith(toggle);
});

function openTree(open) {
  tree.classList.toggle('open', open);
  each('button.menu', (toggle) => toggle.setAttribute('aria-expanded', String(open)));
}

const seen = (one) => one.offsetParent !== null;

if (tree) {
  const current = tree.querySelector('[aria-current]');
  if (current && getComputedStyle(tree).position === 'sticky') {
    tree.scrollTop = current.offsetTop - tree.clientHeight / 3;
  }
  tree.addEventListener('keydown', (event) => {
    const steps = [...tree.querySelectorAll('a, summary')].filter(seen);
    const at = steps.indexOf(document.activeElement);
    const details = document.activeElement.closest('details');
    const go = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: steps.length - 1 }[event.key];
    if (at < 0) {
      return;
    }
    if (go !== undefined) {
      if (go < 0) {
        search.focus();
      }
      (steps[go] || document.activeElement).focus();
    } else if (event.key === 'ArrowRight' && document.activeElement.matches('summary')) {
      details.open = true;
    } else if (event.key === 'ArrowLeft' && details) {
      details.open = false;
      details.querySelector('summary').focus();
    } else {
      return;
    }
    event.preventDefault();
  });
}

if (search && tree) {
  const branches = [...tree.querySelectorAll('details')].map((details) => ({ details, open: details.open }));
  const narrow = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (text) => words.every((word) => text.toLowerCase().includes(word));
    branches.forEach(({ details, open }) => {
      const topic = fits(details.querySelector('summary').textContent);
      let found = 0;
      each('li', (item) => {
        item.hidden = !(topic || fits(item.textContent));
        found += item.hidden ? 0 : 1;
      }, details);
      details.parentElement.hidden = words.length > 0 && !found;
      details.open = words.length ? found > 0 && !topic : open;
    });
  };
  search.addEventListener('input', narrow);
  search.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') {
      openTree(true);
      const first = [...tree.querySelectorAll('details a')].filter(seen)[0] || [...tree.querySelectorAll('a')].filter(seen)[0];
      if (first) {
        first.focus();
        event.preventDefault();
      }
    } else if (event.key === 'Escape') {
      search.value = '';
      narrow();
    }
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === '/' && !event.ctrlKey && !event.metaKey && !event.target.closest('input, textarea, select')) {
      search.focus();
      event.preventDefault();
    }
  });
}

// --- choices: an address says no more than was chosen

each('form.view', (form) => form.addEventListener('submit', (event) => {
  event.preventDefault();
  submit(form);
}));

function submit(form) {
  const query = new URLSearchParams();
  for (const field of form.elements) {
    const changed = field.type === 'date' ? field.value !== field.defaultValue || new URLSearchParams(location.search).has(field.name) : true;
    if (field.name && field.value && changed) {
      query.set(field.name, field.value);
    }
  }
  const text = query.toString();
  location.assign(form.getAttribute('action') + (text ? '?' + text : ''));
}

// --- tables

each('table[data-sortable]', (table) => {
  const rows = [...table.tBodies[0].rows];
  const original = new Map(rows.map((row, i) => [row, i]));
  const plain = page.lang === 'ru' ? (text) => text.replace(',', '.') : (text) => text.replace(/,/g, '');
  const key = (row, column) => {
    const text = row.cells[column].textContent;
    return column === 0 ? text : parseFloat(plain(text).replace(/[^\d.]/g, '') || '-1');
  };
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = element('button', { type: 'button', textContent: head.textContent });
    head.replaceChildren(button);
    button.addEventListener('click', () => {
      const before = head.getAttribute('aria-sort');
      heads.forEach((one) => one.removeAttribute('aria-sort'));
      const first = column === 0 ? 'ascending' : 'descending';
      const second = column === 0 ? 'descending' : 'ascending';
      const now = before === first ? second : before === second ? '' : first;
      const sign = now === 'descending' ? -1 : 1;
      const compare = (a, b) => {
        const x = key(a, column);
        const y = key(b, column);
        return typeof x === 'string' ? x.localeCompare(y, page.lang, { numeric: true }) : x - y;
      };
      rows.sort((a, b) => (now ? sign * compare(a, b) : 0) || original.get(a) - original.get(b));
      if (now) {
        head.setAttribute('aria-sort', now);
      }
      table.tBodies[0].append(...rows);
    });
  });
});

each('input[data-filter]', (input) => {
  input.closest('.filter').hidden = false;
  const rows = [...document.getElementById(input.dataset.filter).tBodies[0].rows];
  input.addEventListener('input', () => {
    const wanted = input.value.toLowerCase();
    rows.forEach((row) => {
      row.hidden = !row.cells[0].textContent.toLowerCase().includes(wanted);
    });
  });
});

// --- lines: what they are at a day, by pointer and by keys; each can be put out

const DAY = 86400000;

each('figure[data-chart=trend]', (figure) => {
  const field = figure.querySelector('.field');
  const drawing = field.querySelector('svg');
  const table = document.getElementById(figure.dataset.table);
  const names = [...table.tHead.rows[0].cells].slice(1).map((head) => head.textContent);
  const from = Date.parse(figure.dataset.from);
  const span = Math.max(DAY, Date.parse(figure.dataset.to) - from);
  const days = [...table.tBodies[0].rows].map((row) => ({ row, at: (Date.parse(row.dataset.day) - from) / span })).reverse();
  const hair = element('div', { className: 'hair', hidden: true });
  const tip = element('div', { className: 'tip', hidden: true });
  tip.setAttribute('role', 'status');
  field.append(hair, tip);
  let shown = -1;

  function show(index) {
    shown = Math.min(days.length - 1, Math.max(0, index));
    const { row, at } = days[shown];
    const out = (i) => lines[i] && lines[i].hidden;
    tip.replaceChildren(element('b', { textContent: row.cells[0].textContent }), ...names.map((name, i) => (out(i) ? '' :
      element('span', {}, element('i', { textContent: name }), row.cells[i + 1].textContent))));
    hair.hidden = tip.hidden = false;
    hair.style.left = 100 * at + '%';
    const width = field.clientWidth;
    const left = at * width;
    tip.style.left = Math.max(0, left > width / 2 ? left - tip.offsetWidth - 12 : left + 12) + 'px';
    tip.style.top = '18px';
  }

  function hide() {
    shown = -1;
    hair.hidden = tip.hidden = true;
  }

  field.addEventListener('pointermove', (event) => {
    const box = field.getBoundingClientRect();
    const at = (event.clientX - box.left) / box.width;
    let nearest = 0;
    days.forEach((day, i) => {
      if (Math.abs(day.at - at) < Math.abs(days[nearest].at - at)) {
        nearest = i;
      }
    });
    show(nearest);
  });
  field.addEventListener('pointerleave', hide);
  drawing.setAttribute('tabindex', '0');
  drawing.addEventListener('blur', hide);
  drawing.addEventListener('keydown', (event) => {
    const last = days.length - 1;
    const to = { ArrowLeft: shown < 0 ? last : shown - 1, ArrowRight: shown < 0 ? 0 : shown + 1, Home: 0, End: last }[event.key];
    if (event.key === 'Escape') {
      hide();
    } else if (to !== undefined) {
      show(to);
      event.preventDefault();
    }
  });

  const lines = [...drawing.querySelectorAll('path[data-value]')].map((path) => ({ path, hidden: false }));
  [...figure.querySelectorAll('.legend li')].forEach((item, i) => {
    const button = element('button', { type: 'button' }, ...item.childNodes);
    button.setAttribute('aria-pressed', 'true');
    item.replaceChildren(button);
    button.addEventListener('click', () => {
      lines[i].hidden = !lines[i].hidden;
      lines[i].path.style.display = lines[i].hidden ? 'none' : '';
      button.setAttribute('aria-pressed', String(!lines[i].hidden));
    });
  });
});

// --- code to embed names this server; copying

each('textarea[data-path]', (area) => {
  area.value = area.value.replace('src="/', 'src="' + location.origin + '/');
});

each('button[data-copy]', (button) => {
  if (!navigator.clipboard) {
    return;
  }
  button.hidden = false;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
    const before = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = before; }, 2000);
  });
});

// --- a page that waits for something looks again

each('[data-again]', (main) => setTimeout(() => location.reload(), 1000 * Number(main.dataset.again)));

page.dataset.charts = 'drawn';
