import ExcelJS from 'exceljs';

type Cell = string | number | Date | null | { formula: string; result?: number | string };

export interface LayoutSheet {
  name: string;
  rows: Cell[][];
  merges?: string[];
  hidden?: boolean;
}

export interface Layout {
  title: string;
  sheets: LayoutSheet[];
  /** For each sheet: its kind, the row of its headings, the meaning of each column in order (null: none). */
  expected: { kind: string; headerRow: number; fields: (string | null)[] }[];
}

const day = (text: string): Date => new Date(`${text}T00:00:00Z`);

/** Ledgers as other property offices keep them. */
export const layouts: Layout[] = [
  {
    title: 'the whole address in one cell, no title, columns in another order, unknown columns between',
    sheets: [
      {
        name: 'Sheet1',
        rows: [
          ['产权人', '房屋地址', '手机', '物业费标准', '计费面积', '收楼日期', '是否签约'],
          ['周明', '1栋1单元101', 19901015838, 2.8, 89.5, day('2016-09-23'), '是'],
          ['徐涛', '1栋1单元102', '199-0102-3757', 2.8, 118.36, '2016.6.18', '否'],
          ['袁霞', '3号楼二单元1102室', '19901031676', 2.8, '76.04㎡', '2016/11/20', '是'],
        ],
      },
    ],
    expected: [
      {
        kind: 'houses',
        headerRow: 1,
        fields: ['ownerNames', 'address', 'phones', null, 'area', 'handedOverOn', null],
      },
    ],
  },
  {
    title: 'headings deep down, 幢 and 室号, two telephone columns, notes and signatures at the end',
    sheets: [
      {
        name: '业主资料',
        rows: [
          ['幸福里小区业主资料表'],
          ['编制单位：客服中心', null, null, null, '编制日期：2026年10月'],
          [],
          ['说明：', '本表每月更新一次'],
          [],
          ['序号', '幢号', '单元号', '室号', '户主', '建面', '电话1', '电话2', '入伙日期', '使用状态', '附注'],
          [1, '1幢', '一单元', '0101', '林娜', 89.5, '19901007919', '0755-26550000', '2016年9月3日', '已入住', null],
          [2, '1幢', '一单元', '0102', '徐涛', 118.36, '19901015838', null, '2016年9月3日', '空置', '2024年3月起空置'],
          ['合计', null, null, null, null, { formula: 'SUM(F7:F8)', result: 207.86 }],
          ['制表人：王芳', null, null, '审核人：李强'],
        ],
        merges: ['A1:K1'],
      },
    ],
    expected: [
      {
        kind: 'houses',
        headerRow: 6,
        fields: [
          'sequence',
          'building',
          'unit',
          'number',
          'ownerNames',
          'area',
          'phones',
          'phones',
          'handedOverOn',
          'occupancy',
          'remark',
        ],
      },
    ],
  },
  {
    title: 'two rows of headings with merged groups',
    sheets: [
      {
        name: '台账',
        rows: [
          ['房屋信息', null, null, null, '业主', null, '租户', null, '备注'],
          ['楼栋', '单元', '房号', '面积', '姓名', '电话', '姓名', '电话', null],
          ['1栋', '1单元', 101, 89.5, '林娜', 19901007919, null, null, null],
          ['1栋', '1单元', 102, 118.36, '徐涛', 19901015838, '梁子轩', 19901039595, '月租'],
        ],
        merges: ['A1:D1', 'E1:F1', 'G1:H1', 'I1:I2'],
      },
    ],
    expected: [
      {
        kind: 'houses',
        headerRow: 2,
        fields: ['building', 'unit', 'number', 'area', 'ownerNames', 'phones', 'tenant', 'tenant', 'remark'],
      },
    ],
  },
  {
    title: 'two rows of headings without merged cells',
    sheets: [
      {
        name: '台账',
        rows: [
          ['序号', '楼号', '门牌', '业主', '', '紧急联系人', '', '备注'],
          ['', '', '', '姓名', '电话', '姓名', '电话', ''],
          [1, '3号楼', '1102', '林娜', '19901007919', '林强', '19901007920', ''],
          [2, '3号楼', '1103', '徐涛', '19901015838', '徐明', '19901015839', '常住'],
        ],
      },
    ],
    expected: [
      {
        kind: 'houses',
        headerRow: 2,
        fields: ['sequence', 'building', 'number', 'ownerNames', 'phones', null, null, 'remark'],
      },
    ],
  },
  {
    title: 'one sheet a building, its name in the sheet’s name; a hidden sheet; a sheet of prices',
    sheets: [
      {
        name: '1栋',
        rows: [
          ['房号', '姓名', '联系方式', '面积', '居住情况'],
          ['1-101', '林娜', '19901007919', 89.5, '自住'],
          ['1-102', '徐涛', '19901015838', 118.36, '出租'],
        ],
      },
      {
        name: '2栋',
        rows: [
          ['房号', '姓名', '联系方式', '面积', '居住情况'],
          ['1-101', '袁霞', '19901023757', 89.5, '空置'],
        ],
      },
      {
        name: '旧',
        hidden: true,
        rows: [
          ['房号', '姓名'],
          ['101', '旧人'],
        ],
      },
      {
        name: '收费标准',
        rows: [
          ['项目', '单价'],
          ['物业费', 2.8],
        ],
      },
    ],
    expected: [
      { kind: 'houses', headerRow: 1, fields: ['address', 'ownerNames', 'phones', 'area', 'occupancy'] },
      { kind: 'houses', headerRow: 1, fields: ['address', 'ownerNames', 'phones', 'area', 'occupancy'] },
      { kind: 'ignore', headerRow: 1, fields: ['number', 'ownerNames'] },
      { kind: 'ignore', headerRow: 1, fields: [null, null] },
    ],
  },
  {
    title: 'a building merged over its rows; room numbers with their building; car park with its own words',
    sheets: [
      {
        name: '房屋',
        rows: [
          ['楼座', '单元', '房间号', '房型', '产权面积', '业主名称', '移动电话', '证件号码', '物业类型'],
          ['A座', 1, 1201, '两室', 89.5, '林娜', '19901007919', '440301199001013305', '住宅'],
          [null, 1, 1202, '三室', 118.36, '深圳市阳光餐饮有限公司', '0755-26550000', null, '住宅'],
          [null, 1, 1203, '三室', 118.36, '徐涛', '19901015838', null, '住宅'],
        ],
        merges: ['A2:A4'],
      },
      {
        name: '停车场',
        rows: [
          ['泊位编号', '业主姓名', '房号', '车牌号码', '类型', '联系电话'],
          ['负一-001', '林娜', 'A座1201', '粤B·84307', '产权', '19901007919'],
          ['负一-002', '徐涛', 'A座1203', '粤BF36150', '月租', '19901015838'],
        ],
      },
    ],
    expected: [
      {
        kind: 'houses',
        headerRow: 1,
        fields: ['building', 'unit', 'number', 'layout', 'area', 'ownerNames', 'phones', 'idLastFour', 'usage'],
      },
      { kind: 'parking', headerRow: 1, fields: ['spaceNumber', null, 'boundHouse', 'plate', 'tenure', null] },
    ],
  },
  {
    title: 'houses that name their parking space and car in columns of their own',
    sheets: [
      {
        name: '业主信息',
        rows: [
          [
            '楼栋房号',
            '业主姓名',
            '紧急联系电话',
            '联系电话',
            '建筑面积(平方米)',
            '车位号',
            '车牌号',
            '欠费金额',
            '备注',
          ],
          ['1-1-101', '林娜', '19901007920', '19901007919', '89.50', 'B1-001', '粤B84307', 1200, ''],
          ['1-1-102', '徐涛', '19901015839', '19901015838', '118.36', '', '', 0, ''],
        ],
      },
    ],
    expected: [
      {
        kind: 'houses',
        headerRow: 1,
        fields: ['address', 'ownerNames', null, 'phones', 'area', null, null, null, 'remark'],
      },
    ],
  },
];

export const workbookOf = async (sheets: LayoutSheet[]): Promise<Buffer> => {
  const workbook = new ExcelJS.Workbook();
  for (const { name, rows, merges, hidden } of sheets) {
    const sheet = workbook.addWorksheet(name, { state: hidden ? 'hidden' : 'visible' });
    for (const row of rows) sheet.addRow(row);
    for (const range of merges ?? []) sheet.mergeCells(range);
  }
  return Buffer.from(await workbook.xlsx.writeBuffer());
};
