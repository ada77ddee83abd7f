(() => {
  'use strict';

  const data = JSON.parse(document.getElementById('data').textContent);
  const VERDICTS = ['PASS', 'KINK', 'INCONCLUSIVE', 'FAIL'];
  const LETTERS = 'PKIF'; // of the verdicts, from best to worst
  const STATUS = {S: 'passed', A: 'was aborted', F: 'failed'};
  const PAGE = 50;
  const byId = id => document.getElementById(id);

  const rows = data.rows.map((row, number) => {
    const test = data.tests[row[3]];
    return {
      number, verdict: LETTERS.indexOf(row[0]), name: row[1], type: data.classes[row[2]], testClass: data.testClasses[test[0]],
      method: test[1], test: (data.testClasses[test[0]] ? data.testClasses[test[0]] + '.' : '') + test[1],
      engine: data.engines[test[2]], status: STATUS[test[3]], tries: row[4], evaluations: row[5], seconds: row[6], limit: row[7], seed: row[8],
      mutants: row[9], caught: row[10], note: row[11], article: row[12], variables: row[13], left: row[14],
      unseen: row[15] || [], unseenLeft: row[16] || 0, words: null
    };
  });

  // Numbers as the rest of the page writes them.
  const minus = text => text.replace(/-/g, '−');
  const count = number => String(number).replace(/\B(?=(\d{3})+$)/g, ',');
  const bound = value => typeof value === 'string' ? value
    : minus(value.toExponential(1).replace(/e([+-])(\d)$/, 'e$10$2'));
  const derivative = value => typeof value === 'string' ? value : minus(String(value));
  const seconds = value => value < 0.001 ? '< 1 ms' : value < 1 ? Math.round(value * 1000) + ' ms'
    : value < 60 ? value.toFixed(1) + ' s' : Math.floor(value / 60) + ' min ' + Math.floor(value % 60) + ' s';

  const element = (name, style, text) => {
    const one = document.createElement(name);
    if (style) one.className = style;
    if (text !== undefined) one.textContent = text;
    return one;
  };
  const badge = verdict => element('span', 'badge ' + VERDICTS[verdict].toLowerCase(), VERDICTS[verdict]);

  // A class's name with its package set apart; long names break after a dot.
  const className = (cell, name) => {
    const end = name.lastIndexOf('.') + 1;
    name.slice(0, end).split(/(?<=\.)/).filter(Boolean).forEach(part => {
      cell.append(element('span', 'package', part), document.createElement('wbr'));
    });
    cell.append(name.slice(end));
    return cell;
  };

  // What is looked for in a row; made when it is first needed.
  const words = row => row.words ??= [row.name, row.type, row.test, row.engine, row.note, VERDICTS[row.verdict],
    ...row.variables.map(variable => variable[0])].join(' ').toLowerCase();

  const query = byId('query');
  const typeChoice = byId('class');
  const engineChoice = byId('engine');
  const verdictBoxes = [...document.querySelectorAll('.chip input')];
  const articles = [...document.querySelectorAll('article.subject')];
  const rowsOf = new Map(articles.map(article => [article, article.dataset.rows.split(' ').map(Number)]));
  const testClasses = [...document.querySelectorAll('.test-class')];
  const passedClasses = [...document.querySelectorAll('.passed-class')];
  let sort = {key: 'number', up: true};
  let hits = rows;
  let first = 0;

  const options = (choice, names) => [...names].sort().forEach(name => choice.append(new Option(name, name)));
  options(typeChoice, new Set(data.classes));
  options(engineChoice, new Set(data.engines));

  const wanted = () => {
    const terms = query.value.toLowerCase().split(/\s+/).filter(Boolean);
    const verdicts = new Set(verdictBoxes.filter(box => box.checked).map(box => VERDICTS.indexOf(box.value)));
    return row => verdicts.has(row.verdict)
      && (!typeChoice.value || row.type === typeChoice.value)
      && (!engineChoice.value || row.engine === engineChoice.value)
      && terms.every(term => words(row).includes(term));
  };

  const compare = (one, other) => {
    const a = one[sort.key];
    const b = other[sort.key];
    // What is no number comes last, whichever way.
    if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
    const order = a < b ? -1 : a > b ? 1 : 0;
    return (sort.up ? order : -order) || one.number - other.number;
  };

  const filter = () => {
    const isWanted = wanted();
    hits = rows.filter(isWanted);
    if (sort.key !== 'number') hits.sort(compare);
    first = 0;
    const found = new Set(hits.map(row => row.number));
    let shown = 0;
    articles.forEach(article => {
      article.hidden = !rowsOf.get(article).some(number => found.has(number));
      shown += article.hidden ? 0 : 1;
    });
    testClasses.forEach(one => { one.hidden = !one.querySelector('article:not([hidden])'); });
    const classes = new Set(hits.map(row => row.testClass));
    passedClasses.forEach(one => { one.hidden = !classes.has(one.dataset.class); });
    if (byId('no-passed')) byId('no-passed').hidden = passedClasses.length === 0 || passedClasses.some(one => !one.hidden);
    if (byId('no-findings')) byId('no-findings').hidden = shown > 0 || articles.length === 0;
    byId('hits').textContent = hits.length === rows.length ? `All ${count(rows.length)} subjects`
      : `${count(hits.length)} of ${count(rows.length)} subjects`;
    show();
  };

  const variables = row => {
    const table = element('table', 'variables');
    table.append(element('caption', '', 'Variables, along the decisive direction'));
    const head = element('tr');
    ['Variable', 'Verdict', 'Analytic', 'Numeric', 'Difference', 'Bound', 'Detection limit'].forEach((name, k) => {
      const cell = element('th', k > 1 ? 'n' : '', name);
      cell.scope = 'col';
      head.append(cell);
    });
    table.createTHead().append(head);
    const body = table.createTBody();
    row.variables.forEach(([name, verdict, analytic, numeric, difference, error, limit]) => {
      const line = element('tr');
      const heading = element('th', '', name);
      heading.scope = 'row';
      const cell = element('td');
      cell.append(badge(LETTERS.indexOf(verdict)));
      line.append(heading, cell, element('td', 'n', derivative(analytic)), element('td', 'n', derivative(numeric)),
        element('td', 'n', bound(difference)), element('td', 'n', bound(error)), element('td', 'n', bound(limit)));
      body.append(line);
    });
    return table;
  };

  const unseen = row => {
    const table = element('table', 'mutants');
    table.append(element('caption', '', 'Standard mistakes that would have stayed unseen'));
    const head = element('tr');
    ['Mistake', 'Variable', 'Why'].forEach(name => {
      const cell = element('th', '', name);
      cell.scope = 'col';
      head.append(cell);
    });
    table.createTHead().append(head);
    const body = table.createTBody();
    row.unseen.forEach(([variable, mistake, reason]) => {
      const line = element('tr');
      const heading = element('th', '', mistake);
      heading.scope = 'row';
      line.append(heading, element('td', '', variable), element('td', '', reason));
      body.append(line);
    });
    return table;
  };

  const more = row => {
    const line = element('tr', 'more');
    line.id = 'more' + row.number;
    const cell = element('td');
    cell.colSpan = 9;
    cell.append(element('p', '', `${row.type}; test ${row.test}, which ${row.status}, of ${row.engine}; seed ${row.seed}`));
    if (row.note) cell.append(element('p', '', row.note));
    if (row.variables.length) cell.append(variables(row));
    if (row.left) cell.append(element('p', 'muted', `${count(row.left)} more variables in gradcheck.json`));
    if (row.unseen.length) cell.append(unseen(row));
    if (row.unseenLeft) {
      cell.append(element('p', 'muted', `${count(row.unseenLeft)} ${row.unseen.length ? 'more' : ''} standard mistakes that`
        + ' would have stayed unseen are in gradcheck.json'));
    }
    line.append(cell);
    return line;
  };

  const name = row => {
    const cell = element('th');
    cell.scope = 'row';
    if (row.article) {
      const link = element('a', '', row.name);
      link.href = '#' + row.article;
      cell.append(link);
      return cell;
    }
    const button = element('button', '', row.name);
    button.type = 'button';
    button.setAttribute('aria-expanded', 'false');
    button.addEventListener('click', () => {
      const open = button.getAttribute('aria-expanded') === 'true';
      button.setAttribute('aria-expanded', String(!open));
      if (open) {
        byId('more' + row.number).remove();
        button.removeAttribute('aria-controls');
      } else {
        cell.parentElement.after(more(row));
        button.setAttribute('aria-controls', 'more' + row.number);
      }
    });
    cell.append(button);
    return cell;
  };

  const show = () => {
    const body = byId('rows');
    const page = hits.slice(first, first + PAGE).map(row => {
      const line = element('tr');
      const verdict = element('td');
      verdict.append(badge(row.verdict));
      const type = className(element('td'), row.type);
      const test = element('td');
      if (row.testClass) className(test, row.testClass).append('.', document.createElement('wbr'));
      test.append(row.method);
      line.append(verdict, name(row), type, test, element('td', 'n', count(row.tries)),
        element('td', 'n', count(row.evaluations)), element('td', 'n', seconds(row.seconds)),
        element('td', 'n', bound(row.limit)),
        element('td', 'n', row.mutants ? `${row.caught} of ${row.mutants}` : '–'));
      return line;
    });
    body.replaceChildren(...page);
    const last = Math.min(first + PAGE, hits.length);
    byId('range').textContent = hits.length ? `${count(first + 1)}–${count(last)} of ${count(hits.length)}` : 'none';
    byId('previous').disabled = first === 0;
    byId('next').disabled = last === hits.length;
  };

  let waiting = 0;
  query.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 120);
  });
  query.addEventListener('keydown', event => {
    if (event.key === 'Escape') {
      query.value = '';
      filter();
    }
  });
  [typeChoice, engineChoice, ...verdictBoxes].forEach(one => one.addEventListener('change', filter));
  byId('clear').addEventListener('click', () => {
    query.value = typeChoice.value = engineChoice.value = '';
    verdictBoxes.forEach(box => { box.checked = true; });
    filter();
  });
  byId('previous').addEventListener('click', () => { first = Math.max(0, first - PAGE); show(); });
  byId('next').addEventListener('click', () => { first += PAGE; show(); });
  document.querySelectorAll('.listing thead button').forEach(button => button.addEventListener('click', () => {
    const key = button.dataset.key;
    sort = {key, up: sort.key === key ? !sort.up : key !== 'verdict'};
    document.querySelectorAll('.listing thead th').forEach(cell => cell.removeAttribute('aria-sort'));
    button.parentElement.setAttribute('aria-sort', sort.up ? 'ascending' : 'descending');
    filter();
  }));

  document.addEventListener('keydown', event => {
    const typing = event.target.matches('input, select, textarea');
    if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      query.focus();
    }
  });

  const openAll = byId('open-all');
  if (openAll) {
    openAll.hidden = articles.length === 0;
    openAll.addEventListener('click', () => {
      const open = openAll.textContent === 'Open all';
      articles.forEach(article => { article.querySelector('details').open = open && !article.hidden; });
      openAll.textContent = open ? 'Close all' : 'Open all';
    });
  }

  const goTo = () => {
    const target = /^#[ms][0-9a-f]+(-\d+)?$/.test(location.hash) && byId(location.hash.slice(1));
    const article = target && target.closest('article');
    if (article) {
      article.querySelector('details').open = true;
      target.scrollIntoView();
      article.querySelector('summary').focus({preventScroll: true});
    }
  };
  addEventListener('hashchange', goTo);

  // Copies by the clipboard's interface, else by the command that came before it, else leaves it marked for the reader.
  const marked = code => {
    const range = document.createRange();
    range.selectNodeContents(code);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  };
  const copied = async code => {
    try {
      await navigator.clipboard.writeText(code.textContent);
      return true;
    } catch {
      marked(code);
      if (!document.execCommand('copy')) return false;
      getSelection().removeAllRanges();
      return true;
    }
  };
  document.querySelectorAll('pre.code').forEach(code => {
    const button = element('button', 'copy', 'Copy');
    button.type = 'button';
    const outcome = element('span', 'outcome');
    outcome.setAttribute('role', 'status');
    button.addEventListener('click', async () => {
      outcome.textContent = '';
      outcome.textContent = await copied(code) ? 'Copied' : 'Marked: copy it with your keyboard';
    });
    const label = code.previousElementSibling;
    button.setAttribute('aria-label', 'Copy the code that repeats it');
    label.append(' ', button, ' ', outcome);
  });

  const themes = ['', 'dark', 'light'];
  const theme = byId('theme');
  theme.addEventListener('click', () => {
    const next = themes[(themes.indexOf(document.documentElement.dataset.theme || '') + 1) % themes.length];
    if (next) document.documentElement.dataset.theme = next;
    else delete document.documentElement.dataset.theme;
    theme.textContent = 'Theme: ' + (next || 'as the system');
  });

  theme.hidden = false;
  byId('filters').hidden = false;
  byId('listing').hidden = false;
  filter();
  goTo();
})();
