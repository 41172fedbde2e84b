import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Book, emptyBook, readBook, writeBook } from './book.js';
import { makePayKeys, PayKeys } from './keys.js';

const saveAfterMs = 300;

const replace = (file: string, text: string): void => {
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
};

/** What the product is told of its merchant: the variables of its environment, but for the origin. */
export type PayVariables = Record<
  | 'WXPAY_MCHID'
  | 'WXPAY_MERCHANT_SERIAL'
  | 'WXPAY_MERCHANT_KEY_FILE'
  | 'WXPAY_MERCHANT_CERT_FILE'
  | 'WXPAY_APIV3_KEY'
  | 'WXPAY_PLATFORM_KEYS',
  string
>;

export interface SavedState {
  keys: PayKeys;
  book: Book;
  variables: PayVariables;
  /** Soon, once for many changes. */
  changed(): void;
  flush(): void;
}

const openKeys = async (file: string, given: PayKeys | undefined): Promise<PayKeys> => {
  if (existsSync(file)) return PayKeys.parse(JSON.parse(readFileSync(file, 'utf8')));
  const keys = given ?? (await makePayKeys(new Date()));
  replace(file, JSON.stringify(keys));
  return keys;
};

/** Both kinds of platform keys are told, so that the console can switch between them. */
const writeCredentials = (folder: string, keys: PayKeys): PayVariables => {
  const write = (name: string, text: string): string => {
    const file = join(folder, name);
    replace(file, text);
    return file;
  };
  const publicKey = write('wechat-pay-public-key.pem', keys.publicKey.publicPem);
  const certificate = write('wechat-pay-platform-cert.pem', keys.certificate.certPem);
  return {
    WXPAY_MCHID: keys.mchId,
    WXPAY_MERCHANT_SERIAL: keys.merchant.serial,
    WXPAY_MERCHANT_KEY_FILE: write('apiclient_key.pem', keys.merchant.keyPem),
    WXPAY_MERCHANT_CERT_FILE: write('apiclient_cert.pem', keys.merchant.certPem),
    WXPAY_APIV3_KEY: keys.apiV3Key,
    WXPAY_PLATFORM_KEYS: `${keys.publicKey.id}=${publicKey},${keys.certificate.serial}=${certificate}`,
  };
};

/** Keys and orders in a folder, so that a second start of the demo knows them again. */
export const openState = async (folder: string, given?: PayKeys): Promise<SavedState> => {
  mkdirSync(folder, { recursive: true });
  const bookFile = join(folder, 'wechat-pay.json');
  const keys = await openKeys(join(folder, 'wechat-pay-keys.json'), given);
  const book = existsSync(bookFile) ? readBook(readFileSync(bookFile, 'utf8')) : emptyBook();
  let timer: NodeJS.Timeout | null = null;
  const flush = (): void => {
    if (timer) clearTimeout(timer);
    timer = null;
    replace(bookFile, writeBook(book));
  };
  return {
    keys,
    book,
    variables: writeCredentials(folder, keys),
    changed: () => {
      timer ??= setTimeout(flush, saveAfterMs);
    },
    flush,
  };
};
