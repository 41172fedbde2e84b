import { mayTakeFaces, nextStep, retryAfterMs } from './face.rules.js';

const terminal = { kind: 'door', protocol: 'isapi' } as const;
const reader = { kind: 'door', protocol: 'mqtt' } as const;
const camera = { kind: 'plate-camera', protocol: 'plate-push' } as const;

describe('no door requires a face', () => {
  it.each([
    ['beside a reader of codes', terminal, [[reader]], true],
    ['beside a reader in each of two doorways', terminal, [[reader], [terminal, reader]], true],
    ['alone in its doorway', terminal, [[]], false],
    ['beside another terminal alone', terminal, [[terminal]], false],
    ['beside a camera that lets cars in', terminal, [[camera]], false],
    ['alone in one of two doorways', terminal, [[reader], []], false],
    ['in no doorway at all', terminal, [], false],
    ['a reader of codes takes none', reader, [[reader]], false],
    ['neither does a camera', camera, [[reader]], false],
  ] as const)('%s', (_title, device, beside, expected) => {
    expect(mayTakeFaces(device, beside)).toBe(expected);
  });
});

describe('what a terminal is told', () => {
  const [at, later] = ['photo 1', 'photo 2'];
  it.each([
    ['a face that is not there yet', true, 'due', null, at, 'put'],
    ['one that is there', true, 'on', at, at, null],
    ['a newer photo', true, 'on', at, later, 'put'],
    ['a newer photo after one that it refused', true, 'failed', at, later, 'put'],
    ['the one that it refused', true, 'failed', at, at, null],
    ['consent without a photo', true, 'due', null, null, null],
    ['a face that must go', false, 'on', at, at, 'remove'],
    ['one that was never said to be there', false, 'due', null, null, 'remove'],
    ['one that is gone', false, 'gone', null, null, null],
  ] as const)('%s', (_title, wanted, state, has, photoId, expected) => {
    expect(nextStep({ wanted, state, photoId: has }, photoId)).toBe(expected);
  });

  it('is tried again soon, and never later than a third of the minute', () => {
    expect([0, 1, 2, 3, 4, 30].map(retryAfterMs)).toEqual([3000, 3000, 6000, 12_000, 20_000, 20_000]);
  });
});
