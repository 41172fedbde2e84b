import { useRef, useState } from 'react';
import { listStaffFollowUps, publishPlan, readStaffFollowUp } from 'shared-types/followUp';
import { toDay } from 'shared-types/time';
import { fieldsOf } from '../../lib/api';
import { useNow } from '../../lib/clock';
import { useCommand } from '../../lib/query';
import { t } from '../../locales/zh-CN/followUp';
import { Confirm } from '../../ui/Dialog';
import { TextArea, TextField } from '../../ui/Field';

interface Row {
  key: number;
  text: string;
  responsible: string;
  dueOn: string;
}

const most = 10;

/** The plan as it will be read by everybody. */
export const PlanDialog = ({ id, onClose }: { id: string; onClose: () => void }) => {
  const now = useNow();
  const serial = useRef(1);
  const blank = (): Row => ({ key: serial.current++, text: '', responsible: '', dueOn: '' });
  const [cause, setCause] = useState('');
  const [rows, setRows] = useState<Row[]>(() => [blank()]);
  const act = useCommand(publishPlan, {
    refreshes: [listStaffFollowUps, readStaffFollowUp],
    done: t.published,
    onDone: onClose,
  });
  const bad = fieldsOf(act.error);
  const set = (key: number, part: Partial<Row>): void =>
    setRows(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  const ready =
    cause.trim() !== '' && rows.every(({ text, responsible, dueOn }) => text.trim() && responsible.trim() && dueOn);
  return (
    <Confirm
      title={t.write}
      action={t.publish}
      busy={act.isPending}
      disabled={!ready}
      onConfirm={() =>
        act.mutate({
          params: { id },
          body: {
            cause: cause.trim(),
            measures: rows.map(({ text, responsible, dueOn }) => ({
              ...{ text: text.trim(), responsible: responsible.trim(), dueOn },
            })),
          },
        })
      }
      onClose={onClose}
    >
      <p className="note">{t.publishWhat}</p>
      <TextArea label={t.cause} error={bad.cause} value={cause} onValue={setCause} maxLength={500} />
      {rows.map((row, index) => (
        <fieldset key={row.key} className="field col g2" aria-label={t.measure(index + 1)}>
          <span className="row between g2">
            <b className="w5">{t.measure(index + 1)}</b>
            {rows.length > 1 && (
              <button
                type="button"
                className="btn ghost sm"
                onClick={() => setRows(rows.filter(({ key }) => key !== row.key))}
              >
                {t.removeMeasure(index + 1)}
              </button>
            )}
          </span>
          <TextField
            label={t.measureText}
            error={bad[`measures.${index}.text`]}
            value={row.text}
            onValue={(text) => set(row.key, { text })}
            maxLength={200}
          />
          <TextField
            label={t.responsible}
            error={bad[`measures.${index}.responsible`]}
            value={row.responsible}
            onValue={(responsible) => set(row.key, { responsible })}
            maxLength={20}
          />
          <TextField
            label={t.dueOn}
            error={bad[`measures.${index}.dueOn`]}
            type="date"
            min={toDay(now)}
            max="9999-12-31"
            value={row.dueOn}
            onValue={(dueOn) => set(row.key, { dueOn })}
          />
        </fieldset>
      ))}
      {rows.length < most && (
        <button type="button" className="btn sec sm" onClick={() => setRows([...rows, blank()])}>
          {t.addMeasure}
        </button>
      )}
    </Confirm>
  );
};
