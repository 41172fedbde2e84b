import fc from 'fast-check';
import { createFrameReader, frameBytes, toFrames } from 'shared-types/doorFrames';
import { dayOfHour, hourOfStep, readOwnCode, stepAt, writeOwnCode } from 'shared-types/ownCode';
import { hmacSha256, hourKeyOf, judgeStep, proveOwnCode, residentMark } from './ownCode.js';

const person = Buffer.from('0192f3a4b5c6d7e8f90a1b2c3d4e5f60', 'hex');
const nowMs = Date.parse('2026-11-23T10:54:10+08:00');
const step = stepAt(nowMs);
const hour = hourOfStep(step);
const dayKeys: Record<number, Buffer> = { 1: Buffer.alloc(32, 1), 2: Buffer.alloc(32, 2) };
const dayKey = (group: number, day: number): Buffer | null =>
  day === dayOfHour(hour) ? (dayKeys[group] ?? null) : null;
const written = (more: { step?: number; of?: Buffer } = {}): string => {
  const keys = [1, 2].map((group) => ({
    group,
    key: hourKeyOf(dayKeys[group] ?? Buffer.alloc(0), more.of ?? person, hourOfStep(more.step ?? step)),
  }));
  return writeOwnCode({ person, step: more.step ?? step, keys }, hmacSha256);
};
const codeOf = (text: string) => {
  const code = readOwnCode(text);
  if (!code) throw new Error('unreadable');
  return code;
};

describe('a code', () => {
  it('says its person, its step, and a proof for each group, in a QR code of a few modules', () => {
    const text = written();
    expect(text).toHaveLength(3 + 63);
    expect(codeOf(text)).toMatchObject({ step, proofs: [{ group: 1 }, { group: 2 }] });
    expect(Buffer.from(codeOf(text).person)).toEqual(person);
  });

  it('is proved at each of its groups by that group’s key alone', () => {
    const code = codeOf(written());
    expect(proveOwnCode(code, { groups: [1], dayKey })).toBeNull();
    expect(proveOwnCode(code, { groups: [2, 7], dayKey })).toBeNull();
    expect(proveOwnCode(code, { groups: [7], dayKey })).toBe('elsewhere');
    expect(proveOwnCode(code, { groups: [], dayKey })).toBe('elsewhere');
    expect(proveOwnCode(code, { groups: [1], dayKey: () => dayKeys[2] ?? null })).toBe('forged');
    expect(proveOwnCode(code, { groups: [1], dayKey: () => null })).toBe('late');
  });

  it('does not serve another person, step or set of groups', () => {
    const code = codeOf(written());
    const facts = { groups: [1], dayKey };
    expect(proveOwnCode({ ...code, person: Buffer.alloc(16, 9) }, facts)).toBe('forged');
    expect(proveOwnCode({ ...code, step: step + 1 }, facts)).toBe('forged');
    expect(proveOwnCode({ ...code, proofs: code.proofs.slice(0, 1) }, facts)).toBe('forged');
    expect(proveOwnCode(codeOf(written({ of: Buffer.alloc(16, 9) })), facts)).toBe('forged');
  });

  it('no changed text is believed', () => {
    const bytes = written();
    fc.assert(
      fc.property(fc.integer({ min: 3, max: bytes.length - 1 }), fc.constantFrom(...'0123456789AZ $:'), (at, sign) => {
        fc.pre(bytes[at] !== sign);
        const code = readOwnCode(bytes.slice(0, at) + sign + bytes.slice(at + 1));
        // A door of group 1 does not look at the proof for group 2.
        const both = code && [1, 2].map((group) => proveOwnCode(code, { groups: [group], dayKey }));
        expect(both === null || both.some((reason) => reason !== null)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test.each(['', 'AO:', 'AJ:ABC', written().slice(0, -3), `${written()}000`, `AO:${'0'.repeat(400)}`, '的'])(
    'no other text is one: %s',
    (text) => {
      expect(readOwnCode(text)).toBeNull();
    },
  );
});

test.each([
  [-2, null, 'in', 'late'],
  [-1, null, 'in', null],
  [0, null, 'in', null],
  [1, null, 'in', null],
  [2, null, 'in', 'early'],
  [0, -1, 'in', null],
  [0, 0, 'in', 'used'],
  [0, 1, 'in', 'used'],
  [0, 0, 'out', null],
  [-2, 0, 'out', 'late'],
] as const)('%d steps off, after one of %s, going %s: %s', (off, last, direction, reason) => {
  const lastStep = last === null ? null : step + last;
  expect(judgeStep(step + off, { nowMs, lastStep, direction })).toBe(reason);
});

test('a mark in a list is of one person, and is not their id', () => {
  const ids = ['01KAXX00000000000000000001', '01KAXX00000000000000000002'];
  const marks = ids.map((id) => residentMark(id).toString('hex'));
  expect(new Set(marks).size).toBe(2);
  expect(marks[0]).toHaveLength(16);
});

describe('pieces of a message', () => {
  it('are of 20 bytes at most, and make the message again, in any order and however often', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 39, maxLength: 300 }), fc.infiniteStream(fc.nat()), (message, numbers) => {
        const frames = toFrames(message);
        expect(Math.max(...frames.map(({ length }) => length))).toBeLessThanOrEqual(frameBytes);
        const shuffled = [...frames, ...frames.slice(0, 2)]
          .map((frame) => ({ frame, place: Number(numbers.next().value) }))
          .sort((a, b) => a.place - b.place);
        const reader = createFrameReader();
        const found = shuffled.flatMap(({ frame }) => reader.take(frame) ?? []);
        expect(found.map((whole) => Buffer.from(whole))).toEqual([Buffer.from(message)]);
      }),
      { numRuns: 300 },
    );
  });

  it('one that is lost keeps the message back; what is too long or empty is none', () => {
    const frames = toFrames(new Uint8Array(60));
    const reader = createFrameReader();
    for (const frame of frames.slice(1)) expect(reader.take(frame)).toBeNull();
    expect(reader.take(new Uint8Array(21))).toBeNull();
    expect(reader.take(new Uint8Array(0))).toBeNull();
    expect(reader.take(frames[0] ?? new Uint8Array(0))).toHaveLength(60);
  });
});
