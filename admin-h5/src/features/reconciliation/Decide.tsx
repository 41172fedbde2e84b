import { formatFen } from 'shared-types/money';
import {
  type DifferenceView,
  decideDifference,
  listDifferences,
  listMatches,
  listReconciliations,
  readReconciliation,
  waitDifference,
} from 'shared-types/reconciliation';
import { useCommand } from '../../lib/query';
import { t } from '../../locales/zh-CN/reconciliation';
import { ReasonDialog } from '../../ui/ReasonDialog';

export type Decision = Exclude<DifferenceView['actions'][number], 'ask'>;

const refreshes = [listDifferences, readReconciliation, listReconciliations, listMatches];

interface DecideProps {
  decision: Decision;
  difference: DifferenceView;
  onClose: () => void;
}

/** Asks once before a difference is decided, and says what that does to the money. */
export const DecideDialog = ({ decision, difference, onClose }: DecideProps) => {
  const decide = useCommand(decideDifference, { done: t.decided, refreshes, onDone: onClose });
  const wait = useCommand(waitDifference, { done: t.waits, refreshes, onDone: onClose });
  const { title, what } = t.ask[decision];
  const needed = decision === 'write-off';
  const params = { id: difference.id };
  return (
    <ReasonDialog
      title={title}
      action={t.acts[decision]}
      label={needed ? t.reason : t.note}
      danger={needed}
      optional={!needed}
      busy={decide.isPending || wait.isPending}
      maxLength={200}
      onConfirm={(text) => {
        if (decision === 'wait') wait.mutate({ params, body: text ? { note: text } : {} });
        else decide.mutate({ params, body: { decision, ...(text ? { reason: text } : {}) } });
      }}
      onClose={onClose}
    >
      <p>{what(formatFen(Math.abs(difference.differenceFen)))}</p>
    </ReasonDialog>
  );
};
