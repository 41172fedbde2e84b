// What the real client's native widgets add on top of the tree.
import { fire } from './engine.mjs';
import { overlay, sheet } from './overlay.mjs';

const isField = (element) => /^(INPUT|TEXTAREA)$/.test(element.tagName);

document.addEventListener('submit', (event) => event.preventDefault(), true);
for (const type of ['input', 'focus', 'blur']) {
  document.addEventListener(
    type,
    (event) => {
      if (!isField(event.target) || !event.target.__wxElement) return;
      event.stopImmediatePropagation();
      fire(event.target, type, { value: event.target.value, cursor: event.target.selectionStart ?? 0, height: 0 });
    },
    true,
  );
}
document.addEventListener(
  'keydown',
  (event) => {
    if (event.key === 'Enter' && event.target.tagName === 'INPUT')
      fire(event.target, 'confirm', { value: event.target.value });
  },
  true,
);

const fieldValue = (element) => {
  if (isField(element)) return element.value;
  if (element.tagName === 'SWITCH') return element.hasAttribute('checked');
  if (element.tagName === 'RADIO-GROUP') return element.querySelector('radio[checked]')?.getAttribute('value') ?? '';
  if (element.tagName === 'CHECKBOX-GROUP') return checkedValues(element);
  return element.wxProps?.value ?? '';
};
const checkedValues = (group) =>
  [...group.querySelectorAll('checkbox[checked]')].map((box) => box.getAttribute('value'));

const endForm = (form, type) => {
  const value = {};
  for (const field of form.querySelectorAll('[name]')) value[field.getAttribute('name')] = fieldValue(field);
  fire(form, type, { value });
};

const toggle = (element, on) => {
  if (on) element.setAttribute('checked', '');
  else element.removeAttribute('checked');
};

const askDate = (picker) => {
  const { mode, value, start, end } = picker.wxProps;
  const close = overlay('<div class="wx-sheet"><input><div class="wx-choice main" role="button">确定</div></div>', {
    bottom: true,
  });
  const field = document.querySelector('.wx-sheet input');
  Object.assign(field, { type: mode, value: value ?? '', min: start ?? '', max: end ?? '' });
  document.querySelector('.wx-sheet .wx-choice').onclick = () => {
    close();
    fire(picker, 'change', { value: field.value });
  };
};

const askPicker = (picker) => {
  const { mode = 'selector', range = [], 'range-key': key, disabled } = picker.wxProps ?? {};
  if (disabled) return;
  if (mode === 'date' || mode === 'time') return askDate(picker);
  sheet(
    range.map((item) => String(key ? item[key] : item)),
    (index) => fire(picker, 'change', { value: index }),
  );
};

const widgets = {
  'button[form-type]': (button) => {
    const form = button.closest('form');
    if (form && !button.disabled) endForm(form, button.getAttribute('form-type'));
  },
  switch: (element) => {
    if (element.hasAttribute('disabled')) return;
    const on = !element.hasAttribute('checked');
    toggle(element, on);
    fire(element, 'change', { value: on });
  },
  picker: askPicker,
  checkbox: (element) => {
    toggle(element, !element.hasAttribute('checked'));
    const group = element.closest('checkbox-group');
    if (group) fire(group, 'change', { value: checkedValues(group) });
  },
  radio: (element) => {
    const group = element.closest('radio-group');
    for (const other of group?.querySelectorAll('radio') ?? []) toggle(other, other === element);
    if (group) fire(group, 'change', { value: element.getAttribute('value') });
  },
};

document.addEventListener('click', (event) => {
  for (const [selector, act] of Object.entries(widgets)) {
    const element = event.target.closest?.(selector);
    if (element?.__wxElement) act(element);
  }
});

document.addEventListener(
  'scroll',
  ({ target }) => {
    if (target.tagName === 'SWIPER') {
      const vertical = target.hasAttribute('vertical');
      const current = Math.round(
        vertical ? target.scrollTop / target.clientHeight : target.scrollLeft / target.clientWidth,
      );
      if (current !== (target.wxCurrent ?? 0)) fire(target, 'change', { current, source: 'touch' });
      target.wxCurrent = current;
    }
    if (target.tagName !== 'SCROLL-VIEW') return;
    const { scrollTop, scrollLeft, scrollHeight, scrollWidth, clientHeight } = target;
    fire(target, 'scroll', { scrollTop, scrollLeft, scrollHeight, scrollWidth });
    const atEnd = scrollHeight - scrollTop - clientHeight <= 50;
    if (atEnd && !target.wxAtEnd) fire(target, 'scrolltolower', { direction: 'bottom' });
    target.wxAtEnd = atEnd;
  },
  true,
);
