import { zh } from '../locales/zh-CN';
import { element, openSheet } from './element.h5';
import type { SigningJump } from './platform';

const words = zh.signSheet;

const sign = async (jump: SigningJump, resident: string | null): Promise<void> => {
  await fetch('/simulators/papay/sign', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ resident, extraData: jump.extraData }),
  });
};

/** A browser has no page of WeChat's to sign on: this sheet stands in for it, and says so. */
export const askToSign = (jump: SigningJump, resident: string | null): Promise<void> =>
  new Promise((resolve) => {
    const agree = element('button', 'btn pri big', words.agree);
    const cancel = element('button', 'btn ghost', words.cancel);
    const close = openSheet(
      words.title,
      element('b', 'fs-l', words.title),
      element('p', 't2', words.simulated),
      element('p', 'fs-m', jump.extraData.contract_display_account ?? ''),
      agree,
      cancel,
    );
    const end = (work: () => Promise<void>) => () => {
      close();
      void work()
        .catch(() => undefined)
        .then(resolve);
    };
    agree.addEventListener(
      'click',
      end(() => sign(jump, resident)),
    );
    cancel.addEventListener(
      'click',
      end(() => Promise.resolve()),
    );
    agree.focus();
  });
