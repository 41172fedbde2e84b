import { createHash } from 'node:crypto';
import type { ProofStep } from 'shared-types/ledger';

/**
 * A chain of sealed batches. Leaves of a batch form a Merkle tree; its root goes into the seal, and each seal's hash
 * covers the one before it, so that no sealed row can change, go or move without every later hash changing. Pure, and
 * without anything of the server: `npm run verify-report` uses it too. Hashes are SHA-256 in lower-case hexadecimal.
 */

const digest = (...parts: (string | Buffer)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** A leaf can never pass for a node, nor a node for a leaf (RFC 6962, section 2.1). */
const leafMark = Buffer.from([0]);
const nodeMark = Buffer.from([1]);

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * One text for one value: keys sorted by code unit, no blanks, whole numbers only (money is fen; a fraction has more than
 * one way to be written). Throws on what JSON cannot carry.
 */
export const canonicalJson = (value: Json): string => {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new Error(`no whole number: ${value}`);
    return String(value === 0 ? 0 : value);
  }
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const keys = Object.keys(value).sort((a, b) => (a < b ? -1 : 1));
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson(memberOf(value, key))}`).join(',')}}`;
};

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const memberOf = (value: { readonly [key: string]: Json }, key: string): Json => {
  const member = value[key];
  if (member === undefined) throw new Error(`${key} is undefined`);
  return member;
};

/** Plain SHA-256 of a text in UTF-8: of half an entry, or of a report's body. */
export const textHash = (text: string): string => digest(Buffer.from(text, 'utf8')).toString('hex');

/** Hash of one row, from its canonical text in UTF-8. */
export const leafHash = (canonical: string): string => digest(leafMark, Buffer.from(canonical, 'utf8')).toString('hex');

const nodeHash = (left: string, right: string): string =>
  digest(nodeMark, Buffer.from(left, 'hex'), Buffer.from(right, 'hex')).toString('hex');

/** The next level up; a leaf without a neighbour rises as it is, so no leaf is ever counted twice. */
const parents = (level: readonly string[]): string[] => {
  const up: string[] = [];
  for (let at = 0; at < level.length; at += 2) {
    const [left, right] = [level[at] as string, level[at + 1]];
    up.push(right === undefined ? left : nodeHash(left, right));
  }
  return up;
};

/** Root of a batch; throws without leaves. */
export const merkleRoot = (leaves: readonly string[]): string => {
  if (leaves.length === 0) throw new Error('a batch without leaves has no root');
  let level = [...leaves];
  while (level.length > 1) level = parents(level);
  return level[0] as string;
};

/** The neighbours from a leaf to the root; throws when there is no such leaf. */
export const merkleProof = (leaves: readonly string[], index: number): ProofStep[] => {
  if (!Number.isInteger(index) || index < 0 || index >= leaves.length) throw new Error(`no leaf ${index}`);
  const proof: ProofStep[] = [];
  let [level, at] = [[...leaves], index];
  while (level.length > 1) {
    const hash = level[at ^ 1];
    if (hash !== undefined) proof.push({ side: at % 2 === 0 ? 'right' : 'left', hash });
    level = parents(level);
    at = Math.floor(at / 2);
  }
  return proof;
};

const isHash = (value: string): boolean => /^[0-9a-f]{64}$/.test(value);

/** True when the way leads from the leaf to the root. Never throws: a proof may come from anybody. */
export const verifyProof = (leaf: string, proof: readonly ProofStep[], root: string): boolean => {
  if (![leaf, root, ...proof.map(({ hash }) => hash)].every(isHash)) return false;
  let hash = leaf;
  for (const step of proof) hash = step.side === 'left' ? nodeHash(step.hash, hash) : nodeHash(hash, step.hash);
  return hash === root;
};

/** What the first seal of a chain points back to: nobody can pass one community's chain off as another's. */
export const genesisHash = (chainId: string): string => digest('anju-ledger-chain\n', chainId).toString('hex');

export interface SealContent {
  prevHash: string;
  /** 1, 2, 3 … */
  seq: number;
  root: string;
  /** Leaves of the batch. */
  count: number;
  sealedAt: Date;
}

/** Hash of a seal: over the five lines previous hash, sequence, root, count and time (ISO 8601, UTC, milliseconds). */
export const sealHash = ({ prevHash, seq, root, count, sealedAt }: SealContent): string =>
  digest([prevHash, String(seq), root, String(count), sealedAt.toISOString()].join('\n')).toString('hex');
