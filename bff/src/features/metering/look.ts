import type { ServicePolicy } from 'shared-types/policy';
import { atWall, toDay, wall } from 'shared-types/time';
import type { Reader } from '../../platform/database/access.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { readHouseBriefs } from '../community/community.door.js';
import { listDevices } from '../device/device.door.js';
import { readPolicyInForce } from '../policy/policy.door.js';
import { emptyUseOf, isSilent, leakOf, lostOf, type Night, nightHours } from './finding.rules.js';
import { settleFinding } from './findings.js';
import { dayMs } from './hours.js';
import type { HourUse } from './meter.rules.js';
import type { MeterEntity, MeterFindingEntity } from './metering.entity.js';
import { deleteHours, findDays, findHours, findMeters, findOpen } from './metering.store.js';

type Rule = ServicePolicy['metering'];

/** What is found now, by meter; null: it is not so. */
type Found = [MeterEntity, MeterFindingEntity['kind'], number | null][];

const nightFrom = 2;

const dayBefore = (day: string, days: number): string => toDay(new Date(atWall(day, 12).getTime() - days * dayMs));

/** The nights of some water meters, the oldest first, as far as they are over. */
const readNights = async (
  reader: Reader,
  communityId: string,
  ids: readonly string[],
  now: Date,
  count: number,
): Promise<Map<string, Night[]>> => {
  const today = toDay(now);
  const over = now >= atWall(today, nightFrom + nightHours);
  const nights = new Map<string, Night[]>(ids.map((id) => [id, []]));
  for (let back = over ? count - 1 : count; back >= (over ? 0 : 1); back--) {
    const from = atWall(dayBefore(today, back), nightFrom);
    const to = new Date(from.getTime() + nightHours * 3_600_000);
    const hours = await findHours(reader, communityId, ids, { from, to });
    for (const [id, all] of nights) all.push(hours.filter(({ deviceId }) => deviceId === id));
  }
  return nights;
};

const leaks = async (
  reader: Reader,
  communityId: string,
  meters: readonly MeterEntity[],
  now: Date,
  rule: Rule,
): Promise<Found> => {
  const water = meters.filter(({ kind, houseId }) => kind === 'water' && houseId !== null);
  const nights = await readNights(
    reader,
    communityId,
    water.map(({ deviceId }) => deviceId),
    now,
    rule.leakNights,
  );
  const wanted = { nights: rule.leakNights, leastAnHour: rule.leakLitresPerHour };
  return water.map((meter) => [meter, 'leak', leakOf(nights.get(meter.deviceId) ?? [], wanted)]);
};

/** Yesterday's use of every meter. */
const readYesterday = async (
  reader: Reader,
  communityId: string,
  meters: readonly MeterEntity[],
  now: Date,
): Promise<Map<string, HourUse>> => {
  const yesterday = dayBefore(toDay(now), 1);
  const ids = meters.map(({ deviceId }) => deviceId);
  return new Map(
    (await findDays(reader, communityId, ids, yesterday, yesterday)).map((day) => [day.deviceId, day] as const),
  );
};

/** Flow in houses that the ledger calls empty, and what a building's master counted more than its houses. */
const thefts = async (
  reader: Reader,
  communityId: string,
  meters: readonly MeterEntity[],
  now: Date,
  rule: Rule,
): Promise<Found> => {
  const days = await readYesterday(reader, communityId, meters, now);
  const houseIds = [...new Set(meters.flatMap(({ houseId }) => houseId ?? []))];
  const houses = await readHouseBriefs(reader, houseIds);
  const empty = new Set(houses.filter(({ occupancy }) => occupancy === 'vacant').map(({ id }) => id));
  const dayOf = ({ deviceId }: MeterEntity): HourUse | null => days.get(deviceId) ?? null;
  const limit = { water: rule.emptyWaterLitres, power: rule.emptyPowerWh };
  const inHouses: Found = meters
    .filter(({ houseId }) => houseId !== null)
    .map((meter) => [meter, 'empty', emptyUseOf(empty.has(meter.houseId ?? ''), dayOf(meter), limit[meter.kind])]);
  const masters: Found = meters
    .filter(({ houseId, buildingId }) => houseId === null && buildingId !== null)
    .map((master) => {
      const below = meters.filter(
        ({ kind, houseId, buildingId }) => kind === master.kind && houseId !== null && buildingId === master.buildingId,
      );
      const balance = { shareBp: rule.lostShareBp, least: limit[master.kind] };
      return [master, 'lost', lostOf(dayOf(master), below.map(dayOf), balance)];
    });
  return [...inHouses, ...masters];
};

/** Hours are looked at for two days, and reckoned anew for as long; the days stay. */
const keepHoursMs = 100 * dayMs;
const sweepHour = 3;

const dropOldHours = async (deps: Deps, meters: readonly MeterEntity[], now: Date): Promise<void> => {
  if (wall(now).hour !== sweepHour) return;
  const old = { from: new Date(0), to: new Date(now.getTime() - keepHoursMs) };
  await inTransaction(deps.db, async (tx) => {
    for (const meter of meters) await deleteHours(tx, meter, old);
  });
};

/** Everything that the use of a community's meters gives away now; what is so no longer closes. */
export const lookAtMeters = async (deps: Deps, communityId: string): Promise<void> => {
  const { reader } = deps.db;
  const now = deps.clock.now();
  const devices = await listDevices(reader, communityId, { kinds: ['water-meter', 'power-meter'] });
  const used = new Set(devices.filter(({ lifecycle }) => lifecycle === 'in-use').map(({ id }) => id));
  const all = await findMeters(reader, communityId);
  const meters = all.filter(({ deviceId }) => used.has(deviceId));
  const { metering: rule } = (await readPolicyInForce(reader, communityId)).policy;
  const silent: Found = meters.map((meter) => {
    const hours = (now.getTime() - meter.lastAt.getTime()) / 3_600_000;
    return [meter, 'silent', isSilent(meter.lastAt, now, rule.silentMinutes * 60_000) ? hours : null];
  });
  const found = [
    ...silent,
    ...(await leaks(reader, communityId, meters, now, rule)),
    ...(await thefts(reader, communityId, meters, now, rule)),
    // A meter that was taken away has nothing open any more.
    ...all
      .filter(({ deviceId }) => !used.has(deviceId))
      .flatMap(
        (meter): Found => [
          [meter, 'silent', null],
          [meter, 'leak', null],
          [meter, 'empty', null],
          [meter, 'lost', null],
          [meter, 'overload', null],
        ],
      ),
  ];
  const open = new Set((await findOpen(reader, communityId)).map(({ openKey }) => openKey));
  for (const [meter, kind, figure] of found) {
    const isOpen = open.has(`${meter.deviceId}:${kind}`);
    // Most are well and were: nothing to write.
    if (isOpen === (figure !== null)) continue;
    await inTransaction(deps.db, (tx) => settleFinding(tx, deps.clock, meter, kind, figure));
  }
  await dropOldHours(deps, all, now);
};
