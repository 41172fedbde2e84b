import { useState } from 'react';
import { exportLedger } from 'shared-types/ledgerImport';
import { toDay } from 'shared-types/time';
import { download, saveAs, wordsOf } from '../../lib/api';
import { serverNow } from '../../lib/clock';
import { useMe } from '../../lib/me';
import { t } from '../../locales/zh-CN/house';
import { Icon } from '../../ui/icons';
import { toast } from '../../ui/toastStore';

/** The ledger as it stands, to Excel. */
export const ExportButton = () => {
  const { may } = useMe();
  const [busy, setBusy] = useState(false);
  if (!may('export.run')) return null;
  const run = async () => {
    setBusy(true);
    try {
      saveAs(await download(exportLedger), t.ledgerName(toDay(serverNow())));
      toast(t.exported);
    } catch (error) {
      toast(wordsOf(error), 'danger');
    }
    setBusy(false);
  };
  return (
    <button type="button" className="btn ghost sm" disabled={busy} onClick={() => void run()}>
      <Icon name="download" size={18} />
      {busy ? t.exporting : t.exportLedger}
    </button>
  );
};
