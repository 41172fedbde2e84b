import { useState } from 'react';
import type { FileView } from 'shared-types/file';
import {
  checkOffMeasure,
  listStaffFollowUps,
  type Measure,
  readStaffFollowUp,
  type StaffFollowUp,
} from 'shared-types/followUp';
import { dayName } from 'shared-types/time';
import { fieldsOf } from '../../lib/api';
import { useNow } from '../../lib/clock';
import { useCommand } from '../../lib/query';
import { dueTime } from '../../lib/words';
import { t } from '../../locales/zh-CN/followUp';
import { Chip } from '../../ui/Chip';
import { Confirm } from '../../ui/Dialog';
import { TextArea } from '../../ui/Field';
import { Files } from '../../ui/Files';
import { PhotoField } from '../../ui/PhotoField';
import { PlanDialog } from './PlanDialog';

const CheckOff = ({ id, measure, onClose }: { id: string; measure: Measure; onClose: () => void }) => {
  const [note, setNote] = useState('');
  const [files, setFiles] = useState<FileView[]>([]);
  const [busy, setBusy] = useState(false);
  const act = useCommand(checkOffMeasure, {
    refreshes: [listStaffFollowUps, readStaffFollowUp],
    done: t.checkedOff,
    onDone: onClose,
  });
  return (
    <Confirm
      title={t.checkOffTitle}
      action={t.checkOff}
      busy={act.isPending}
      disabled={busy || note.trim() === '' || files.length === 0}
      onConfirm={() =>
        act.mutate({
          params: { id, measureId: measure.id },
          body: { note: note.trim(), fileIds: files.map((file) => file.id) },
        })
      }
      onClose={onClose}
    >
      <b className="w5">{measure.text}</b>
      <p className="note">{t.checkOffWhat}</p>
      <TextArea
        label={t.checkOffNote}
        error={fieldsOf(act.error).note}
        value={note}
        onValue={setNote}
        maxLength={200}
      />
      <PhotoField label={t.checkOffPhotos} files={files} onFiles={setFiles} onBusy={setBusy} />
    </Confirm>
  );
};

const MeasureRow = ({ one, measure }: { one: StaffFollowUp; measure: Measure }) => {
  const now = useNow();
  const [acting, setActing] = useState(false);
  const { done } = measure;
  return (
    <li className="col g1 slip-line">
      <span className="row between g3 wrap">
        <b className="w5">{measure.text}</b>
        {done ? (
          <Chip name="done">{t.doneAt(dueTime(done.at, now))}</Chip>
        ) : (
          one.actions.includes('check-off') && (
            <button
              type="button"
              className="btn sec sm"
              aria-label={`${t.checkOff} ${measure.text}`}
              onClick={() => setActing(true)}
            >
              {t.checkOff}
            </button>
          )
        )}
      </span>
      <span className="t2 num">{t.by(measure.responsible, dayName(`${measure.dueOn}T12:00:00+08:00`, now))}</span>
      {done && (
        <>
          <span>{done.note}</span>
          <Files files={done.files} size={96} />
        </>
      )}
      {acting && <CheckOff id={one.id} measure={measure} onClose={() => setActing(false)} />}
    </li>
  );
};

/** The plan: published, or still to be written. */
export const Plan = ({ one }: { one: StaffFollowUp }) => {
  const now = useNow();
  const [writing, setWriting] = useState(false);
  const { plan } = one;
  return (
    <section className="card pad col g3" aria-label={t.plan}>
      <span className="row between g3 wrap">
        <h2>{t.plan}</h2>
        {one.actions.includes('plan') && (
          <button type="button" className="btn pri sm" onClick={() => setWriting(true)}>
            {t.write}
          </button>
        )}
      </span>
      {plan ? (
        <>
          <span className="row g2 wrap">
            <Chip name={plan.inTime ? 'verified' : 'overdue'}>{plan.inTime ? t.inTime : t.notInTime}</Chip>
            <span className="t2 num">{t.publishedAt(dueTime(plan.publishedAt, now))}</span>
            {plan.finishedAt && <span className="t2 num">{t.finished(dueTime(plan.finishedAt, now))}</span>}
          </span>
          <p>{plan.cause}</p>
          <ul className="plain">
            {plan.measures.map((measure) => (
              <MeasureRow key={measure.id} one={one} measure={measure} />
            ))}
          </ul>
        </>
      ) : (
        <p className="t2">{t.noPlan}</p>
      )}
      {writing && <PlanDialog id={one.id} onClose={() => setWriting(false)} />}
    </section>
  );
};
