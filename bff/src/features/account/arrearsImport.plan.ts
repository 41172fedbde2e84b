import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { decryptField, encryptField } from '../../platform/secrets/fieldCrypto.js';
import { readOpenings } from '../billing/arrears.door.js';
import type { ArrearsImportRowEntity } from './account.entity.js';
import { findOpenedBalances } from './arrearsImport.store.js';
import { billKey, type KnownOpenings, type PlannedRow, planRows } from './arrearsPlan.rules.js';
import type { ReadRow } from './arrearsSheet.js';

/** How rows of an import are kept, and what they would make against what is there. */

const context = 'arrears-import';

/** Remarks may name people and their numbers: rows are kept sealed, as those of the ledger's import are. */
const sealRow = ({ keys }: Pick<Deps, 'keys'>, row: ReadRow): string =>
  encryptField(keys, JSON.stringify(row), context);

export const openRow = ({ keys }: Pick<Deps, 'keys'>, row: Pick<ArrearsImportRowEntity, 'contentEncrypted'>): ReadRow =>
  JSON.parse(decryptField(keys, row.contentEncrypted, context)) as ReadRow;

export const toRowEntity = (
  deps: Pick<Deps, 'keys'>,
  ids: Pick<ArrearsImportRowEntity, 'communityId' | 'id' | 'importId' | 'position'>,
  row: ReadRow,
  planned: PlannedRow,
): ArrearsImportRowEntity => ({
  ...ids,
  state: planned.state,
  houseId: row.houseId,
  arrearsFen: planned.makesBill ? row.arrearsFen : 0,
  prepaidFen: planned.makesPrepaid ? row.prepaidFen : 0,
  contentEncrypted: sealRow(deps, row),
});

const housesAtOnce = 500;

/** What was opened before for the houses of these rows. */
const readKnown = async (reader: Reader, communityId: string, rows: readonly ReadRow[]): Promise<KnownOpenings> => {
  const houseIds = [...new Set(rows.flatMap(({ houseId }) => houseId ?? []))];
  const bills = new Map<string, number>();
  const prepaid = new Map<string, number>();
  for (let from = 0; from < houseIds.length; from += housesAtOnce) {
    const some = houseIds.slice(from, from + housesAtOnce);
    for (const one of await readOpenings(reader, communityId, some))
      bills.set(billKey(one.houseId, one.feeKind, one.period), one.amountFen);
    for (const one of await findOpenedBalances(reader, communityId, some)) prepaid.set(one.houseId, one.amountFen);
  }
  return { bills, prepaid };
};

export const planImport = async (
  reader: Reader,
  communityId: string,
  rows: readonly ReadRow[],
): Promise<PlannedRow[]> => planRows(rows, await readKnown(reader, communityId, rows));
