import { useState } from 'react';
import { useNavigate } from 'react-router';
import {
  answerComplaint,
  decideOutcome,
  draftOutcome,
  listComplaints,
  mergeComplaint,
  readComplaint,
  type SimilarComplaint,
  type StaffComplaintView,
  splitComplaint,
  withdrawOutcome,
} from 'shared-types/staffComplaint';
import { readRepair } from 'shared-types/staffRepair';
import { fieldsOf } from '../../lib/api';
import { useCommand } from '../../lib/query';
import { spokenNumber } from '../../lib/words';
import { t as common } from '../../locales/zh-CN/common';
import { t } from '../../locales/zh-CN/complaint';
import { Confirm } from '../../ui/Dialog';
import { TextArea, TextField } from '../../ui/Field';
import { ReasonDialog } from '../../ui/ReasonDialog';

export const changedByActs = [readComplaint, listComplaints, readRepair];

interface OfComplaint {
  complaint: StaffComplaintView;
  onClose: () => void;
}

/** The written answer, read by every household. */
export const AnswerDialog = ({ complaint, onClose }: OfComplaint) => {
  const [text, setText] = useState('');
  const command = useCommand(answerComplaint, { refreshes: changedByActs, done: t.answerSent, onDone: onClose });
  return (
    <Confirm
      title={t.answerTitle}
      action={t.answerSend}
      busy={command.isPending}
      disabled={!text.trim()}
      onClose={onClose}
      onConfirm={() => command.mutate({ params: { id: complaint.id }, body: { text: text.trim() } })}
    >
      <p className="t2">{t.answerHint(complaint.households)}</p>
      <TextArea
        label={t.answerText}
        value={text}
        onValue={setText}
        maxLength={2000}
        error={fieldsOf(command.error).text}
      />
    </Confirm>
  );
};

export const MergeDialog = ({ complaint, into, onClose }: OfComplaint & { into: SimilarComplaint }) => {
  const navigate = useNavigate();
  const command = useCommand(mergeComplaint, {
    refreshes: changedByActs,
    done: t.merged,
    onDone: ({ id }) => {
      onClose();
      void navigate(`/complaints/${id}`, { replace: true });
    },
  });
  return (
    <Confirm
      title={t.mergeTitle}
      action={t.merge}
      busy={command.isPending}
      onClose={onClose}
      onConfirm={() => command.mutate({ params: { id: complaint.id }, body: { intoId: into.id } })}
    >
      <p>{t.mergeWhat(spokenNumber(into.number), into.title)}</p>
    </Confirm>
  );
};

export const SplitDialog = ({ complaint, reportId, onClose }: OfComplaint & { reportId: string }) => {
  const navigate = useNavigate();
  const command = useCommand(splitComplaint, {
    refreshes: changedByActs,
    done: t.splitDone,
    onDone: ({ id }) => {
      onClose();
      void navigate(`/complaints/${id}`);
    },
  });
  return (
    <Confirm
      title={t.splitTitle}
      action={t.split}
      busy={command.isPending}
      onClose={onClose}
      onConfirm={() => command.mutate({ params: { id: complaint.id }, body: { reportId } })}
    >
      <p>{t.splitWhat}</p>
    </Confirm>
  );
};

/** The text for everybody. What would give somebody away is refused, and said beside the field. */
export const OutcomeDialog = ({ complaint, onClose }: OfComplaint) => {
  const [title, setTitle] = useState(complaint.publication?.title ?? '');
  const [text, setText] = useState(complaint.publication?.text ?? '');
  const command = useCommand(draftOutcome, { refreshes: changedByActs, done: t.outcomeSaved, onDone: onClose });
  const bad = fieldsOf(command.error);
  return (
    <Confirm
      title={t.outcomeTitle}
      action={t.outcomeSave}
      busy={command.isPending}
      disabled={!title.trim() || !text.trim()}
      onClose={onClose}
      onConfirm={() =>
        command.mutate({ params: { id: complaint.id }, body: { title: title.trim(), text: text.trim() } })
      }
    >
      <p className="t2">{t.outcomeHint}</p>
      <TextField label={t.outcomeHead} value={title} onValue={setTitle} maxLength={60} error={bad.title} />
      <TextArea label={t.outcomeText} value={text} onValue={setText} maxLength={1000} error={bad.text} />
    </Confirm>
  );
};

/** The second look. */
export const DecideDialog = ({ complaint, decision, onClose }: OfComplaint & { decision: 'publish' | 'return' }) => {
  const publishes = decision === 'publish';
  const command = useCommand(decideOutcome, {
    refreshes: changedByActs,
    done: publishes ? t.published : t.sentBack,
    onDone: onClose,
  });
  const text = complaint.publication?.text ?? '';
  return (
    <ReasonDialog
      title={t.outcomeTitle}
      action={publishes ? t.publish : t.sendBack}
      label={common.reason}
      optional={publishes}
      busy={command.isPending}
      maxLength={200}
      onClose={onClose}
      onConfirm={(reason) =>
        command.mutate({ params: { id: complaint.id }, body: { decision, text, ...(reason ? { reason } : {}) } })
      }
    >
      <p className="pre sunk">{text}</p>
      <p>{publishes ? t.publishWhat : t.sendBackWhat}</p>
    </ReasonDialog>
  );
};

export const WithdrawDialog = ({ complaint, onClose }: OfComplaint) => {
  const command = useCommand(withdrawOutcome, { refreshes: changedByActs, done: t.withdrawn, onDone: onClose });
  return (
    <ReasonDialog
      title={t.withdraw}
      action={t.withdraw}
      label={common.reason}
      danger
      busy={command.isPending}
      maxLength={200}
      onClose={onClose}
      onConfirm={(reason) => command.mutate({ params: { id: complaint.id }, body: { reason } })}
    >
      <p>{t.withdrawWhat}</p>
    </ReasonDialog>
  );
};
