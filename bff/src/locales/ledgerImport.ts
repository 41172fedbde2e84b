/** What staff read about the import and export of a ledger. */
export const importTexts = {
  broken: '这个文件打不开，可能损坏了。请用 Excel 打开后另存为 .xlsx 再试。',
  oldFormat: '这是旧版 .xls 或加了密码的文件，请用 Excel 另存为不带密码的 .xlsx 再试。',
  tooMuch: '这个文件解开后太大，请只留下台账的工作表再试。',
  tooManyRows: (most: number): string => `一张表最多 ${most} 行，请分成几个文件。`,
  tooManyColumns: (most: number): string => `一张表最多 ${most} 列。`,
  tooManySheets: (most: number): string => `一个文件最多 ${most} 张表。`,
  noSheet: '没有这张表',
  skipped: {
    empty: '空行',
    title: '表头以上的标题或说明',
    heading: '表头',
    total: '合计行',
    note: '说明文字',
    ignored: '这张表不导入',
  },
  houses: '房产台账',
  parking: '车位',
} as const;
