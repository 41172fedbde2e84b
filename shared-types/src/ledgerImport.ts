import { contract } from './contract.js';
import { Id, Instant, PageQuery, page, z } from './schemas.js';

/** What a column of a property office's ledger can mean. */
export const importFields = [
  // houses
  'address',
  'building',
  'unit',
  'number',
  'layout',
  'area',
  'usage',
  'ownerNames',
  'phones',
  'idLastFour',
  'handedOverOn',
  'occupancy',
  'remark',
  'tenant',
  // parking
  'spaceNumber',
  'zone',
  'tenure',
  'boundHouse',
  'plate',
  // neither
  'sequence',
] as const;
export type ImportField = (typeof importFields)[number];

export const sheetKinds = ['houses', 'parking', 'ignore'] as const;

export const ImportSheet = z.object({
  index: z.int(),
  name: z.string(),
  kind: z.enum(sheetKinds),
  /** 1-based row of the headings; 0 when the sheet begins with its values. */
  headerRow: z.int(),
  columns: z.array(
    z.object({
      index: z.int(),
      heading: z.string(),
      field: z.nullable(z.enum(importFields)),
      /** 0..1, how sure the guess is. */
      confidence: z.number(),
      samples: z.array(z.string()),
    }),
  ),
  rows: z.int(),
});
export type ImportSheet = z.infer<typeof ImportSheet>;

export const importStatuses = ['draft', 'applied', 'cancelled'] as const;

export const ImportCounts = z.object({
  /** Rows that will make something new, change something, or change nothing. */
  create: z.int(),
  update: z.int(),
  same: z.int(),
  /** Rows with a question still open: mend, accept or set aside. */
  doubtful: z.int(),
  /** Set aside by staff. */
  excluded: z.int(),
  /** Titles, notes, totals and empty rows that were passed over. */
  skipped: z.int(),
});
export type ImportCounts = z.infer<typeof ImportCounts>;

export const ImportView = z.object({
  id: Id,
  fileName: z.string(),
  status: z.enum(importStatuses),
  sheets: z.array(ImportSheet),
  counts: ImportCounts,
  createdAt: Instant,
  createdBy: z.string(),
  appliedAt: z.nullable(Instant),
  actions: z.array(z.enum(['map', 'mend', 'apply', 'cancel'])),
});
export type ImportView = z.infer<typeof ImportView>;

export const ImportProblem = z.object({
  field: z.nullable(z.enum(importFields)),
  /** error: must be mended or set aside. warning: may be accepted as it is. */
  severity: z.enum(['error', 'warning']),
  /** In staff's words: 面积是负数 */
  text: z.string(),
});

export const ImportRowView = z.object({
  id: Id,
  sheetIndex: z.int(),
  /** 1-based row in the sheet. */
  rowNumber: z.int(),
  state: z.enum(['ready', 'doubtful', 'excluded', 'skipped']),
  change: z.enum(['create', 'update', 'same', 'none']),
  /** What was read for each field, as the office wrote it or as staff mended it. */
  values: z.partialRecord(z.enum(importFields), z.string()),
  /** How it is understood: 1栋 · 1单元 · 101 · 89.50 m² · 林娜 199****7919 */
  understood: z.string(),
  /** Fields that an update will change: 面积 89.50 → 90.00 */
  changes: z.array(z.string()),
  problems: z.array(ImportProblem),
  accepted: z.boolean(),
});
export type ImportRowView = z.infer<typeof ImportRowView>;

/** .xlsx or .csv, field `file`, at most 10 MB. Columns are guessed; nothing is changed yet. */
export const startImport = contract({
  name: 'startImport',
  summary: '上传台账，先看不动数据',
  method: 'POST',
  path: '/staff/imports',
  auth: { as: ['staff'], may: 'import.run' },
  bodyKind: 'upload',
  response: ImportView,
  idempotent: true,
  errors: ['import.unreadable', 'file.too_large', 'file.type_refused'],
});

export const listImports = contract({
  name: 'listImports',
  summary: '导入记录',
  method: 'GET',
  path: '/staff/imports',
  auth: { as: ['staff'], may: 'import.run' },
  query: z.object({ ...PageQuery }),
  response: page(ImportView),
  errors: [],
});

