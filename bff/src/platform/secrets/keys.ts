import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { link, mkdir, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';

const Secret = z.string().regex(/^[A-Za-z0-9+/]{43}=$/, '要 32 字节的 base64');

const Pair = z.object({ publicKey: z.string(), privateKey: z.string() });

const KeysFile = z.object({
  /** Version that encrypts; older ones still decrypt. */
  current: z.string(),
  field: z.record(z.string(), Secret),
  /** Never rotated in place: indexes in the database depend on it. */
  blindIndex: Secret,
  address: Secret,
  /** Signs visitor codes and the lists of doors. */
  pass: Pair,
  /** Earlier ones: their codes are believed until they end, and lists bear their signatures so that doors learn the new key. */
  passEarlier: z.array(Pair).optional(),
});

/** Keys of field encryption, blind indexes, signed addresses and passes (platform.md, Secrets). */
export type Keys = z.infer<typeof KeysFile>;

const secret = (): string => randomBytes(32).toString('base64');

export const makeKeys = (): Keys => {
  const pair = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return { current: 'v1', field: { v1: secret() }, blindIndex: secret(), address: secret(), pass: pair };
};

/** Writes new keys, readable by their owner alone; never over a file that is there. */
export const createKeysFile = async (path: string): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.new`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(makeKeys(), null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  // A link, unlike a rename, fails when the name is taken: other keys there would be lost for ever.
  try {
    await link(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
};

/** The parser's own message would quote the file, and with it a key. */
const parseJson = (content: string, path: string): unknown => {
  try {
    return JSON.parse(content);
  } catch {
    throw new Error(`KEYS_FILE：${path} 不是 JSON`);
  }
};

/** Reads KEYS_FILE; throws with a sentence for the operator. */
export const loadKeys = (path: string): Keys => {
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch {
    throw new Error(`KEYS_FILE：读不到 ${path}`);
  }
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0)
    throw new Error(`KEYS_FILE：${path} 别人也能读，请先 chmod 600`);
  const parsed = KeysFile.safeParse(parseJson(content, path));
  if (!parsed.success)
    throw new Error(`KEYS_FILE：${parsed.error.issues.map((i) => `${i.path.join('.')} ${i.message}`).join('；')}`);
  if (!parsed.data.field[parsed.data.current]) throw new Error(`KEYS_FILE：没有当前版本 ${parsed.data.current} 的密钥`);
  return parsed.data;
};
