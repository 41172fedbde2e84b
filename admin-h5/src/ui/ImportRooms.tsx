import { t } from '../locales/zh-CN/money';
import { SubNav } from './SubNav';

/** 导入: the ledger of houses, and what was owed before. */
export const ImportRooms = () => (
  <SubNav
    label={t.imports}
    rooms={[
      { to: '/imports', label: t.rooms.ledgerImport, may: 'import.run' },
      { to: '/imports/opening', label: t.rooms.openingImport, may: 'import.run' },
    ]}
  />
);
