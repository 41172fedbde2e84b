import { useState } from 'react';
import { Link } from 'react-router';
import { type DeviceView, noteDeviceMaintenance, readDevice } from 'shared-types/staffDevice';
import { dayTime, toDay } from 'shared-types/time';
import { serverNow, useNow } from '../../lib/clock';
import { useMe } from '../../lib/me';
import { useCommand } from '../../lib/query';
import { t } from '../../locales/zh-CN/device';
import { Chip } from '../../ui/Chip';
import { Confirm } from '../../ui/Dialog';
import { TextArea, TextField } from '../../ui/Field';
import { chipOf, chipWords } from '../../ui/repairStatus';

const NoteDialog = ({ device, onClose }: { device: DeviceView; onClose: () => void }) => {
  const today = toDay(serverNow());
  const [day, setDay] = useState(today);
  const [text, setText] = useState('');
  const note = useCommand(noteDeviceMaintenance, { done: t.maintenanceDone, refreshes: [readDevice], onDone: onClose });
  return (
    <Confirm
      title={t.maintenanceTitle}
      action={t.form.save}
      busy={note.isPending}
      disabled={!day || !text.trim()}
      onConfirm={() => note.mutate({ params: { id: device.id }, body: { day, text: text.trim() } })}
      onClose={onClose}
    >
      <TextField label={t.maintenanceDay} type="date" max={today} value={day} onValue={setDay} />
      <TextArea label={t.maintenanceText} value={text} onValue={setText} maxLength={300} />
    </Confirm>
  );
};

/** Maintenance: what was ordered at this place, and what was written in by hand. */
export const Repairs = ({ device }: { device: DeviceView }) => {
  const now = useNow();
  const { may } = useMe();
  const [noting, setNoting] = useState(false);
  const notes = device.history.filter(({ kind }) => kind === 'maintenance');
  return (
    <section className="card pad col g3">
      <div className="row between g2 wrap">
        <h2>{t.repairs}</h2>
        {device.actions.includes('note') && (
          <button type="button" className="btn ghost sm" onClick={() => setNoting(true)}>
            {t.noteMaintenance}
          </button>
        )}
      </div>
      {device.repairs.length === 0 && notes.length === 0 && <p className="t2">{t.repairsNone}</p>}
      {device.repairs.length > 0 && (
        <ul className="col g2 plain">
          {device.repairs.map((repair) => (
            <li key={repair.id} className="row between g2 wrap">
              <span className="col">
                {may('request.read') ? (
                  <Link className="tb" to={`/requests/${repair.id}`}>
                    {repair.title}
                  </Link>
                ) : (
                  repair.title
                )}
                <span className="t2 num">
                  {repair.number} · {dayTime(repair.createdAt, now)}
                </span>
              </span>
              <Chip name={chipOf(repair.status)}>{chipWords(repair.status)}</Chip>
            </li>
          ))}
        </ul>
      )}
      {notes.length > 0 && (
        <ul className="col g2 plain">
          {notes.map((note) => (
            <li key={note.id} className="col">
              {note.words}
              <span className="t2 num">{t.eventBy(note.by, dayTime(note.at, now))}</span>
            </li>
          ))}
        </ul>
      )}
      {noting && <NoteDialog device={device} onClose={() => setNoting(false)} />}
    </section>
  );
};

/** What happened to the device, newest first. */
export const History = ({ device }: { device: DeviceView }) => {
  const now = useNow();
  const events = device.history.filter(({ kind }) => kind !== 'maintenance');
  if (events.length === 0) return null;
  return (
    <section className="card pad col g2">
      <h2>{t.history}</h2>
      <ol className="col g2 plain">
        {events.map((event) => (
          <li key={event.id} className="col">
            {event.words}
            <span className="t2 num">{t.eventBy(event.by, dayTime(event.at, now))}</span>
          </li>
        ))}
      </ol>
    </section>
  );
};
