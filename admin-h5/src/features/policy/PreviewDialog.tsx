import { type ReactNode, useState } from 'react';
import { wordsOf } from '../../lib/api';
import { t } from '../../locales/zh-CN/policy';
import { Dialog } from '../../ui/Dialog';
import { TextArea } from '../../ui/Field';
import { Skeleton } from '../../ui/States';

interface PreviewDialogProps {
  /** Undefined: not there yet. */
  effects: ReactNode | undefined;
  pending: boolean;
  saving: boolean;
  error: unknown;
  onSave: (reason: string) => void;
  onClose: () => void;
}

/** What a change would mean, and then, with a reason, the change. */
export const PreviewDialog = ({ effects, pending, saving, error, onSave, onClose }: PreviewDialogProps) => {
  const [reason, setReason] = useState('');
  return (
    <Dialog
      title={t.preview}
      wide
      onClose={onClose}
      foot={
        <button
          type="button"
          className="btn pri grow"
          disabled={!effects || !reason.trim() || saving}
          onClick={() => onSave(reason.trim())}
        >
          {t.save}
        </button>
      }
    >
      {pending && <Skeleton rows={4} height={24} />}
      {effects}
      {effects && <TextArea label={t.reason} value={reason} onValue={setReason} maxLength={200} />}
      {error !== null && error !== undefined && (
        <p className="td" role="alert">
          {wordsOf(error)}
        </p>
      )}
    </Dialog>
  );
};
