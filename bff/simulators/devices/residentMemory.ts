import { readOwnCode } from 'shared-types/ownCode';
import type { Direction, DoorRefusal } from '../../src/kernel/door.js';
import { type ResidentList, readResidentList, type SignedList } from '../../src/kernel/doorList.js';
import { judgeStep, markBytes, proveOwnCode, residentMark } from '../../src/kernel/ownCode.js';
import type { TrustedKey } from '../../src/kernel/passCode.js';
import { bytesToUlid } from '../../src/kernel/ulidBytes.js';

export interface OwnAnswer {
  reason: DoorRefusal | null;
  accountId: string | null;
  step: number | null;
}

/** What a controller knows of those who live behind its door: its list of them, and which code let each in last. */
export interface ResidentMemory {
  /** Null: nothing held yet. */
  fingerprint(): string | null;
  take(signed: SignedList, mark: string, keys: readonly TrustedKey[]): void;
  judge(text: string, direction: Direction, nowMs: number): OwnAnswer;
  /** This code has let its person in, whoever decided it. */
  note(text: string): void;
}

const marksOf = (residents: string): Set<string> => {
  const bytes = Buffer.from(residents, 'base64');
  const marks = new Set<string>();
  for (let at = 0; at < bytes.length; at += markBytes) marks.add(bytes.toString('hex', at, at + markBytes));
  return marks;
};

/** Nobody stands before a door with codes of so many people within two steps. */
const mostRemembered = 20_000;

export const createResidentMemory = (own: { communityId: string; deviceId: string }): ResidentMemory => {
  let list: ResidentList | null = null;
  let marks = new Set<string>();
  let fingerprint: string | null = null;
  const lastSteps = new Map<string, number>();
  return {
    fingerprint: () => fingerprint,
    take: (signed, mark, keys) => {
      const next = readResidentList(signed, { ...own, keys, heldIssuedAt: list?.issuedAt ?? 0 });
      if (!next) return;
      list = next;
      marks = marksOf(next.residents);
      fingerprint = mark;
    },
    judge: (text, direction, nowMs) => {
      const code = readOwnCode(text);
      if (!code) return { reason: 'unreadable', accountId: null, step: null };
      const groups = list?.groups ?? [];
      const unproved = proveOwnCode(code, {
        groups: groups.map(({ number }) => number),
        dayKey: (group, day) => {
          const held = groups.find(({ number }) => number === group)?.days.find((one) => one.day === day);
          return held ? Buffer.from(held.key, 'hex') : null;
        },
      });
      if (unproved) return { reason: unproved, accountId: null, step: null };
      const accountId = bytesToUlid(code.person);
      const { step } = code;
      if (!marks.has(residentMark(accountId).toString('hex'))) return { reason: 'revoked', accountId, step };
      const lastStep = lastSteps.get(accountId) ?? null;
      return { reason: judgeStep(step, { nowMs, lastStep, direction }), accountId, step };
    },
    note: (text) => {
      const code = readOwnCode(text);
      if (!code) return;
      const accountId = bytesToUlid(code.person);
      lastSteps.set(accountId, Math.max(lastSteps.get(accountId) ?? 0, code.step));
      const oldest = lastSteps.keys().next().value;
      if (lastSteps.size > mostRemembered && oldest !== undefined) lastSteps.delete(oldest);
    },
  };
};
