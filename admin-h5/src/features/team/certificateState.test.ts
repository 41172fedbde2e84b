import { certificateState } from './certificateState';

test('a paper holds through its last day', () => {
  expect(certificateState('2026-11-22', '2026-11-23')).toBe('expired');
  expect(certificateState('2026-11-23', '2026-11-23')).toBe('soon');
});

test('thirty days before the end people are told', () => {
  expect(certificateState('2026-12-23', '2026-11-23')).toBe('soon');
  expect(certificateState('2026-12-24', '2026-11-23')).toBe('valid');
});

test('while nothing is typed there is nothing to complain of', () => {
  expect(certificateState('', '2026-11-23')).toBe('valid');
});
