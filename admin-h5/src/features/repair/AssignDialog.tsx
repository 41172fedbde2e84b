import { useState } from 'react';
import { ApiError } from 'shared-types/client';
import { listCandidates, listDispatches } from 'shared-types/dispatch';
import { assignRepair, listRepairs, readRepair, readRepairBoard, type StaffRepairView } from 'shared-types/staffRepair';
import { wordsOf } from '../../lib/api';
import { refresh, useCommand } from '../../lib/query';
import { t as words } from '../../locales/zh-CN/dispatch';
import { t } from '../../locales/zh-CN/repair';
import { Confirm } from '../../ui/Dialog';
import { TextArea } from '../../ui/Field';
import { toast } from '../../ui/toastStore';

export interface Choice {
  id: string;
  name: string;
  /** The rule that would be set aside, in words; null: none. */
  against: string | null;
  /** Whom the system would send needs no reason; anybody else does. */
  needsReason: boolean;
}

interface AssignDialogProps {
  repair: StaffRepairView;
  orderId: string | null;
  choice: Choice;
  /** Who had the order when this desk looked. */
  insteadOf: string | null;
  onClose: () => void;
  onDone: () => void;
}

const outdated: ReadonlySet<string> = new Set(['repair.illegal_transition', 'repair.not_found']);

const needsReason = (error: unknown): boolean =>
  error instanceof ApiError && error.problem.code === 'order.reason_required';

/** Names what it will do; asks why where the choice is not the system's. */
export const AssignDialog = ({ repair, orderId, choice, insteadOf, onClose, onDone }: AssignDialogProps) => {
  const [note, setNote] = useState('');
  const [reason, setReason] = useState('');
  const assign = useCommand(assignRepair, {
    quiet: true,
    refreshes: [readRepair, listRepairs, readRepairBoard, listCandidates, listDispatches],
    onDone: () => {
      toast(t.assigned(choice.name));
      onDone();
    },
    onFailed: (error) => {
      // Somebody else was quicker: what the page shows by then is the new state of things.
      if (!(error instanceof ApiError) || !outdated.has(error.code)) return;
      toast(wordsOf(error), 'danger');
      void refresh(readRepair, listCandidates, listDispatches);
      onClose();
    },
  });
  const asks = choice.needsReason || needsReason(assign.error);
  return (
    <Confirm
      title={t.assignTo(choice.name)}
      action={t.assignTo(choice.name)}
      busy={assign.isPending}
      disabled={asks && !reason.trim()}
      onConfirm={() =>
        assign.mutate({
          params: { id: repair.id },
          body: {
            workerId: choice.id,
            insteadOf,
            ...(orderId ? { orderId } : {}),
            ...(note.trim() ? { note } : {}),
            ...(reason.trim() ? { reason } : {}),
          },
        })
      }
      onClose={onClose}
    >
      <p>{t.assignWhat(choice.name, repair.title)}</p>
      {choice.against && <p className="note money">{words.overrideWhat(choice.name, choice.against)}</p>}
      {asks && (
        <TextArea
          label={words.reasonLabel}
          hint={words.reasonHint}
          value={reason}
          onValue={setReason}
          maxLength={200}
          required
        />
      )}
      <TextArea label={t.note} value={note} onValue={setNote} maxLength={200} />
      {assign.error && (
        <p className="td" role="alert">
          {wordsOf(assign.error)}
        </p>
      )}
    </Confirm>
  );
};