export const readImport = contract({
  name: 'readImport',
  summary: '一次导入',
  method: 'GET',
  path: '/staff/imports/:id',
  auth: { as: ['staff'], may: 'import.run', on: { param: 'id', of: 'import', within: 'community' } },
  params: z.object({ id: Id }),
  response: ImportView,
  errors: ['import.not_found'],
});

export const mapImport = contract({
  name: 'mapImport',
  summary: '改列的对应，重新理解每一行',
  method: 'PUT',
  path: '/staff/imports/:id/mapping',
  auth: { as: ['staff'], may: 'import.run', on: { param: 'id', of: 'import', within: 'community' } },
  params: z.object({ id: Id }),
  body: z.object({
    sheets: z
      .array(
        z.object({
          index: z.int().check(z.minimum(0), z.maximum(100)),
          kind: z.enum(sheetKinds),
          headerRow: z.int().check(z.minimum(0), z.maximum(1000)),
          columns: z
            .array(
              z.object({ index: z.int().check(z.minimum(0), z.maximum(500)), field: z.nullable(z.enum(importFields)) }),
            )
            .check(z.maxLength(500)),
        }),
      )
      .check(z.minLength(1), z.maxLength(50)),
  }),
  response: ImportView,
  idempotent: true,
  errors: ['import.not_found', 'import.closed', 'request.invalid'],
});

export const listImportRows = contract({
  name: 'listImportRows',
  summary: '逐行预览',
  method: 'GET',
  path: '/staff/imports/:id/rows',
  auth: { as: ['staff'], may: 'import.run', on: { param: 'id', of: 'import', within: 'community' } },
  params: z.object({ id: Id }),
  query: z.object({
    state: z.optional(z.enum(['ready', 'doubtful', 'excluded', 'skipped'])),
    change: z.optional(z.enum(['create', 'update', 'same'])),
    ...PageQuery,
  }),
  response: page(ImportRowView),
  errors: ['import.not_found'],
});

export const mendImportRow = contract({
  name: 'mendImportRow',
  summary: '就地改一行、接受疑点或放一边',
  method: 'PATCH',
  path: '/staff/imports/:id/rows/:rowId',
  auth: { as: ['staff'], may: 'import.run', on: { param: 'id', of: 'import', within: 'community' } },
  params: z.object({ id: Id, rowId: Id }),
  body: z.object({
    values: z.optional(z.partialRecord(z.enum(importFields), z.string().check(z.maxLength(300)))),
    excluded: z.optional(z.boolean()),
    /** Take the row with its warnings as it is. */
    accepted: z.optional(z.boolean()),
  }),
  response: z.object({ row: ImportRowView, counts: ImportCounts }),
  errors: ['import.not_found', 'import.row_not_found', 'import.closed'],
});

export const excludeDoubtfulRows = contract({
  name: 'excludeDoubtfulRows',
  summary: '剩下的疑点都先放一边',
  method: 'POST',
  path: '/staff/imports/:id/exclude-doubtful',
  auth: { as: ['staff'], may: 'import.run', on: { param: 'id', of: 'import', within: 'community' } },
  params: z.object({ id: Id }),
  response: ImportView,
  idempotent: true,
  errors: ['import.not_found', 'import.closed'],
});

/** All or nothing; refused while a doubtful row is open. */
export const applyImport = contract({
  name: 'applyImport',
  summary: '导入：全部成功或全部不动',
  method: 'POST',
  path: '/staff/imports/:id/apply',
  auth: { as: ['staff'], may: 'import.run', on: { param: 'id', of: 'import', within: 'community' } },
  params: z.object({ id: Id }),
  response: ImportView,
  idempotent: true,
  errors: ['import.not_found', 'import.closed', 'import.doubtful_left', 'import.nothing_to_do'],
});

export const cancelImport = contract({
  name: 'cancelImport',
  summary: '不导入了',
  method: 'POST',
  path: '/staff/imports/:id/cancel',
  auth: { as: ['staff'], may: 'import.run', on: { param: 'id', of: 'import', within: 'community' } },
  params: z.object({ id: Id }),
  response: ImportView,
  idempotent: true,
  errors: ['import.not_found', 'import.closed'],
});

/** The ledger as it stands: importing it again changes nothing. Audited. */
export const exportLedger = contract({
  name: 'exportLedger',
  summary: '导出台账（Excel）',
  method: 'GET',
  path: '/staff/ledger.xlsx',
  auth: { as: ['staff'], may: 'export.run' },
  produces: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  errors: [],
});
