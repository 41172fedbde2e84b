/** Why a ledger's file cannot be read, in staff's words. */
export const ledgerFileTexts = {
  tooLarge: (megabytes: number) => `文件超过 ${megabytes} MB，请分成几个文件上传。`,
  empty: '文件是空的。',
  oldExcel: '这是旧的 .xls 文件，或者加了密码。请用 Excel 另存为 .xlsx（不加密码）后再上传。',
  webPage: '这其实是一个网页文件，只是名字像 Excel。请用 Excel 打开后另存为 .xlsx 再上传。',
  notATable: '这不是 Excel 表（.xlsx）或 CSV 文件。',
  broken: '文件坏了，读不出来。请用 Excel 打开后重新保存一次再上传。',
  unpacksTooLarge: '文件展开后太大，读不了。请删掉多余的工作表和空行后再上传。',
  mergedTooLarge: '合并单元格的范围太大，请取消整行整列的合并后再上传。',
  tooManyRows: (rows: number) => `表太长了，一次最多 ${rows} 行，请分成几个文件。`,
  tooManyColumns: (columns: number) => `表太宽了，最多 ${columns} 列，请删掉多余的列。`,
  tooManySheets: (sheets: number) => `工作表太多了，最多 ${sheets} 张，请分成几个文件。`,
  noRows: '表里没有内容。',
} as const;

/** Why a row of an office's table names no house. */
export const sheetTexts = {
  noSuchHouse: '台账里没有这一户',
  severalHouses: (labels: readonly string[]): string => `不止一户：${labels.slice(0, 3).join('、')}，请写上单元`,
} as const;
