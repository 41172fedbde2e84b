import type { OwnerRepairView } from 'shared-types/repair';
import { urgingOf } from './urging';

const now = new Date('2026-11-23T12:00:00+08:00');
const repair = (over: Partial<OwnerRepairView>): OwnerRepairView =>
  ({ status: 'assigned', pause: null, actions: [], urges: { left: 2, nextAt: null }, ...over }) as OwnerRepairView;

describe('urging', () => {
  it.each([
    ['when the server lets', repair({ actions: ['urge'] }), { may: true, why: null }],
    [
      'not yet, and from when',
      repair({ actions: ['urge'], urges: { left: 2, nextAt: '2026-11-23T12:30:00+08:00' } }),
      { may: false, why: '12:30 后可以再催' },
    ],
    [
      'not today any more',
      repair({ urges: { left: 2, nextAt: '2026-11-24T08:00:00+08:00' } }),
      { may: false, why: '明天 08:00 后可以再催' },
    ],
    [
      'again once the time has come',
      repair({ urges: { left: 2, nextAt: '2026-11-23T12:00:00+08:00' } }),
      { may: true, why: null },
    ],
    [
      'no more when all are used up',
      repair({ urges: { left: 0, nextAt: null } }),
      { may: false, why: '催的次数用完了，着急请打电话' },
    ],
    ['not what is done', repair({ status: 'done', urges: { left: 0, nextAt: null } }), null],
    ['not while it stands', repair({ pause: { reason: '', until: now.toISOString() } }), null],
  ])('is there %s', (_title, view, expected) => {
    expect(urgingOf(view, now)).toEqual(expected);
  });
});
