import { t } from '../../locales/zh-CN/billing';
import { SubNav } from '../../ui/SubNav';

/** All bills, and those that an owner asks about. */
export const BillRooms = () => (
  <SubNav
    label={t.bills_}
    rooms={[
      { to: '/bills', label: t.allBills, may: 'bill.read' },
      { to: '/bills/disputes', label: t.disputes, may: 'bill.read' },
    ]}
  />
);
