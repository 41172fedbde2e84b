import { useState } from 'react';
import {
  type AlarmView,
  closeAlarm,
  handleAlarm,
  listAlarms,
  noteAlarm,
  openAlarmOrder,
  readAlarm,
} from 'shared-types/alarm';
import { readAlarmPolicy } from 'shared-types/alarmPolicy';
import type { FileView } from 'shared-types/file';
import { useCommand, useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/alarm';
import { Confirm } from '../../ui/Dialog';
import { SelectField, TextArea } from '../../ui/Field';
import { PhotoField } from '../../ui/PhotoField';

interface ActProps {
  alarm: AlarmView;
  onClose: () => void;
}

const refreshes = [listAlarms, readAlarm];

/** Words and photos, as the three acts that take them hold them. */
const useReport = () => {
  const [note, setNote] = useState('');
  const [files, setFiles] = useState<FileView[]>([]);
  const [busy, setBusy] = useState(false);
  return {
    body: { note: note.trim(), fileIds: files.map(({ id }) => id) },
    ready: note.trim() !== '' && !busy,
    files,
    fields: (hint?: string) => (
      <>
        <TextArea label={t.words} value={note} onValue={setNote} maxLength={500} />
        <PhotoField label={t.photos} files={files} onFiles={setFiles} onBusy={setBusy} hint={hint} />
      </>
    ),
  };
};

export const HandleDialog = ({ alarm, onClose }: ActProps) => {
  const report = useReport();
  const act = useCommand(handleAlarm, { refreshes, done: t.handled, onDone: onClose });
  return (
    <Confirm
      title={t.handleTitle}
      action={t.handle}
      busy={act.isPending}
      disabled={!report.ready}
      onConfirm={() => act.mutate({ params: { id: alarm.id }, body: report.body })}
      onClose={onClose}
    >
      <p className="t2">
        {t.handleWhat}
        {alarm.source === 'rule' && t.handleRule}
      </p>
      {report.fields()}
    </Confirm>
  );
};

export const NoteDialog = ({ alarm, onClose }: ActProps) => {
  const report = useReport();
  const act = useCommand(noteAlarm, { refreshes, done: t.noted, onDone: onClose });
  return (
    <Confirm
      title={t.noteTitle}
      action={t.note}
      busy={act.isPending}
      disabled={!report.ready}
      onConfirm={() => act.mutate({ params: { id: alarm.id }, body: report.body })}
      onClose={onClose}
    >
      <p className="t2">{t.noteWhat}</p>
      {report.fields()}
    </Confirm>
  );
};

export const CloseDialog = ({ alarm, onClose }: ActProps) => {
  const report = useReport();
  const [outcome, setOutcome] = useState<'real' | 'false'>('real');
  const act = useCommand(closeAlarm, { refreshes, done: t.closed, onDone: onClose });
  const lacksPhoto = alarm.photoNeeded && report.files.length === 0;
  return (
    <Confirm
      title={t.closeTitle}
      action={t.close}
      busy={act.isPending}
      disabled={!report.ready || lacksPhoto}
      onConfirm={() => act.mutate({ params: { id: alarm.id }, body: { ...report.body, outcome } })}
      onClose={onClose}
    >
      <p className="t2">{alarm.source === 'camera' ? t.closeCamera : t.closeWhat}</p>
      <fieldset className="field" aria-label={t.outcome}>
        <span className="t2">{t.outcome}</span>
        <div className="opt">
          {(['real', 'false'] as const).map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={outcome === one}
              className={outcome === one ? 'on' : ''}
              onClick={() => setOutcome(one)}
            >
              {t.outcomes[one]}
            </button>
          ))}
        </div>
      </fieldset>
      {report.fields(lacksPhoto ? t.photoNeeded : undefined)}
    </Confirm>
  );
};

export const OrderDialog = ({ alarm, onClose }: ActProps) => {
  const choices = useRead(readAlarmPolicy).data?.choices.problemTypes ?? [];
  const [chosen, setChosen] = useState('');
  const act = useCommand(openAlarmOrder, { refreshes, done: t.ordered, onDone: onClose });
  return (
    <Confirm
      title={t.openOrderTitle}
      action={t.openOrder}
      busy={act.isPending}
      disabled={!chosen}
      onConfirm={() => act.mutate({ params: { id: alarm.id }, body: { problemTypeId: chosen } })}
      onClose={onClose}
    >
      <p className="t2">{t.openOrderWhat}</p>
      <SelectField
        label={t.problemType}
        value={chosen}
        onValue={setChosen}
        choices={[{ value: '', label: '' }, ...choices.map(({ id, name }) => ({ value: id, label: name }))]}
      />
    </Confirm>
  );
};
