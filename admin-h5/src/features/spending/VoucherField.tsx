import type { FileView } from 'shared-types/file';
import { t } from '../../locales/zh-CN/spending';
import { FilesField, type FilesWords } from '../../ui/FilesField';

const mostVouchers = 9;

const words: FilesWords = {
  label: t.voucherFiles,
  hint: t.voucherHint,
  add: t.addVoucher,
  sending: t.uploading,
  remove: t.removeVoucher,
  pdf: t.pdf,
};

interface VoucherFieldProps {
  files: readonly FileView[];
  onFiles: (files: FileView[]) => void;
  /** While files are on their way. */
  busy: boolean;
  onBusy: (busy: boolean) => void;
  error?: string | undefined;
}

/** Photos and PDFs of invoices. */
export const VoucherField = (props: VoucherFieldProps) => <FilesField words={words} most={mostVouchers} {...props} />;
