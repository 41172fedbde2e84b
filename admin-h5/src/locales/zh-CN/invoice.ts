import type { staffInvoiceActions, staffInvoiceScopes } from 'shared-types/staffInvoice';

type Scope = (typeof staffInvoiceScopes)[number];

/** Words of the pages of invoices. */
export const t = {
  invoices: '发票',
  invoice: '一张电子发票',
  off: '本小区暂未接通电子发票，业主得到的是收据。接通开票平台以后，付款会自动开票。',
  scope: '看哪些',
  scopes: {
    all: '全部',
    attention: '要处理',
    moving: '在办',
    issued: '已开',
    reversed: '已红冲',
  } satisfies Record<Scope, string>,
  none: {
    all: '还没有开过发票。业主付款以后会自动开。',
    attention: '没有要人处理的发票。',
    moving: '没有正在开或红冲的发票。',
    issued: '没有开好的发票。',
    reversed: '没有红冲过的发票。',
  } satisfies Record<Scope, string>,
  search: '发票号、收据号、抬头',
  columns: { when: '时间', house: '房屋', title: '抬头', number: '发票号码', amount: '金额', status: '状态' },
  unknownHouse: '房屋不在了',
  total: '价税合计',
  ofTax: (rate: string, tax: string) => `税率 ${rate} · 税额 ${tax}`,
  ofPayment: (number: string) => `收据 ${number}`,
  facts: {
    buyer: '抬头',
    taxNo: '税号',
    number: '发票号码',
    issuedAt: '开票时间',
    redNumber: '红字发票号码',
    reversedAt: '红冲时间',
    reverseReason: '红冲原因',
    reason: '平台说的原因',
    nextLookAt: '下一次再试',
    requestNo: '开票单号',
    createdAt: '发起时间',
  },
  acts: {
    retry: '再开一次',
    reverse: '红冲',
    pdf: '打开 PDF',
  } satisfies Record<(typeof staffInvoiceActions)[number], string>,
  retryReversal: '再红冲一次',
  retryWhat: '原因处理好了再试。已经开成的不会再开第二张。',
  retried: '已经在办',
  reverseTitle: '红冲这张发票？',
  reverseWhat: '这张发票会作废，业主会收到通知。不会自动再开，业主要的话可以重新申请。',
  reverseReason: '红冲原因',
  reversed: '已经在红冲',
  fileName: (number: string) => `电子发票-${number}.pdf`,
} as const;
