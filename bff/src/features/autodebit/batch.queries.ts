import type { BatchSummary, BatchView } from 'shared-types/autodebit';
import { decodeCursor } from '../../http/cursor.js';
import { AppError } from '../../kernel/appError.js';
import type { Deps } from '../../platform/deps.js';
import { labelsOf, pageOf, payersOf } from './autodebit.queries.js';
import * as store from './autodebit.store.js';
import { presentBatch, presentWholeBatch } from './autodebit.view.js';

export const listBatchViews = async (
  deps: Deps,
  communityId: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: BatchSummary[]; nextCursor: string | null }> => {
  const { reader } = deps.db;
  const after = decodeCursor(cursor, 1)[0] ?? null;
  const { shown, nextCursor } = pageOf(
    await store.listBatches(reader, communityId, { after, limit: limit + 1 }),
    limit,
  );
  const rows = await store.findRows(
    reader,
    communityId,
    shown.map(({ id }) => id),
  );
  return {
    items: shown.map((batch) =>
      presentBatch(
        batch,
        rows.filter(({ batchId }) => batchId === batch.id),
      ),
    ),
    nextCursor,
  };
};

export const readBatchView = async (deps: Deps, communityId: string, id: string): Promise<BatchView> => {
  const { reader } = deps.db;
  const batch = await store.findBatch(reader, communityId, id);
  if (!batch) throw new AppError('debit_batch.not_found');
  const [rows, imports] = await Promise.all([
    store.findRows(reader, communityId, [id]),
    store.findResults(reader, communityId, id),
  ]);
  const mandates = await store.findMandates(reader, communityId, [...new Set(rows.map(({ mandateId }) => mandateId))]);
  const [labels, payers] = await Promise.all([
    labelsOf(
      reader,
      rows.map(({ houseId }) => houseId),
    ),
    payersOf(deps, reader, mandates),
  ]);
  return presentWholeBatch(batch, rows, imports, {
    house: (houseId) => labels.get(houseId) ?? '',
    payer: (mandateId) => payers.get(mandateId) ?? '',
  });
};
