import type { FindingKind } from 'shared-types/metering';
import { newId } from '../../kernel/ids.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/access.js';
import { publish } from '../../platform/queue/queue.js';
import type { MeterEntity } from './metering.entity.js';
import { foundTopic, toldTopic } from './metering.model.js';
import { closeFinding, findOpenOf, insertFinding, openKeyOf } from './metering.store.js';

/** Of these the household hears; the others are the office's to look into. */
const householdHears: ReadonlySet<FindingKind> = new Set(['leak', 'empty', 'overload']);

type Meter = Pick<MeterEntity, 'communityId' | 'deviceId' | 'houseId' | 'buildingId'>;

/** What is so now of one kind at one meter: a finding opens once, and closes when it is so no longer. Null: it is not so. */
export const settleFinding = async (
  tx: Tx,
  clock: Clock,
  meter: Meter,
  kind: FindingKind,
  figure: number | null,
): Promise<void> => {
  const { communityId, deviceId, houseId, buildingId } = meter;
  const openKey = openKeyOf(deviceId, kind);
  const open = await findOpenOf(tx, communityId, openKey);
  const at = clock.now();
  if (figure === null) {
    if (open) await closeFinding(tx, open, at);
    return;
  }
  if (open) return;
  const id = newId(at);
  const subject = { communityId, id, deviceId, houseId, buildingId };
  await insertFinding(tx, { ...subject, kind, figure: Math.round(figure), openedAt: at, closedAt: null, openKey });
  await publish(tx, clock, { communityId, topic: foundTopic, payload: { findingId: id } });
  if (houseId && householdHears.has(kind))
    await publish(tx, clock, { communityId, topic: toldTopic, payload: { findingId: id } });
};
