import { useEffect } from 'react';
import { changeMoneyPolicy, type MoneyPolicy, previewMoneyPolicy, readMoneyPolicy } from 'shared-types/moneyPolicy';
import { fieldsOf } from '../../lib/api';
import { useCommand } from '../../lib/query';
import { t as money } from '../../locales/zh-CN/moneyPolicy';
import { t } from '../../locales/zh-CN/policy';
import { Changes } from './Preview';
import { PreviewDialog } from './PreviewDialog';

interface MoneyPreviewProps {
  policy: MoneyPolicy;
  basedOn: number;
  onClose: () => void;
  /** What the server found wrong, by field of the policy (reminders.quietTo). */
  onFaults: (said: Record<string, string>) => void;
}

/** What would change, and then, with a reason, the change; a fault goes back to stand beside its field. */
export const MoneyPreview = ({ policy, basedOn, onClose, onFaults }: MoneyPreviewProps) => {
  const onFailed = (error: unknown) => {
    const fields = Object.entries(fieldsOf(error)).filter(([field]) => field.startsWith('policy.'));
    if (fields.length > 0)
      onFaults(Object.fromEntries(fields.map(([field, said]) => [field.slice('policy.'.length), said])));
  };
  const preview = useCommand(previewMoneyPolicy, { quiet: true, onFailed });
  const save = useCommand(changeMoneyPolicy, {
    quiet: true,
    refreshes: [readMoneyPolicy],
    done: t.saved,
    onDone: onClose,
    onFailed,
  });
  const ask = preview.mutate;
  useEffect(() => ask({ body: { policy } }), [ask, policy]);
  return (
    <PreviewDialog
      effects={
        preview.data && (
          <>
            <Changes changes={preview.data.changes} />
            <p className="note brand">{money.kept}</p>
          </>
        )
      }
      pending={preview.isPending}
      saving={save.isPending}
      error={preview.error ?? save.error}
      onSave={(reason) => save.mutate({ body: { policy, basedOn, reason } })}
      onClose={onClose}
    />
  );
};
