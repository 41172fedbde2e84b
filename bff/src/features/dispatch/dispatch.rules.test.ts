import fc from 'fast-check';
import { hardRules, scoreParts } from 'shared-types/dispatch';
import { abilities } from '../../locales/dispatch.js';
import { skillTrades } from '../../locales/staff.js';
import { certificateNeeds } from './certificates.js';
import {
  byRest,
  type Contender,
  faultsOf,
  mayOverride,
  partsOf,
  tenthsOf,
  totalTenths,
  type WorkerFacts,
} from './dispatch.rules.js';

const runs = { numRuns: 1000 };
const now = new Date('2026-11-23T10:54:00+08:00');

const able: WorkerFacts = {
  id: 'W',
  name: '周建国',
  active: true,
  onShift: true,
  skills: ['plumber', 'electrician'],
  certificates: [{ kind: 'electrician', validUntil: '2026-11-23' }],
  areaIds: [],
  inHand: 0,
  limit: 5,
  buildingId: null,
  qualityBp: 9000,
  finished: 0,
};
const order = { skill: 'plumber', buildingId: 'B3', passedBy: [] as string[] };
const faults = (worker: Partial<WorkerFacts>, more: Partial<typeof order> = {}, at = now) =>
  faultsOf({ ...able, ...worker }, { ...order, ...more }, certificateNeeds, at);

describe('hard rules', () => {
  test.each<[string, Partial<WorkerFacts>, Partial<typeof order>, string[]]>([
    ['nothing', {}, {}, []],
    ['who is disabled', { active: false }, {}, ['inactive']],
    ['who never learned it', { skills: ['electrician'] }, {}, ['skill']],
    ['power without a paper', { certificates: [] }, { skill: 'electrician' }, ['certificate']],
    ['gas with a paper for power', { skills: ['gas'] }, { skill: 'gas' }, ['certificate']],
    ['who passed it by', {}, { passedBy: ['W'] }, ['refused']],
    ['who serves other buildings', { areaIds: ['B1', 'B2'] }, {}, ['area']],
    ['who is not at work', { onShift: false }, {}, ['shift']],
    ['who is full', { inHand: 5 }, {}, ['limit']],
    ['who is over a limit that was lowered', { inHand: 7 }, {}, ['limit']],
    ['two at once', { onShift: false, inHand: 5 }, {}, ['shift', 'limit']],
  ])('%s', (_title, worker, more, expected) => {
    expect(faults(worker, more)).toEqual(expected);
  });

  test('a paper holds through its last day, in the community’s zone, and not a moment longer', () => {
    const power = { skill: 'electrician' };
    expect(faults({}, power, new Date('2026-11-23T23:59:59.999+08:00'))).toEqual([]);
    expect(faults({}, power, new Date('2026-11-24T00:00:00+08:00'))).toEqual(['certificate']);
  });

  test('one of two papers of a kind is enough', () => {
    const certificates = [
      { kind: 'electrician' as const, validUntil: '2020-01-01' },
      { kind: 'electrician' as const, validUntil: '2027-01-01' },
    ];
    expect(faults({ certificates }, { skill: 'electrician' })).toEqual([]);
  });

  test('whoever serves some buildings serves those, and open ground as everybody does', () => {
    expect(faults({ areaIds: ['B3'] })).toEqual([]);
    expect(faultsOf({ ...able, areaIds: ['B1'] }, { ...order, buildingId: null }, certificateNeeds, now)).toEqual([]);
  });

  test('lift, gas and power need papers, and nothing else does', () => {
    expect(certificateNeeds).toEqual({ 'lift-technician': 'lift', gas: 'gas', electrician: 'electrician' });
  });

  test('may be set aside but for papers, limits and the disabled, alone or among others', () => {
    expect(hardRules.filter((rule) => mayOverride([rule]))).toEqual(['skill', 'shift', 'area', 'refused']);
    expect(mayOverride(['shift', 'area'])).toBe(true);
    expect(mayOverride(['shift', 'limit'])).toBe(false);
  });
});

const contender: fc.Arbitrary<Contender> = fc.record({
  worker: fc.record({
    id: fc.constantFrom('A', 'B', 'C'),
    name: fc.constant('孙伟'),
    active: fc.constant(true),
    onShift: fc.constant(true),
    skills: fc.constant(['plumber']),
    certificates: fc.constant([]),
    areaIds: fc.constant([]),
    inHand: fc.integer({ min: 0, max: 60 }),
    limit: fc.integer({ min: 1, max: 50 }),
    buildingId: fc.constant(null),
    qualityBp: fc.integer({ min: 0, max: 10_000 }),
    finished: fc.integer({ min: 0, max: 500 }),
  }),
  known: fc.record({ house: fc.nat(30), building: fc.nat(300), named: fc.boolean() }),
  reach: fc.record({
    metres: fc.nat(3000),
    measured: fc.boolean(),
    from: fc.constantFrom('here' as const, 'building' as const, 'centre' as const),
  }),
});
const percent = fc.integer({ min: 0, max: 100 });
const weights = fc.record({ skill: percent, place: percent, load: percent, distance: percent });

