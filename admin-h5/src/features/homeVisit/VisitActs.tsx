import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { Contract } from 'shared-types/contract';
import {
  cancelVisit,
  endVisit,
  giveVisit,
  listVisits,
  missVisit,
  readVisit,
  rebookVisit,
  type StaffVisitView,
  setOutForVisit,
} from 'shared-types/staffHomeVisit';
import { useMe } from '../../lib/me';
import { useCommand } from '../../lib/query';
import { t } from '../../locales/zh-CN/homeVisit';
import { Confirm } from '../../ui/Dialog';
import { SelectField } from '../../ui/Field';
import { ReasonDialog } from '../../ui/ReasonDialog';
import { DayPicker, type PickedHalf } from './DayPicker';

const refreshes: Contract[] = [listVisits, readVisit];

interface ActProps {
  one: StaffVisitView;
  onClose: () => void;
}

const Give = ({ one, onClose }: ActProps) => {
  const [staffId, setStaffId] = useState(one.staffId ?? one.colleagues[0]?.id ?? '');
  const act = useCommand(giveVisit, { refreshes, done: t.given, onDone: onClose });
  return (
    <Confirm
      title={t.giveTitle}
      action={t.give}
      busy={act.isPending}
      disabled={!staffId}
      onConfirm={() => act.mutate({ params: { id: one.id }, body: { staffId } })}
      onClose={onClose}
    >
      <p>{t.giveWhat}</p>
      <SelectField
        label={t.giveTo}
        value={staffId}
        onValue={setStaffId}
        choices={one.colleagues.map(({ id, name, onShift }) => ({
          value: id,
          label: onShift ? t.onShift(name) : name,
        }))}
      />
    </Confirm>
  );
};

const SetOut = ({ one, onClose }: ActProps) => {
  const act = useCommand(setOutForVisit, { refreshes, done: t.setOutDone, onDone: onClose });
  return (
    <Confirm
      title={t.setOutTitle}
      action={t.setOut}
      busy={act.isPending}
      onConfirm={() => act.mutate({ params: { id: one.id }, body: {} })}
      onClose={onClose}
    >
      <p>{t.setOutWhat}</p>
    </Confirm>
  );
};

const Done = ({ one, onClose }: ActProps) => {
  const act = useCommand(endVisit, { refreshes, done: t.doneSaid, onDone: onClose });
  return (
    <ReasonDialog
      title={t.doneTitle}
      action={t.done}
      label={t.doneLabel}
      maxLength={200}
      busy={act.isPending}
      onConfirm={(result) => act.mutate({ params: { id: one.id }, body: { result } })}
      onClose={onClose}
    >
      <p>{t.doneWhat}</p>
    </ReasonDialog>
  );
};

const Missed = ({ one, onClose }: ActProps) => {
  const act = useCommand(missVisit, { refreshes, done: t.missedSaid, onDone: onClose });
  return (
    <ReasonDialog
      title={t.missedTitle}
      action={t.missed}
      label={t.missedLabel}
      maxLength={200}
      busy={act.isPending}
      onConfirm={(reason) => act.mutate({ params: { id: one.id }, body: { reason } })}
      onClose={onClose}
    >
      <p>{t.missedWhat}</p>
    </ReasonDialog>
  );
};

const CallOff = ({ one, onClose }: ActProps) => {
  const act = useCommand(cancelVisit, { refreshes, done: t.cancelSaid, onDone: onClose });
  return (
    <ReasonDialog
      title={t.cancelTitle}
      action={t.cancelTitle}
      danger
      label={t.missedLabel}
      maxLength={200}
      busy={act.isPending}
      onConfirm={(reason) => act.mutate({ params: { id: one.id }, body: { reason } })}
      onClose={onClose}
    >
      <p>{t.cancelWhat}</p>
    </ReasonDialog>
  );
};

const Rebook = ({ one, onClose }: ActProps) => {
  const go = useNavigate();
  const [picked, setPicked] = useState<PickedHalf | null>(null);
  const act = useCommand(rebookVisit, {
    refreshes,
    done: t.rebooked,
    onDone: (visit) => {
      onClose();
      void go(`/home-visits/${visit.id}`);
    },
  });
  return (
    <Confirm
      title={t.rebookTitle}
      action={t.rebook}
      busy={act.isPending}
      disabled={!picked}
      onConfirm={() => picked && act.mutate({ params: { id: one.id }, body: picked })}
      onClose={onClose}
    >
      <p>{t.rebookWhat}</p>
      <DayPicker houseId={one.houseId} picked={picked} onPicked={setPicked} />
    </Confirm>
  );
};

const dialogs = { give: Give, 'set-out': SetOut, done: Done, missed: Missed, cancel: CallOff, rebook: Rebook };
type Asked = keyof typeof dialogs;

/** What this person may do next; in the visit the ways to money and requests keep its id. */
export const VisitActs = ({ one }: { one: StaffVisitView }) => {
  const { may } = useMe();
  const [asked, setAsked] = useState<Asked | null>(null);
  const can = (action: StaffVisitView['actions'][number]): boolean => one.actions.includes(action);
  const button = (action: Asked, words: string, kind: string) =>
    can(action) && (
      <button type="button" className={`btn ${kind}`} onClick={() => setAsked(action)}>
        {words}
      </button>
    );
  const Open = asked ? dialogs[asked] : null;
  const query = `visit=${one.id}`;
  if (one.actions.every((action) => action === 'phone')) return null;
  return (
    <section className="card pad col g2" aria-label={t.title}>
      {can('collect') && (
        <Link className="btn pri" to={`/counter?house=${one.houseId}&${query}`}>
          {t.collect}
        </Link>
      )}
      <div className="row g2 wrap">
        {can('report') && (
          <Link className="btn sec" to={`/requests/new?houseId=${one.houseId}&${query}`}>
            {t.report}
          </Link>
        )}
        {can('report') && may('complaint.handle') && (
          <Link className="btn sec" to={`/complaints/new?houseId=${one.houseId}&${query}`}>
            {t.complain}
          </Link>
        )}
        {button('set-out', t.setOut, 'pri')}
        {button('give', one.staffId ? t.giveAgain : t.give, one.staffId ? 'sec' : 'pri')}
        {button('rebook', t.rebook, 'pri')}
        {button('done', t.done, 'sec')}
        {button('missed', t.missed, 'ghost')}
        {button('cancel', t.cancel, 'ghost')}
      </div>
      {Open && <Open one={one} onClose={() => setAsked(null)} />}
    </section>
  );
};
