import { WhitePaperEntity } from '../../src/features/whitepaper/paper.entity.js';
import { writePastPapers } from '../../src/features/whitepaper/whitepaper.door.js';
import type { Deps } from '../../src/platform/deps.js';
import { makeFinishedOrder } from '../factories/orders.js';

/** The white paper of a month in which one thing was mended. */
export const makeWhitePaper = async (
  deps: Deps,
  communityId: string,
  worker: { id: string; name: string },
): Promise<string> => {
  await makeFinishedOrder(deps, communityId, { worker, finishedAt: new Date('2026-10-20T02:00:00.000Z') });
  await writePastPapers(deps, communityId);
  const [paper] = await deps.db.reader.findBy(WhitePaperEntity, { communityId });
  return paper?.id ?? '';
};
