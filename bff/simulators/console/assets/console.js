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

const wordsOf = (path, body) => {
  if (path === clock.dataset.at) return body.includes('advance') ? `${said.dataset.moved} ${clockNow.textContent}` : '';
  return path.endsWith('/reset') ? said.dataset.reset : '';
};

const send = async (method, path, body) => {
  const answer = await fetch(path, { method, headers: { 'Content-Type': 'application/json' }, body });
  const value = await answer.json().catch(() => null);
  if (answer.ok && path === clock.dataset.at) hearClock(value);
  said.textContent = answer.ok ? wordsOf(path, body) : (value?.error ?? answer.status);
  await refresh();
  return answer.ok;
};

const valuesOf = (form) => {
  const values = {};
  for (const field of form.elements) {
    if (!field.name || field.closest('label').hidden) continue;
    const number = field.type === 'number' || 'number' in field.dataset;
    if (number) values[field.name] = field.value === '' ? null : Number(field.value);
    else if (field.value !== '') values[field.name] = field.value;
  }
  return values;
};

/** Fields that belong to one kind of fault only. */
const showFields = () => {
  const kind = document.querySelector('select[name=kind]').value;
  for (const label of document.querySelectorAll('[data-for]')) label.hidden = label.dataset.for !== kind;
};

document.addEventListener('click', (event) => {
  const button = event.target.closest('button[type=button]');
  if (button?.dataset.post) void send('POST', button.dataset.post, button.dataset.json);
  else if (button?.dataset.delete) void send('DELETE', button.dataset.delete);
});

document.addEventListener('submit', async (event) => {
  event.preventDefault();
  const form = event.target;
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
