import { createHash } from 'node:crypto';

/*
 * Hashes and canonical text as the report's format defines them (docs/decisions/0013), written anew: nothing here comes
 * from the server, so that the two watch over each other.
 */

const digest = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** SHA-256 of a text in UTF-8, in lower-case hexadecimal. */
export const textHash = (text) => digest(Buffer.from(text, 'utf8')).toString('hex');

/** One text for one value: keys sorted by code unit, no blanks, whole numbers only. */
export const canonical = (value) => {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new Error(`不是整数：${value}`);
    return String(value === 0 ? 0 : value);
  }
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const keys = Object.keys(value).sort((a, b) => (a < b ? -1 : 1));
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`;
};

/** Hash of an entry: of the hashes of its public and its private half. A leaf can never pass for a node (RFC 6962). */
export const leafOf = (publicHash, privateHash) =>
  digest(Buffer.from([0]), Buffer.from(canonical({ private: privateHash, public: publicHash, v: 2 }))).toString('hex');

const node = (left, right) =>
  digest(Buffer.from([1]), Buffer.from(left, 'hex'), Buffer.from(right, 'hex')).toString('hex');

/** Root of the tree over the leaves of a seal; a leaf without a neighbour rises as it is. */
export const rootOf = (leaves) => {
  let level = leaves;
  while (level.length > 1) {
    const up = [];
    for (let at = 0; at < level.length; at += 2)
      up.push(at + 1 < level.length ? node(level[at], level[at + 1]) : level[at]);
    level = up;
  }
  return level[0];
};

/** What the first seal of a community's chain points back to. */
export const genesisOf = (communityId) => digest('anju-ledger-chain\n', communityId).toString('hex');

/** Hash of a seal, which covers the one before it. */
export const sealHash = (prevHash, { seq, root, count, sealedAt }) =>
  digest([prevHash, String(seq), root, String(count), sealedAt].join('\n')).toString('hex');
