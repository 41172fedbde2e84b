import fc from 'fast-check';
import { audienceRoles } from 'shared-types/announcement';
import type { Audience } from 'shared-types/staffAnnouncement';
import { countPeople, coversHouse, isEverywhere, reaches } from './audience.rules.js';

const everybody: Audience = {
  roles: ['owner', 'family', 'tenant'],
  staff: false,
  buildingIds: [],
  unitIds: [],
  houseIds: [],
};
const home = { houseId: 'h1', buildingId: 'b3', unitId: 'u2', role: 'owner' as const };

it.each<[string, Partial<Audience>, boolean]>([
  ['the whole community', {}, true],
  ['their building', { buildingIds: ['b3'] }, true],
  ['another building', { buildingIds: ['b4'] }, false],
  ['their unit', { unitIds: ['u2'] }, true],
  ['another unit of theirs', { unitIds: ['u1'] }, false],
  ['their house', { houseIds: ['h1'] }, true],
  ['the house next door', { houseIds: ['h2'] }, false],
  ['another building, and their house', { buildingIds: ['b4'], houseIds: ['h1'] }, true],
  ['owners and family', { roles: ['owner', 'family'] }, true],
  ['tenants', { roles: ['tenant'] }, false],
  ['tenants of their building', { roles: ['tenant'], buildingIds: ['b3'] }, false],
  ['nobody but the staff', { roles: [], staff: true }, false],
])('what is for %s reaches an owner at home: %#', (_title, part, expected) =>
  expect(reaches({ ...everybody, ...part }, home)).toBe(expected),
);

it('a shop that stands in no unit belongs to no unit', () => {
  expect(coversHouse({ ...everybody, unitIds: ['u2'] }, { houseId: 'h9', buildingId: 'b3', unitId: null })).toBe(false);
  expect(isEverywhere({ ...everybody, unitIds: ['u2'] })).toBe(false);
  expect(isEverywhere(everybody)).toBe(true);
});

it('counts an account once in a group and never more readers than people', () => {
  const person = fc.record({
    accountId: fc.constantFrom('a', 'b', 'c', 'd'),
    houseId: fc.constantFrom('h1', 'h2', 'h3'),
    buildingId: fc.constantFrom('b1', 'b2'),
    unitId: fc.constant(null),
    role: fc.constantFrom(...audienceRoles),
  });
  fc.assert(
    fc.property(fc.array(person), fc.uniqueArray(fc.constantFrom('a', 'b', 'x')), (people, readers) => {
      const read = new Set<string>(readers);
      for (const line of countPeople(people, read, ({ buildingId }) => buildingId)) {
        const inIt = people.filter(({ buildingId }) => buildingId === line.id).map(({ accountId }) => accountId);
        expect(line.reached).toBe(new Set(inIt).size);
        expect(line.read).toBe(new Set(inIt.filter((account) => read.has(account))).size);
      }
    }),
    { numRuns: 1000 },
  );
});
