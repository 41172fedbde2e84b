import { codeOpen, plainCode, shownCode, statusOf, visitStands } from './kiosk.rules.js';

const at = new Date('2026-11-27T08:00:00Z');
const before = new Date(at.getTime() - 1);

test('a code is the same however it is typed', () => {
  for (const typed of ['7KQ2M-9XTHB', '7kq2m9xthb', ' 7KQ2M 9XTHB '])
    expect([typed, plainCode(typed)]).toEqual([typed, '7KQ2M9XTHB']);
  expect(plainCode(shownCode('7KQ2M9XTHB'))).toBe('7KQ2M9XTHB');
  expect(shownCode('7KQ2M9XTHB')).toBe('7KQ2M-9XTHB');
});

test.each([
  ['until its end', { codeHash: 'h', codeUntil: at, revokedAt: null }, before, true],
  ['not at its end', { codeHash: 'h', codeUntil: at, revokedAt: null }, at, false],
  ['not when it was used', { codeHash: null, codeUntil: null, revokedAt: null }, before, false],
  ['not of a machine that is revoked', { codeHash: 'h', codeUntil: at, revokedAt: before }, before, false],
])('a code can be typed in %s', (_title, kiosk, now, expected) => expect(codeOpen(kiosk, now)).toBe(expected));

test('a machine is new, works, and is revoked for good', () => {
  expect(statusOf({ tokenHash: null, revokedAt: null })).toBe('new');
  expect(statusOf({ tokenHash: 't', revokedAt: null })).toBe('working');
  expect(statusOf({ tokenHash: 't', revokedAt: at })).toBe('revoked');
  expect(statusOf({ tokenHash: null, revokedAt: at })).toBe('revoked');
});

test.each([
  ['stands until its end', { until: at, endedAt: null }, before, true],
  ['is over at its end', { until: at, endedAt: null }, at, false],
  ['is over when it was ended', { until: at, endedAt: before }, before, false],
])('a session at a machine %s', (_title, visit, now, expected) => expect(visitStands(visit, now)).toBe(expected));
