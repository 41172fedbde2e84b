import { createHash } from 'node:crypto';

/** HTTP Digest (RFC 7616) as a client needs it: MD5 and SHA-256, their session forms, and `qop=auth`. */

const algorithms = { MD5: 'md5', 'MD5-SESS': 'md5', 'SHA-256': 'sha256', 'SHA-256-SESS': 'sha256' } as const;
type Algorithm = keyof typeof algorithms;

export interface DigestChallenge {
  realm: string;
  nonce: string;
  opaque: string | null;
  /** The nonce was good once: the password is not in question. */
  stale: boolean;
  algorithm: Algorithm;
  /** As it was written, for it is sent back so. */
  algorithmName: string | null;
}

const readFields = (text: string): Map<string, string> => {
  const fields = new Map<string, string>();
  for (const [, name = '', quoted, plain] of text.matchAll(/([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/g))
    fields.set(name.toLowerCase(), quoted === undefined ? (plain ?? '') : quoted.replace(/\\(.)/g, '$1'));
  return fields;
};

const readOne = (text: string): DigestChallenge | null => {
  const fields = readFields(text);
  const realm = fields.get('realm');
  const nonce = fields.get('nonce');
  const algorithmName = fields.get('algorithm') ?? null;
  const algorithm = (algorithmName ?? 'MD5').toUpperCase();
  const offers = (fields.get('qop') ?? '').split(',').map((one) => one.trim().toLowerCase());
  if (realm === undefined || !nonce || !(algorithm in algorithms) || !offers.includes('auth')) return null;
  return {
    ...{ realm, nonce, algorithmName, algorithm: algorithm as Algorithm },
    opaque: fields.get('opaque') ?? null,
    stale: fields.get('stale')?.toLowerCase() === 'true',
  };
};

/** The strongest challenge of a `WWW-Authenticate` that we can answer; null: there is none. */
export const readChallenge = (header: string | null): DigestChallenge | null => {
  const parts = (header ?? '').split(/(?:^|,)\s*(?=Digest\s)/i);
  const digests = parts.flatMap((part) => {
    const [, fields] = /^Digest\s+(.*)$/is.exec(part.trim()) ?? [];
    // Another scheme's fields after ours are not ours.
    const own = fields?.split(/,\s*(?:Basic|Bearer|Negotiate|NTLM)\b/i)[0];
    const read = own ? readOne(own) : null;
    return read ? [read] : [];
  });
  return digests.find(({ algorithm }) => algorithm.startsWith('SHA-256')) ?? digests[0] ?? null;
};

export interface DigestAnswer {
  method: string;
  /** Path and query, as in the request line. */
  uri: string;
  username: string;
  password: string;
  /** How often this nonce was answered, this time included. */
  count: number;
  cnonce: string;
}

const quote = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

/** The `response` of a request: what both sides compute. */
export const digestResponse = (
  challenge: Pick<DigestChallenge, 'realm' | 'nonce' | 'algorithm'>,
  answer: DigestAnswer,
): string => {
  const hash = (text: string): string => createHash(algorithms[challenge.algorithm]).update(text, 'utf8').digest('hex');
  const { method, uri, username, password, count, cnonce } = answer;
  const plain = hash(`${username}:${challenge.realm}:${password}`);
  const own = challenge.algorithm.endsWith('-SESS') ? hash(`${plain}:${challenge.nonce}:${cnonce}`) : plain;
  const nc = count.toString(16).padStart(8, '0');
  return hash(`${own}:${challenge.nonce}:${nc}:${cnonce}:auth:${hash(`${method}:${uri}`)}`);
};

/** The `Authorization` header of a request. */
export const answerChallenge = (challenge: DigestChallenge, answer: DigestAnswer): string => {
  const { realm, nonce, opaque, algorithmName } = challenge;
  return `Digest ${[
    `username=${quote(answer.username)}`,
    `realm=${quote(realm)}`,
    `uri=${quote(answer.uri)}`,
    ...(algorithmName ? [`algorithm=${algorithmName}`] : []),
    `nonce=${quote(nonce)}`,
    `nc=${answer.count.toString(16).padStart(8, '0')}`,
    `cnonce=${quote(answer.cnonce)}`,
    'qop=auth',
    `response="${digestResponse(challenge, answer)}"`,
    ...(opaque === null ? [] : [`opaque=${quote(opaque)}`]),
  ].join(', ')}`;
};
