import { t } from '../locales/zh-CN/money';
import { SubNav } from './SubNav';

/** 账本: what stands in the ledger, what is spent, and what is published of it. */
export const BookRooms = () => (
  <SubNav
    label={t.books}
    rooms={[
      { to: '/books', label: t.rooms.balance, may: 'ledger.read' },
      { to: '/books/entries', label: t.rooms.entries, may: 'ledger.read' },
      { to: '/spendings', label: t.rooms.spending, may: 'ledger.read' },
      { to: '/reports', label: t.rooms.reports, may: 'disclosure.read' },
    ]}
  />
);

/** 收费: from what is charged to what came in. */
export const ChargeRooms = () => (
  <SubNav
    label={t.charges}
    rooms={[
      { to: '/bills', label: t.rooms.bills, may: 'bill.read' },
      { to: '/bills/runs', label: t.rooms.runs, may: 'bill.read' },
      { to: '/counter', label: t.rooms.counter, may: 'payment.collect' },
      { to: '/payments', label: t.rooms.payments, may: 'payment.read' },
      { to: '/refunds', label: t.rooms.refunds, may: 'payment.read' },
      { to: '/invoices', label: t.rooms.invoices, may: 'invoice.manage' },
      { to: '/arrears', label: t.rooms.arrears, may: 'arrears.read' },
      { to: '/deposits', label: t.rooms.deposits, may: 'payment.read' },
      { to: '/auto-debit', label: t.rooms.autoDebit, may: 'autodebit.manage' },
      { to: '/bills/fees', label: t.rooms.fees, may: 'fee.read' },
      { to: '/bills/readings', label: t.rooms.readings, may: 'bill.read' },
    ]}
  />
);
