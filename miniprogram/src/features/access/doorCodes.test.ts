import { createHmac } from 'node:crypto';
import { proofOf, readOwnCode, stepAt, stepMs } from 'shared-types/ownCode';
import type { DoorKeys } from 'shared-types/ownDoor';
import { codeNow } from './doorCodes';
import { codeSvg } from './qr';

const atMs = Date.parse('2026-11-23T10:54:10+08:00');
const hour = Math.floor(atMs / 3_600_000);
const key = 'a1'.repeat(16);
const keys: DoorKeys = {
  ...{ houseId: '01KAXX00000000000000000001', person: '0192f3a4b5c6d7e8f90a1b2c3d4e5f60', places: '北门' },
  ...{ realNow: '2026-11-23T10:54:10.000+08:00', until: '2026-11-23T12:00:00.000+08:00' },
  hours: [
    { hour, keys: [{ group: 1, key }] },
    { hour: hour + 1, keys: [{ group: 1, key: 'b2'.repeat(16) }] },
  ],
} as DoorKeys;

it('is what a door reckons too, for the step of now', () => {
  const now = codeNow({ keys, skewMs: 0 }, atMs);
  const code = readOwnCode(now?.text ?? '');
  if (!code) throw new Error('unreadable');
  expect(code.step).toBe(stepAt(atMs));
  expect(now?.leftMs).toBe(20_000);
  const hmac = (by: Uint8Array, message: Uint8Array) => createHmac('sha256', by).update(message).digest();
  const proof = proofOf({ person: code.person, step: code.step, count: 1 }, Buffer.from(key, 'hex'), hmac);
  expect(Buffer.from(code.proofs[0]?.proof ?? [])).toEqual(Buffer.from(proof));
});

it('reckons with the error of the phone’s own clock, and with the hour’s own key', () => {
  const right = codeNow({ keys, skewMs: 0 }, atMs);
  expect(codeNow({ keys, skewMs: 7 * 60_000 }, atMs - 7 * 60_000)).toEqual(right);
  expect(codeNow({ keys, skewMs: 0 }, atMs + stepMs)?.text).not.toBe(right?.text);
});

it('is none before the first hour and after the last', () => {
  expect(codeNow({ keys, skewMs: 0 }, (hour + 2) * 3_600_000 - 1)).not.toBeNull();
  expect(codeNow({ keys, skewMs: 0 }, (hour + 2) * 3_600_000)).toBeNull();
  expect(codeNow({ keys, skewMs: 0 }, hour * 3_600_000 - 1)).toBeNull();
});

it('is drawn small enough to be handed over each half minute', () => {
  const { text = '' } = codeNow({ keys, skewMs: 0 }, atMs) ?? {};
  // A mini-program is handed 8 KB at most at a change; that readers read it is seen in the journey.
  expect(codeSvg(text).length).toBeLessThan(7_000);
});
