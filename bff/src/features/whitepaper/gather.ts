import { periodAfter, spanOf } from '../../kernel/period.js';
import type { Reader } from '../../platform/database/access.js';
import { readAreas, readBuildingNames, readHouseBriefs } from '../community/community.door.js';
import { devicesOfRepairs, listDevices } from '../device/device.door.js';
import { readFollowUpFacts } from '../followup/followup.door.js';
import { listWorkers } from '../identity/identity.door.js';
import { readPolicyInForce } from '../policy/policy.door.js';
import {
  offeredProblemTypes,
  problemTypeOf,
  type RequestCount,
  type RequestFact,
  readFirstRequest,
  readRequestFacts,
  readRequestTallies,
  usualPartsOf,
} from '../repair/repair.door.js';
import type { PaperFact, PaperInput, PaperTally, Subject } from './paper.model.js';

/** So many ids in one statement. */
const chunk = 500;

const chunks = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / chunk) }, (_, index) => all.slice(index * chunk, (index + 1) * chunk));

interface Places {
  placeOf(one: RequestCount): string;
  subjectOf(one: RequestCount): Subject | null;
}

/** Where requests were, and what each was about. */
const readPlaces = async (reader: Reader, communityId: string, all: readonly RequestCount[]): Promise<Places> => {
  const houseIds = [...new Set(all.flatMap(({ houseId }) => houseId ?? []))];
  const houses = (await Promise.all(chunks(houseIds).map((ids) => readHouseBriefs(reader, ids)))).flat();
  const houseOf = new Map(houses.map((house) => [house.id, house]));
  const areaOf = new Map((await readAreas(reader, communityId)).map((area) => [area.id, area]));
  const buildings = await readBuildingNames(reader, communityId);
  const causes = await Promise.all(
    chunks(all.map(({ id }) => id)).map((ids) => devicesOfRepairs(reader, communityId, ids)),
  );
  const deviceIdOf = new Map(causes.flatMap((some) => [...some]));
  const deviceOf = new Map((await listDevices(reader, communityId)).map((device) => [device.id, device]));
  return {
    placeOf: ({ houseId, areaId, placeLabel }) => {
      const area = areaId ? areaOf.get(areaId) : undefined;
      const buildingId = (houseId ? houseOf.get(houseId)?.buildingId : area?.buildingId) ?? null;
      return (buildingId && buildings.get(buildingId)) ?? area?.name ?? placeLabel;
    },
    subjectOf: ({ id, houseId, areaId, placeLabel }) => {
      const device = deviceOf.get(deviceIdOf.get(id) ?? '');
      if (device) return { what: 'device', id: device.id, name: `${device.placeLabel} ${device.name}`.trim() };
      if (areaId) return { what: 'area', id: areaId, name: areaOf.get(areaId)?.name ?? placeLabel };
      return houseId ? { what: 'house', id: houseId, name: houseOf.get(houseId)?.label ?? placeLabel } : null;
    },
  };
};

const tallyOf = (one: RequestCount, places: Places): PaperTally => ({
  ...{ id: one.id, at: one.at, typeId: one.problemTypeId, emergency: one.emergency },
  subject: places.subjectOf(one),
});

const factOf = (fact: RequestFact, places: Places): PaperFact => ({
  ...tallyOf(fact, places),
  ...{ place: places.placeOf(fact), doneAt: fact.doneAt, answeredAt: fact.answeredAt, stars: fact.stars },
  ...{ reopened: fact.round > 1, escalated: fact.escalated },
  ...{ orders: fact.orders, promises: fact.promises, pauses: fact.pauses },
});

const typesOf = (): PaperInput['types'] =>
  new Map(
    offeredProblemTypes.map(({ id, name }) => [
      id,
      { name, skill: problemTypeOf(id)?.skill ?? '', parts: usualPartsOf(id) },
    ]),
  );

const countSkills = async (reader: Reader, communityId: string, now: Date): Promise<Map<string, number>> => {
  const counts = new Map<string, number>();
  for (const { skills } of await listWorkers(reader, communityId, now))
    for (const skill of skills) counts.set(skill, (counts.get(skill) ?? 0) + 1);
  return counts;
};

/** Everything that the paper of a month is computed from; null: the community had no request before the month's end. */
export const gather = async (
  reader: Reader,
  communityId: string,
  period: string,
  now: Date,
): Promise<{ input: PaperInput; policyVersion: number } | null> => {
  const since = await readFirstRequest(reader, communityId);
  const span = spanOf(period);
  if (!since || since >= span.to) return null;
  const month = (of: string): Promise<RequestFact[]> => readRequestFacts(reader, communityId, spanOf(of));
  const known = (of: string): Promise<RequestFact[] | null> =>
    since <= spanOf(of).from ? month(of) : Promise.resolve(null);
  const facts = await month(period);
  const before = await known(periodAfter(period, -1));
  const yearAgo = await known(periodAfter(period, -12));
  const tallies = await readRequestTallies(reader, communityId, {
    from: spanOf(periodAfter(period, -14)).from,
    to: span.to,
  });
  const complaints = async (of: string): Promise<string[]> =>
    (await readRequestTallies(reader, communityId, spanOf(of), 'complaint')).map(({ id }) => id);
  const complaintsBefore = before && (await complaints(periodAfter(period, -1))).length;
  const complaintsYearAgo = yearAgo && (await complaints(periodAfter(period, -12))).length;
  const places = await readPlaces(reader, communityId, [...tallies, ...(yearAgo ?? [])]);
  const { policy, version } = await readPolicyInForce(reader, communityId);
  return {
    policyVersion: version,
    input: {
      period,
      since,
      facts: facts.map((fact) => factOf(fact, places)),
      before: before?.map((fact) => factOf(fact, places)) ?? null,
      yearAgo: yearAgo?.map((fact) => factOf(fact, places)) ?? null,
      tallies: tallies.map((one) => tallyOf(one, places)),
      complaints: { ids: await complaints(period), before: complaintsBefore, yearAgo: complaintsYearAgo },
      followUps: await readFollowUpFacts(reader, communityId, span),
      types: typesOf(),
      workers: await countSkills(reader, communityId, now),
      rules: policy.whitePaper,
    },
  };
};
