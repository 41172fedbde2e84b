import type { HouseOutage } from 'shared-types/announcement';
import { offNow } from './off';

const outage = (words: string, running: boolean, problemTypeIds: string[]): HouseOutage => ({
  announcementId: '01K0000000000000000000000A',
  kind: 'water',
  words,
  running,
  from: '2026-11-25T09:00:00+08:00',
  until: '2026-11-25T18:00:00+08:00',
  problemTypeIds,
});

test('only what explains the trouble, and what runs before what is to come', () => {
  const soon = outage('一会儿', false, ['plumbing']);
  const now = outage('正在', true, ['plumbing']);
  expect(offNow([soon, now], 'plumbing')).toBe(now);
  expect(offNow([soon], 'plumbing')).toBe(soon);
  expect(offNow([soon, now], 'lift')).toBeNull();
});