describe('scores', () => {
  test('each part and the whole lie between 0 and 100, and the points add up to the whole', () => {
    fc.assert(
      fc.property(contender, weights, fc.nat(8), (one, by, extra) => {
        for (const part of scoreParts) {
          expect(partsOf(one, extra)[part]).toBeGreaterThanOrEqual(0);
          expect(partsOf(one, extra)[part]).toBeLessThanOrEqual(100);
        }
        const tenths = tenthsOf(one, by, extra);
        const total = totalTenths(one, by, extra);
        expect(scoreParts.every((part) => Number.isInteger(tenths[part]))).toBe(true);
        expect(tenths.skill + tenths.place + tenths.load + tenths.distance).toBe(total);
        expect(total).toBeGreaterThanOrEqual(0);
        expect(total).toBeLessThanOrEqual(1000);
      }),
      runs,
    );
  });

  test('one more in hand, or a longer way, never helps; better work and one more visit never hurt', () => {
    fc.assert(
      fc.property(contender, weights, fc.nat(8), fc.integer({ min: 1, max: 500 }), (one, by, extra, step) => {
        const total = totalTenths(one, by, extra);
        const { worker, known, reach } = one;
        expect(totalTenths(one, by, extra + 1)).toBeLessThanOrEqual(total);
        expect(
          totalTenths({ ...one, reach: { ...reach, metres: reach.metres + step } }, by, extra),
        ).toBeLessThanOrEqual(total);
        const better = { ...worker, qualityBp: Math.min(10_000, worker.qualityBp + step) };
        expect(totalTenths({ ...one, worker: better }, by, extra)).toBeGreaterThanOrEqual(total);
        if (known.house > 0)
          expect(
            totalTenths({ ...one, known: { ...known, house: known.house + 1 } }, by, extra),
          ).toBeGreaterThanOrEqual(total);
      }),
      runs,
    );
  });

  test('what a further order costs in points is the same for every order', () => {
    fc.assert(
      fc.property(contender, contender, weights, fc.nat(8), (one, other, by, extra) => {
        const same = { ...other, worker: one.worker };
        const step = (at: Contender): number => totalTenths(at, by, extra) - totalTenths(at, by, extra + 1);
        expect(step(one)).toBe(step(same));
      }),
      runs,
    );
  });

  test('weights are scaled, and without any all parts weigh the same', () => {
    const one: Contender = {
      worker: { ...able, qualityBp: 10_000 },
      known: { house: 3, building: 3, named: true },
      reach: { metres: 0, measured: true, from: 'here' },
    };
    expect(totalTenths(one, { skill: 1, place: 1, load: 1, distance: 1 })).toBe(1000);
    expect(tenthsOf(one, { skill: 0, place: 0, load: 0, distance: 0 })).toEqual({
      skill: 250,
      place: 250,
      load: 250,
      distance: 250,
    });
    expect(tenthsOf(one, { skill: 30, place: 0, load: 10, distance: 0 })).toEqual({
      skill: 750,
      place: 0,
      load: 250,
      distance: 0,
    });
    const busy = { ...one, worker: { ...one.worker, inHand: 4 } };
    expect(tenthsOf(busy, { skill: 0, place: 0, load: 7, distance: 0 }).load).toBe(200);
    const away: Contender = { ...one, reach: { metres: 200, measured: true, from: 'building' } };
    expect(tenthsOf(away, { skill: 0, place: 0, load: 0, distance: 9 }).distance).toBe(500);
  });

  test('a stranger to the house has no points of place; who comes a third time and serves the building has them all', () => {
    const place = (known: Contender['known']) =>
      partsOf({ worker: able, known, reach: { metres: 0, measured: true, from: 'here' } }).place;
    expect(place({ house: 0, building: 0, named: false })).toBe(0);
    expect(place({ house: 0, building: 0, named: true })).toBe(40);
    expect(place({ house: 1, building: 1, named: false })).toBe(40);
    expect(place({ house: 0, building: 2, named: false })).toBe(20);
    expect(place({ house: 3, building: 3, named: true })).toBe(100);
    expect(place({ house: 90, building: 900, named: true })).toBe(100);
  });
});

test('of equals: less in hand, then less done, then the smaller id', () => {
  const people = [
    { ...able, id: 'D', inHand: 1 },
    { ...able, id: 'C', finished: 9 },
    { ...able, id: 'B' },
    { ...able, id: 'A', finished: 9 },
  ];
  expect([...people].sort(byRest).map(({ id }) => id)).toEqual(['B', 'A', 'C', 'D']);
  expect(
    [...people]
      .reverse()
      .sort(byRest)
      .map(({ id }) => id),
  ).toEqual(['B', 'A', 'C', 'D']);
  expect(byRest(able, able)).toBe(0);
});

test('every trade has words for what it can do', () => {
  expect(Object.keys(abilities).sort()).toEqual(Object.keys(skillTrades).sort());
});
