import { zh } from '../locales/zh-CN';
import { element, openSheet } from './element.h5';

/** A browser has no scanner of WeChat's: the code is typed or pasted, and the sheet says so. */
export const askForCode = (): Promise<string | null> =>
  new Promise((resolve) => {
    const input = element('input', 'field');
    input.placeholder = zh.scan.placeholder;
    input.setAttribute('aria-label', zh.scan.placeholder);
    const ok = element('button', 'btn pri big', zh.scan.ok);
    const cancel = element('button', 'btn ghost', zh.cancel);
    const close = openSheet(
      zh.scan.title,
      element('b', 'fs-m', zh.scan.title),
      element('p', 't2', zh.scan.simulated),
      input,
      ok,
      cancel,
    );
    const end = (value: string | null): void => {
      close();
      resolve(value);
    };
    ok.addEventListener('click', () => end(input.value.trim() || null));
    cancel.addEventListener('click', () => end(null));
    input.focus();
  });
