import type { RowDecision } from '../src/features/community/community.door.js';

/** How the office settled the doubtful rows of its ledger, row by row (sheet 0, rows as Excel counts them). */
export const ledgerMends: RowDecision[] = [
  { sheetIndex: 0, rowNumber: 14, values: { area: '118.36' } },
  { sheetIndex: 0, rowNumber: 41, values: { ownerNames: '卢敏' } },
  { sheetIndex: 0, rowNumber: 84, values: { number: '1003' } },
  { sheetIndex: 0, rowNumber: 103, values: { area: '89.5' } },
  { sheetIndex: 0, rowNumber: 124, values: { phones: '' } },
  { sheetIndex: 0, rowNumber: 137, values: { handedOverOn: '' } },
  { sheetIndex: 0, rowNumber: 154, values: { building: '2栋' } },
  { sheetIndex: 0, rowNumber: 175, values: { occupancy: '自住' } },
  { sheetIndex: 0, rowNumber: 194, values: { area: '89.5' } },
  { sheetIndex: 0, rowNumber: 209, values: { ownerNames: '陆霞' } },
  { sheetIndex: 0, rowNumber: 234, values: { number: '903' } },
];
