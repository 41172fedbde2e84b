import type { Reader } from '../../platform/database/access.js';
import { toNumber } from '../../platform/database/rows.js';
import { selectAll } from '../../platform/database/select.js';
import { importStore, type StateCount, toStateCount } from '../../platform/sheetImport/importStore.js';
import { ArrearsImportEntity, ArrearsImportRowEntity, BalanceMovementEntity } from './account.entity.js';

export const imports = importStore(ArrearsImportEntity, ArrearsImportRowEntity);

export interface StateSum extends StateCount<ArrearsImportRowEntity['state']> {
  arrearsFen: number;
  prepaidFen: number;
}

export const sumStates = async (
  reader: Reader,
  communityId: string,
  importIds: readonly string[],
): Promise<StateSum[]> => {
  const rows = await imports.sumStates(reader, communityId, importIds, ['arrears_fen', 'prepaid_fen']);
  return rows.map((row) => ({
    ...toStateCount<ArrearsImportRowEntity['state']>(row),
    arrearsFen: toNumber(row.arrears_fen),
    prepaidFen: toNumber(row.prepaid_fen),
  }));
};

/** What the balances of houses were opened with. */
export const findOpenedBalances = (
  reader: Reader,
  communityId: string,
  houseIds: readonly string[],
): Promise<BalanceMovementEntity[]> =>
  selectAll(reader, BalanceMovementEntity, {
    where: { communityId, houseId: houseIds as string[], causeKind: 'opening', causeId: 'prepaid' },
  });
