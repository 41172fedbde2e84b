import { useState } from 'react';
import { enterReading, listReadings, type ReadingRow } from 'shared-types/reading';
import { fieldsOf } from '../../lib/api';
import { parseDecimal, plainDecimal } from '../../lib/decimal';
import { useCommand } from '../../lib/query';
import { t } from '../../locales/zh-CN/reading';
import { AmountField } from '../../ui/AmountField';
import { Confirm } from '../../ui/Dialog';
import { TextField } from '../../ui/Field';
import type { Round } from './round';

const digits = 3;
const written = (value: number | null | undefined) =>
  value === null || value === undefined ? '' : plainDecimal(value, digits);

/** A reading with what is seldom needed: the meter was changed, or nobody could read it. */
export const MoreDialog = ({ row, round, onClose }: { row: ReadingRow; round: Round; onClose: () => void }) => {
  const { reading } = row;
  const [text, setText] = useState(written(reading?.value));
  const [changed, setChanged] = useState(reading?.newMeterStart != null);
  const [start, setStart] = useState(written(reading?.newMeterStart) || '0');
  const [estimated, setEstimated] = useState(reading?.estimated ?? false);
  const [readOn, setReadOn] = useState(reading?.readOn ?? round.readOn);
  const enter = useCommand(enterReading, { done: t.saved, refreshes: [listReadings], onDone: onClose });
  const value = parseDecimal(text, digits);
  const newMeterStart = changed ? parseDecimal(start, digits) : null;
  const wrong = fieldsOf(enter.error);
  const { meter, period } = round;
  return (
    <Confirm
      title={t.moreTitle(row.houseLabel)}
      action={t.put}
      busy={enter.isPending}
      disabled={value === null || (changed && newMeterStart === null) || !readOn}
      onConfirm={() =>
        enter.mutate({
          params: { id: row.houseId },
          body: { meter, period, readOn, value: value ?? 0, newMeterStart, estimated },
        })
      }
      onClose={onClose}
    >
      <AmountField
        label={t.value}
        maxLength={14}
        value={text}
        onValue={setText}
        error={text && value === null ? t.valueBad : wrong.value}
      />
      <TextField label={t.readOn} type="date" value={readOn} onValue={setReadOn} error={wrong.readOn ?? wrong.period} />
      <label className="check">
        <input type="checkbox" checked={changed} onChange={(event) => setChanged(event.target.checked)} />
        {t.changedMeter}
      </label>
      {changed && (
        <TextField
          label={t.newStart}
          hint={t.oldEnd}
          inputMode="decimal"
          maxLength={14}
          value={start}
          onValue={setStart}
          error={newMeterStart === null ? t.valueBad : undefined}
        />
      )}
      <label className="check">
        <input type="checkbox" checked={estimated} onChange={(event) => setEstimated(event.target.checked)} />
        {t.isEstimated}
      </label>
    </Confirm>
  );
};
