import { useState } from 'react';
import { listDispatches } from 'shared-types/dispatch';
import {
  cancelRepair,
  listRepairs,
  moderateRepair,
  noteRepair,
  readRepair,
  readRepairBoard,
  reopenRepairByStaff,
  type StaffRepairView,
  takeRepair,
} from 'shared-types/staffRepair';
import { useCommand } from '../../lib/query';
import { spokenNumber } from '../../lib/words';
import { t as common } from '../../locales/zh-CN/common';
import { t as words } from '../../locales/zh-CN/handling';
import { t } from '../../locales/zh-CN/repair';
import { CallbackDialog } from '../../ui/CallbackDialog';
import { Confirm } from '../../ui/Dialog';
import { TextArea } from '../../ui/Field';
import { Icon } from '../../ui/icons';
import { ReasonDialog } from '../../ui/ReasonDialog';
import { AddOrderDialog } from './AddOrderDialog';
import { ClassifyDialog } from './ClassifyDialog';
import { PauseDialog } from './PauseDialog';

type Action = StaffRepairView['actions'][number];

const changed = [readRepair, listRepairs, readRepairBoard];

const NoteDialog = ({ id, onClose }: { id: string; onClose: () => void }) => {
  const [text, setText] = useState('');
  const [toOwner, setToOwner] = useState(false);
  const note = useCommand(noteRepair, { refreshes: [readRepair], done: t.noted, onDone: onClose });
  return (
    <Confirm
      title={t.noteTitle}
      action={common.save}
      busy={note.isPending}
      disabled={!text.trim()}
      onClose={onClose}
      onConfirm={() => note.mutate({ params: { id }, body: { text, toOwner } })}
    >
      <TextArea label={t.noteText} value={text} onValue={setText} maxLength={500} />
      <label className="check">
        <input type="checkbox" checked={toOwner} onChange={(event) => setToOwner(event.target.checked)} />
        {t.noteToOwner}
      </label>
    </Confirm>
  );
};

const ModerateDialog = ({
  id,
  decision,
  onClose,
}: {
  id: string;
  decision: 'pass' | 'refuse';
  onClose: () => void;
}) => {
  const moderate = useCommand(moderateRepair, { refreshes: changed, done: t.moderated, onDone: onClose });
  const refuses = decision === 'refuse';
  return (
    <ReasonDialog
      title={refuses ? t.refuseTitle : t.passTitle}
      action={refuses ? t.refuse : t.pass}
      label={common.reason}
      danger={refuses}
      optional={!refuses}
      busy={moderate.isPending}
      maxLength={200}
      onClose={onClose}
      onConfirm={(reason) => moderate.mutate({ params: { id }, body: { decision, ...(reason ? { reason } : {}) } })}
    >
      <p>{refuses ? t.refuseWhat : t.passWhat}</p>
    </ReasonDialog>
  );
};

/** The dialog of one action, while it is asked. */
const Asked = ({ repair, action, onClose }: { repair: StaffRepairView; action: Action; onClose: () => void }) => {
  const { id } = repair;
  const params = { id };
  const cancel = useCommand(cancelRepair, { refreshes: changed, done: t.cancelled, onDone: onClose });
  const reopen = useCommand(reopenRepairByStaff, {
    refreshes: [...changed, listDispatches],
    done: words.reopened,
    onDone: onClose,
  });
  switch (action) {
    case 'cancel':
      return (
        <ReasonDialog
          title={t.cancelTitle}
          action={t.cancel}
          label={common.reason}
          danger
          busy={cancel.isPending}
          maxLength={200}
          onClose={onClose}
          onConfirm={(reason) => cancel.mutate({ params, body: { reason } })}
        >
          <p>{t.cancelWhat(spokenNumber(repair.number))}</p>
        </ReasonDialog>
      );
    case 'reopen':
      return (
        <ReasonDialog
          title={words.reopenTitle}
          action={words.reopen}
          label={common.reason}
          busy={reopen.isPending}
          maxLength={500}
          onClose={onClose}
          onConfirm={(reason) => reopen.mutate({ params, body: { reason } })}
        >
          <p>{words.reopenWhat}</p>
        </ReasonDialog>
      );
    case 'note':
      return <NoteDialog id={id} onClose={onClose} />;
    case 'pass':
    case 'refuse':
      return <ModerateDialog id={id} decision={action} onClose={onClose} />;
    case 'pause':
      return <PauseDialog id={id} onClose={onClose} />;
    case 'classify':
      return <ClassifyDialog repair={repair} onClose={onClose} />;
    case 'callback':
      return <CallbackDialog id={id} onClose={onClose} />;
    case 'add-order':
      return <AddOrderDialog id={id} onClose={onClose} />;
    default:
      return null;
  }
};

/** In the order of use; what is drawn elsewhere (assigning, following, the contact) is left out. */
const buttons: readonly { action: Action; label: string; pressing?: boolean; rare?: boolean }[] = [
  { action: 'callback', label: words.callback, pressing: true },
  { action: 'classify', label: words.classify },
  { action: 'pass', label: t.pass, pressing: true },
  { action: 'refuse', label: t.refuse },
  { action: 'pause', label: words.pause },
  { action: 'reopen', label: words.reopen },
  { action: 'add-order', label: words.addOrder, rare: true },
  { action: 'note', label: t.addNote, rare: true },
  { action: 'cancel', label: t.cancel, rare: true },
];

/** What this person may do with it: drawn from the view's `actions` alone; beside a list only what presses. */
export const RepairActions = ({ repair, few = false }: { repair: StaffRepairView; few?: boolean }) => {
  const [asked, setAsked] = useState<Action | null>(null);
  const take = useCommand(takeRepair, { refreshes: changed, done: words.taken });
  const worker = repair.orders.filter((order) => order.status !== 'cancelled' && order.worker).at(0)?.worker;
  const shown = buttons.filter(
    (button) => repair.actions.includes(button.action) && (!few || (!button.rare && button.action !== 'classify')),
  );
  return (
    <>
      {few && worker?.phone && (
        <a className="btn pri grow" href={`tel:${worker.phone}`}>
          <Icon name="phone" />
          {t.callWorker(worker.name)}
        </a>
      )}
      {shown.map((button) => (
        <button
          key={button.action}
          type="button"
          className={`btn ${button.pressing ? 'sec' : 'ghost'}`}
          onClick={() => setAsked(button.action)}
        >
          {button.label}
        </button>
      ))}
      {!few && repair.actions.includes('take') && (
        <button
          type="button"
          className="btn ghost"
          disabled={take.isPending}
          onClick={() => take.mutate({ params: { id: repair.id } })}
        >
          {words.take}
        </button>
      )}
      {asked && <Asked repair={repair} action={asked} onClose={() => setAsked(null)} />}
    </>
  );
};
