import { useState } from 'react';
import { useNavigate } from 'react-router';
import {
  type AnnouncementAction,
  discardAnnouncement,
  listStaffAnnouncements,
  pinAnnouncement,
  publishAnnouncement,
  readReceipts,
  readStaffAnnouncement,
  remindAnnouncement,
  type StaffAnnouncementView,
  withdrawAnnouncement,
} from 'shared-types/staffAnnouncement';
import { useCommand, useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/announcement';
import { Confirm } from '../../ui/Dialog';
import { TextField } from '../../ui/Field';
import { ReasonDialog } from '../../ui/ReasonDialog';
import { ScopeTabs } from '../../ui/ScopeTabs';
import { fromWallInputToInstant } from '../../ui/until';

interface DialogProps {
  one: StaffAnnouncementView;
  onClose: () => void;
}

const refreshes = [listStaffAnnouncements, readStaffAnnouncement, readReceipts];

const Publish = ({ one, onClose }: DialogProps) => {
  const reach = useRead(readReceipts, { params: { id: one.id } });
  const [when, setWhen] = useState<'now' | 'later'>('now');
  const [at, setAt] = useState('');
  const publish = useCommand(publishAnnouncement, {
    done: when === 'now' ? t.published : t.scheduled,
    refreshes,
    onDone: onClose,
  });
  const instant = fromWallInputToInstant(at);
  return (
    <Confirm
      title={t.publishTitle}
      action={when === 'now' ? t.publishNow : t.publishLater}
      busy={publish.isPending}
      disabled={when === 'later' && !instant}
      onConfirm={() =>
        publish.mutate({
          params: { id: one.id },
          body: { version: one.version, ...(when === 'later' && instant ? { at: instant } : {}) },
        })
      }
      onClose={onClose}
    >
      <ScopeTabs
        label={t.publishTitle}
        scopes={{ now: t.publishNow, later: t.publishLater }}
        value={when}
        onValue={(next: 'now' | 'later') => setWhen(next)}
      />
      {when === 'later' && <TextField label={t.publishAt} type="datetime-local" value={at} onValue={setAt} />}
      <p>{t.publishWhat(reach.data?.reached ?? 0)}</p>
      {reach.data?.remarks.map((words) => (
        <p key={words} className="tm">
          {words}
        </p>
      ))}
    </Confirm>
  );
};

const Withdraw = ({ one, onClose }: DialogProps) => {
  const withdraw = useCommand(withdrawAnnouncement, { done: t.withdrawn, refreshes, onDone: onClose });
  return (
    <ReasonDialog
      title={t.acts.withdraw}
      action={t.acts.withdraw}
      label={t.withdrawWhy}
      danger
      busy={withdraw.isPending}
      maxLength={200}
      onConfirm={(reason) => withdraw.mutate({ params: { id: one.id }, body: { reason } })}
      onClose={onClose}
    >
      <p className="t2">{t.withdrawWhat}</p>
    </ReasonDialog>
  );
};

const Discard = ({ one, onClose }: DialogProps) => {
  const go = useNavigate();
  const discard = useCommand(discardAnnouncement, {
    done: t.discarded,
    refreshes: [listStaffAnnouncements],
    onDone: () => void go('/announcements', { replace: true }),
  });
  return (
    <Confirm
      title={t.acts.discard}
      action={t.acts.discard}
      danger
      busy={discard.isPending}
      onConfirm={() => discard.mutate({ params: { id: one.id }, body: {} })}
      onClose={onClose}
    >
      <p>{t.discardWhat(one.title)}</p>
    </Confirm>
  );
};

const Remind = ({ one, onClose }: DialogProps) => {
  const reach = useRead(readReceipts, { params: { id: one.id } });
  const remind = useCommand(remindAnnouncement, { done: t.reminded, refreshes, onDone: onClose });
  const left = (reach.data?.reached ?? 0) - (reach.data?.read ?? 0);
  return (
    <Confirm
      title={t.acts.remind}
      action={t.acts.remind}
      busy={remind.isPending}
      onConfirm={() => remind.mutate({ params: { id: one.id }, body: {} })}
      onClose={onClose}
    >
      <p>{t.remindWhat(left)}</p>
    </Confirm>
  );
};

const dialogs = { publish: Publish, withdraw: Withdraw, discard: Discard, remind: Remind } as const;
type Asked = keyof typeof dialogs;
const looks: Partial<Record<AnnouncementAction, string>> = { publish: 'pri', remind: 'sec', change: 'sec' };

/** What may be done next with it, as the server says. */
export const Acts = ({ one }: { one: StaffAnnouncementView }) => {
  const go = useNavigate();
  const [asked, setAsked] = useState<Asked | null>(null);
  const pin = useCommand(pinAnnouncement, { done: one.pinned ? t.unpinDone : t.pinDone, refreshes });
  const act = (action: AnnouncementAction) => {
    if (action === 'change') void go(`/announcements/${one.id}/edit`);
    else if (action === 'pin' || action === 'unpin')
      pin.mutate({ params: { id: one.id }, body: { pinned: action === 'pin' } });
    else setAsked(action);
  };
  const Asking = asked && dialogs[asked];
  return (
    <>
      {one.actions.map((action) => (
        <button
          key={action}
          type="button"
          className={`btn ${looks[action] ?? 'ghost'}`}
          disabled={pin.isPending}
          onClick={() => act(action)}
        >
          {t.acts[action]}
        </button>
      ))}
      {Asking && <Asking one={one} onClose={() => setAsked(null)} />}
    </>
  );
};
