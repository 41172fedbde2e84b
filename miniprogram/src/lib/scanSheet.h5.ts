import { zh } from '../locales/zh-CN';

const element = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  text = '',
): HTMLElementTagNameMap[K] => {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
};

/** A browser has no scanner of WeChat's: the code is typed or pasted, and the sheet says so. */
export const askForCode = (): Promise<string | null> =>
  new Promise((resolve) => {
    const screen = element('div', `${document.querySelector('.screen')?.className ?? 'screen'} scan-sheet`);
    const sheet = element('div', 'sheet-body');
    sheet.setAttribute('role', 'dialog');
    sheet.setAttribute('aria-label', zh.scan.title);
    const input = element('input', 'field');
    input.placeholder = zh.scan.placeholder;
    input.setAttribute('aria-label', zh.scan.placeholder);
    const close = (value: string | null): void => {
      screen.remove();
      resolve(value);
    };
    const ok = element('button', 'btn pri big', zh.scan.ok);
    ok.addEventListener('click', () => close(input.value.trim() || null));
    const cancel = element('button', 'btn ghost', zh.cancel);
    cancel.addEventListener('click', () => close(null));
    sheet.append(element('b', 'fs-m', zh.scan.title), element('p', 't2', zh.scan.simulated), input, ok, cancel);
    screen.append(sheet);
    document.body.append(screen);
    input.focus();
  });
