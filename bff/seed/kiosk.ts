import { postTerminal } from '../src/features/access/access.door.js';
import { HousePersonEntity } from '../src/features/community/community.entity.js';
import { listDevices } from '../src/features/device/device.door.js';
import { cardIndexOf } from '../src/features/kiosk/kiosk.queries.js';
import { insertCard, insertKiosk } from '../src/features/kiosk/kiosk.store.js';
import { newId } from '../src/kernel/ids.js';
import { inTransaction } from '../src/platform/database/transaction.js';
import type { Deps } from '../src/platform/deps.js';
import { kioskTerminalCode } from './devices.js';

const cards = 12;
const yearMs = 365 * 86_400_000;

const numberOf = (index: number): string => String(10_000_001 + index).padStart(10, '0');

/** By what is kept of each card: the number that stands on it. */
export const demoCardNumbers = (deps: Pick<Deps, 'keys'>, communityId: string): Map<string, string> =>
  new Map(
    Array.from({ length: cards }, (_, index) => [cardIndexOf(deps, communityId, numberOf(index)), numberOf(index)]),
  );

/**
 * A machine that waits for its code, with a face terminal beside it, and owners with cards: 0010000001 is the first one's. Typed with Enter on the
 * screen that asks for a card, it is heard as from a reader.
 */
export const makeKiosk = (deps: Deps, communityId: string, byId: string): Promise<void> =>
  inTransaction(deps.db, async (tx) => {
    const createdAt = deps.clock.now();
    const id = newId(createdAt);
    await insertKiosk(tx, {
      ...{ communityId, id, name: '1号机', place: '服务驿站大厅', codeHash: null, codeUntil: null },
      ...{ tokenHash: null, enrolledAt: null, seenAt: null, revokedAt: null, createdAt, byId },
    });
    const terminal = (await listDevices(tx, communityId, { kinds: ['door'] })).find(
      ({ code }) => code === kioskTerminalCode,
    );
    if (terminal) await postTerminal(tx, deps, { communityId, kioskId: id, deviceId: terminal.id });
    const people = await tx.find(HousePersonEntity, {
      where: { communityId, role: 'owner' },
      order: { id: 'ASC' },
      take: cards,
    });
    const issuedAt = new Date(createdAt.getTime() - yearMs);
    for (const [index, { id: personId, houseId }] of people.entries())
      await insertCard(tx, {
        ...{ communityId, id: newId(issuedAt), personId, houseId, status: 'valid', liveKey: personId },
        ...{ liveIndex: cardIndexOf(deps, communityId, numberOf(index)) },
        ...{ issuedAt, issuedBy: '李晓梅', endedAt: null },
      });
  });
