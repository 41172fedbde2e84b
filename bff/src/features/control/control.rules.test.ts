import fc from 'fast-check';
import { messageOf, nextSend, type Order, parseAck, signedText } from './control.rules.js';

const order: Order = {
  communityId: '01KAXX00000000000000000001',
  deviceId: '01KAXX00000000000000000002',
  id: '01KAXX00000000000000000003',
  name: 'open',
  args: { seconds: 5 },
  issuedAt: new Date(1000),
  expiresAt: new Date(31_000),
};

test('everything that matters is under the signature', () => {
  const changes: Partial<Order>[] = [
    { communityId: order.deviceId },
    { deviceId: order.communityId },
    { id: order.deviceId },
    { name: 'close' },
    { args: { seconds: 6 } },
    { args: {} },
    { issuedAt: new Date(1001) },
    { expiresAt: new Date(31_001) },
  ];
  const texts = changes.map((change) => signedText({ ...order, ...change }));
  expect(new Set([...texts, signedText(order)]).size).toBe(changes.length + 1);
  expect(signedText({ ...order, args: { b: 1, a: 2 } })).toBe(signedText({ ...order, args: { a: 2, b: 1 } }));
  expect(JSON.parse(messageOf(order, 'sig'))).toEqual({
    ...{ id: order.id, name: 'open', args: { seconds: 5 }, issuedAt: 1000, expiresAt: 31_000, signature: 'sig' },
  });
});

test('it goes out again ever more seldom, never after its end', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 86_400_000 }), (sends, leftMs) => {
      const now = new Date(1_000_000);
      const expiresAt = new Date(now.getTime() + leftMs);
      const next = nextSend(sends, now, expiresAt).getTime();
      expect(next).toBeLessThanOrEqual(expiresAt.getTime());
      expect(next - now.getTime()).toBeLessThanOrEqual(600_000);
      expect(next).toBeLessThanOrEqual(nextSend(sends + 1, now, expiresAt).getTime());
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ['{"id":"01KAXX00000000000000000003","ok":true}', { isDone: true, reason: null }],
  ['{"id":"01KAXX00000000000000000003","ok":false,"reason":"jammed"}', { isDone: false, reason: 'jammed' }],
  ['{"id":"01KAXX00000000000000000003"}', null],
  ['{"id":"x","ok":true}', null],
  ['[]', null],
  ['ok', null],
])('an answer says whether it was done: %s', (text, ack) => {
  const parsed = parseAck(Buffer.from(text));
  if (ack === null) expect(parsed).toBeNull();
  else expect(parsed).toMatchObject(ack);
});
