import { toDay } from 'shared-types/time';
import { CommunityEntity } from '../src/features/community/community.entity.js';
import { RepairEntity } from '../src/features/repair/repair.entity.js';
import { nextNumber } from '../src/features/repair/repair.store.js';
import { inTransaction } from '../src/platform/database/transaction.js';
import { testClock, testDeps } from '../test/factories/testDeps.js';
import { seedDemo } from './seedDemo.js';

// The demo is made at whatever hour somebody starts it: what it tells of the last hours may lie on the other side of
// midnight, of a month's or of a year's end.
test.each([
  ['before midnight, on a 29th of February', '2028-02-29T23:50:00+08:00'],
  ['after midnight, on the first of a year', '2027-01-01T00:10:00+08:00'],
])(
  'the demo community comes about %s',
  async (_when, start) => {
    const t = await testDeps({ clock: testClock(start) });
    try {
      await seedDemo(t.deps);
      const community = await t.deps.db.reader.findOneByOrFail(CommunityEntity, {});
      const numbers = (await t.deps.db.reader.findBy(RepairEntity, {})).map(({ number }) => number);
      expect(numbers.length).toBeGreaterThan(400);
      const next = await inTransaction(t.deps.db, (tx) => nextNumber(tx, community.id, toDay(t.deps.clock.now())));
      expect(numbers).not.toContain(next);
    } finally {
      await t.close();
    }
  },
  120_000,
);
