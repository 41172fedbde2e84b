import { useState } from 'react';
import type { CallInput } from 'shared-types/client';
import type { Contract } from 'shared-types/contract';
import { download, saveAs, wordsOf } from '../lib/api';
import { t } from '../locales/zh-CN/common';
import { Icon } from './icons';
import { toast } from './toastStore';

interface ExportButtonProps<C extends Contract> {
  contract: C;
  input?: CallInput<C>;
  label: string;
  /** What the file is called on the disk. */
  fileName: () => string;
}

/** Fetches a file and hands it to the browser to keep. */
export const ExportButton = <C extends Contract>({ contract, input, label, fileName }: ExportButtonProps<C>) => {
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    try {
      saveAs(await download(contract, input), fileName());
      toast(t.exported);
    } catch (error) {
      toast(wordsOf(error), 'danger');
    }
    setBusy(false);
  };
  return (
    <button type="button" className="btn ghost sm" disabled={busy} onClick={() => void run()}>
      <Icon name="download" size={18} />
      {busy ? t.exporting : label}
    </button>
  );
};
