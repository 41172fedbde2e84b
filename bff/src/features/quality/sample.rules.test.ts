import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { drawOf, isDrawn } from './sample.rules.js';

const id = fc.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/);
const share = fc.integer({ min: 0, max: 10_000 });

it('can be drawn again by anybody from the two ids', () => {
  fc.assert(
    fc.property(id, id, (community, order) => {
      const digest = createHash('sha256').update(`${community}/${order}`).digest('hex');
      const lot = Number(BigInt(`0x${digest.slice(0, 13)}`) % 10_000n);
      expect(drawOf(community, order)).toBe(lot);
    }),
    { numRuns: 1000 },
  );
});

it('is the same lot today and tomorrow', () => {
  expect(drawOf('01JDCOMMUNITY0000000000000', '01JDORDER00000000000000000')).toBe(
    drawOf('01JDCOMMUNITY0000000000000', '01JDORDER00000000000000000'),
  );
  expect(drawOf('01JDCOMMUNITY0000000000000', '01JDORDER00000000000000000')).not.toBe(
    drawOf('01JDCOMMUNITY0000000000001', '01JDORDER00000000000000000'),
  );
});

it('draws nobody at 0 and everybody at 100 %', () => {
  fc.assert(
    fc.property(id, id, (community, order) => {
      const draw = drawOf(community, order);
      expect(isDrawn(draw, 0)).toBe(false);
      expect(isDrawn(draw, 10_000)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

it('a share of one in ten thousand draws the lot 0 and no other', () => {
  expect([0, 1, 9999].map((lot) => isDrawn(lot, 1))).toEqual([true, false, false]);
});

it('keeps everybody of a smaller share in a larger one', () => {
  fc.assert(
    fc.property(id, id, share, share, (community, order, a, b) => {
      const draw = drawOf(community, order);
      const [small, large] = a < b ? [a, b] : [b, a];
      expect(!isDrawn(draw, small) || isDrawn(draw, large)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

it.each([100, 1000, 2500, 9000])('draws about %d in ten thousand, whatever the community', (shareBp) => {
  const orders = 20_000;
  for (const community of ['A', 'B', 'C']) {
    let drawn = 0;
    for (let order = 0; order < orders; order++) if (isDrawn(drawOf(community, `order-${order}`), shareBp)) drawn++;
    const expected = (orders * shareBp) / 10_000;
    const deviation = Math.sqrt(expected * (1 - shareBp / 10_000));
    expect(Math.abs(drawn - expected)).toBeLessThan(4.5 * deviation);
  }
});
