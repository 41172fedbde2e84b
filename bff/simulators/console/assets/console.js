/* Sends what is pressed, and keeps the page as fresh as the simulator. */
const everyMs = 3000;
const said = document.getElementById('said');

const refresh = async () => {
  const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
  if (!answer.ok) return;
  const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const focused = document.activeElement?.id;
  for (const part of document.querySelectorAll('[data-live]')) {
    const fresh = next.getElementById(part.id);
    if (fresh && fresh.outerHTML !== part.outerHTML) part.replaceWith(fresh);
  }
  if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus();
};

/** The community's clock, as it was told last; it goes on by itself until the next answer. */
const clock = document.getElementById('clock');
const clockNow = document.getElementById('clock-now');
const clockText = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
let told = null;

const showClock = () => {
  if (!told) return;
  const now = new Date(told.at + (performance.now() - told.since) * told.speed);
  clockNow.dateTime = now.toISOString();
  clockNow.textContent = clockText.format(now);
};

const hearClock = ({ now, speed }) => {
  told = { at: Date.parse(now), speed, since: performance.now() };
  clock.hidden = false;
  for (const button of clock.querySelectorAll('[aria-pressed]'))
    button.setAttribute('aria-pressed', String(JSON.parse(button.dataset.json).speed === speed));
  showClock();
};

/** The simulators alone, without a community before them, have no clock to show. */
const askClock = async () => {
  const answer = await fetch(clock.dataset.at);
  if (answer.ok) hearClock(await answer.json());
};

/** 401：没有签名头、没有签名…… */
const forgeriesByAnswer = (items) => {
  const byStatus = new Map();
  for (const { forgery, status } of items) {
    const name = document.querySelector(`[name=forgery] option[value="${forgery}"]`)?.textContent ?? forgery;
    byStatus.set(status ?? '—', [...(byStatus.get(status ?? '—') ?? []), name]);
  }
  return [...byStatus].map(([status, names]) => `${status}：${names.join('、')}`).join('　');
};

const wordsOf = (path, body, value) => {
  if (path === clock.dataset.at) return body.includes('advance') ? `${said.dataset.moved} ${clockNow.textContent}` : '';
  if (path.endsWith('/reset')) return said.dataset.reset;
  // What the payer's WeChat would have said, and what the community answered to what was sent.
  if (value?.errMsg) return value.errMsg;
  if (value?.statuses) return value.statuses.map((status) => status ?? '—').join('  ');
  return value?.items?.[0]?.forgery ? forgeriesByAnswer(value.items) : '';
};

const send = async (method, path, body) => {
  const answer = await fetch(path, { method, headers: { 'Content-Type': 'application/json' }, body });
  const value = await answer.json().catch(() => null);
  if (answer.ok && path === clock.dataset.at) hearClock(value);
  said.textContent = answer.ok ? wordsOf(path, body, value) : (value?.error ?? answer.status);
  await refresh();
  return answer.ok;
};

const valuesOf = (form) => {
  const values = {};
  for (const field of form.elements) {
    if (!field.name || field.closest('label')?.hidden) continue;
    const number = field.type === 'number' || 'number' in field.dataset;
    if (number) values[field.name] = field.value === '' ? null : Number(field.value);
    else if (field.value !== '') values[field.name] = field.value;
  }
  return values;
};

/** Fields that belong to one kind of fault only. */
const showFields = () => {
  for (const form of document.querySelectorAll('form')) {
    const kind = form.querySelector('select[name=kind]')?.value;
    for (const label of form.querySelectorAll('[data-for]')) label.hidden = label.dataset.for !== kind;
  }
};

document.addEventListener('click', (event) => {
  const button = event.target.closest('button[type=button]');
  if (button?.dataset.post) void send('POST', button.dataset.post, button.dataset.json);
  else if (button?.dataset.delete) void send('DELETE', button.dataset.delete);
});

/** Sends a file's text with the other fields, and saves the text that comes back under the form's name. */
const exchangeFile = async (form) => {
  const body = JSON.stringify({ ...valuesOf(form), text: await form.elements.text.files[0].text() });
  const answer = await fetch(form.dataset.post, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body,
  });
  const value = await answer.json();
  said.textContent = answer.ok ? '' : value.error;
  if (!answer.ok) return;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([value.text], { type: 'text/csv' }));
  link.download = form.dataset.download;
  link.click();
  URL.revokeObjectURL(link.href);
};

document.addEventListener('submit', async (event) => {
  event.preventDefault();
  const form = event.target;
  if ('download' in form.dataset) {
    await exchangeFile(form);
    return;
  }
  if (await send('POST', form.dataset.post, JSON.stringify(valuesOf(form)))) form.reset();
  showFields();
});

document.addEventListener('change', showFields);
showFields();
const askAgain = () => {
  if (document.hidden) return;
  void refresh().catch(() => undefined);
  if (told) void askClock().catch(() => undefined);
};
void askClock().catch(() => undefined);
setInterval(showClock, 250);
setInterval(askAgain, everyMs);
