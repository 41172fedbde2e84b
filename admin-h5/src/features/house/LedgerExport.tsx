import { exportLedger } from 'shared-types/ledgerImport';
import { toDay } from 'shared-types/time';
import { serverNow } from '../../lib/clock';
import { useMe } from '../../lib/me';
import { t } from '../../locales/zh-CN/house';
import { ExportButton } from '../../ui/ExportButton';

/** The register of houses as it stands, to Excel. */
export const LedgerExport = () => {
  const { may } = useMe();
  if (!may('export.run')) return null;
  return (
    <ExportButton contract={exportLedger} label={t.exportLedger} fileName={() => t.ledgerName(toDay(serverNow()))} />
  );
};
