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

const send = async (method, path, body) => {
  const answer = await fetch(path, { method, headers: { 'Content-Type': 'application/json' }, body });
  const problem = answer.ok ? null : (await answer.json().catch(() => null))?.error;
  said.textContent = answer.ok ? (path.endsWith('/reset') ? said.dataset.reset : '') : (problem ?? answer.status);
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
setInterval(() => {
  if (!document.hidden) void refresh().catch(() => undefined);
}, everyMs);
