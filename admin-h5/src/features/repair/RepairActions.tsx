import { useState } from 'react';
import { cancelRepair, listRepairs, moderateRepair, noteRepair, readRepair, readRepairBoard, type StaffRepairView } from 'shared-types/staffRepair';
import { useCommand } from '../../lib/query';
import { spokenNumber } from '../../lib/words';
import { t as common } from '../../locales/zh-CN/common';
import { t } from '../../locales/zh-CN/repair';
import { Confirm } from '../../ui/Dialog';
import { TextArea } from '../../ui/Field';
import { Icon } from '../../ui/icons';

type Open = 'cancel' | 'note' | 'pass' | 'refuse' | null;
const changed = [readRepair, listRepairs, readRepairBoard];

/** What this person may do with it: drawn from the view's `actions` alone. */
export const RepairActions = ({ repair, few = false }: { repair: StaffRepairView; few?: boolean }) => {
  const [open, setOpen] = useState<Open>(null);
  const [text, setText] = useState('');
  const [toOwner, setToOwner] = useState(false);
  const close = () => {
    setOpen(null);
    setText('');
    setToOwner(false);
  };
  const cancel = useCommand(cancelRepair, { refreshes: changed, done: t.cancelled, onDone: close });
  const note = useCommand(noteRepair, { refreshes: [readRepair], done: t.noted, onDone: close });
  const moderate = useCommand(moderateRepair, { refreshes: changed, done: t.moderated, onDone: close });
  const may = (action: StaffRepairView['actions'][number]) => repair.actions.includes(action);
  const params = { id: repair.id };
  const worker = repair.orders.filter((order) => order.status !== 'cancelled').at(-1)?.worker;

  return (
    <>
      {few && worker?.phone && (
        <a className="btn pri grow" href={`tel:${worker.phone}`}>
          <Icon name="phone" />
          {t.callWorker(worker.name)}
        </a>
      )}
      {may('pass') && (
        <button type="button" className="btn sec" onClick={() => setOpen('pass')}>
          {t.pass}
        </button>
      )}
      {may('refuse') && (
        <button type="button" className="btn ghost" onClick={() => setOpen('refuse')}>
          {t.refuse}
        </button>
      )}
      {may('note') && (
        <button type="button" className="btn ghost" onClick={() => setOpen('note')}>
          {t.addNote}
        </button>
      )}
      {may('cancel') && !few && (
        <button type="button" className="btn ghost" onClick={() => setOpen('cancel')}>
          {t.cancel}
        </button>
      )}
      {open === 'cancel' && (
        <Confirm
          title={t.cancelTitle}
          action={t.cancel}
          danger
          busy={cancel.isPending}
          disabled={!text.trim()}
          onClose={close}
          onConfirm={() => cancel.mutate({ params, body: { reason: text } })}
        >
          <p>{t.cancelWhat(spokenNumber(repair.number))}</p>
          <TextArea label={common.reason} value={text} onValue={setText} maxLength={200} />
        </Confirm>
      )}
      {open === 'note' && (
        <Confirm
          title={t.noteTitle}
          action={common.save}
          busy={note.isPending}
          disabled={!text.trim()}
          onClose={close}
          onConfirm={() => note.mutate({ params, body: { text, toOwner } })}
        >
          <TextArea label={t.noteText} value={text} onValue={setText} maxLength={500} />
          <label className="check">
            <input type="checkbox" checked={toOwner} onChange={(event) => setToOwner(event.target.checked)} />
            {t.noteToOwner}
          </label>
        </Confirm>
      )}
      {(open === 'pass' || open === 'refuse') && (
        <Confirm
          title={open === 'pass' ? t.passTitle : t.refuseTitle}
          action={open === 'pass' ? t.pass : t.refuse}
          danger={open === 'refuse'}
          busy={moderate.isPending}
          disabled={open === 'refuse' && !text.trim()}
          onClose={close}
          onConfirm={() =>
            moderate.mutate({ params, body: { decision: open, ...(text.trim() ? { reason: text } : {}) } })
          }
        >
          <p>{open === 'pass' ? t.passWhat : t.refuseWhat}</p>
          {open === 'refuse' && <TextArea label={common.reason} value={text} onValue={setText} maxLength={200} />}
        </Confirm>
      )}
    </>
  );
};
