import { useState } from 'react';
import type { ResponseOf } from 'shared-types/contract';
import { enterReadings, listReadings } from 'shared-types/reading';
import { useCommand } from '../../lib/query';
import { t } from '../../locales/zh-CN/reading';
import { Confirm } from '../../ui/Dialog';
import { TextArea } from '../../ui/Field';
import { toast } from '../../ui/toastStore';
import { readPasted } from './pasted';
import type { Round } from './round';

const mostRows = 500;
type Faults = ResponseOf<typeof enterReadings>['faults'];

/** A whole round at once; what could not be taken stays to be mended. */
export const PasteDialog = ({ round, onClose }: { round: Round; onClose: () => void }) => {
  const [text, setText] = useState('');
  const [faults, setFaults] = useState<Faults>([]);
  const { rows, odd } = readPasted(text);
  const enter = useCommand(enterReadings, {
    refreshes: [listReadings],
    onDone: (answer) => {
      if (answer.entered > 0) toast(t.pasted(answer.entered));
      setFaults(answer.faults);
      setText([...answer.faults.map(({ house, value }) => `${house}  ${value}`), ...odd].join('\n'));
      if (answer.faults.length + odd.length === 0) onClose();
    },
  });
  const { meter, period, readOn } = round;
  const tooMany = rows.length > mostRows;
  return (
    <Confirm
      title={t.pasteTitle}
      action={t.pasteGo(rows.length)}
      busy={enter.isPending}
      disabled={rows.length === 0 || tooMany}
      onConfirm={() => enter.mutate({ body: { meter, period, readOn, rows } })}
      onClose={onClose}
    >
      <p>{t.pasteWhat}</p>
      <TextArea
        label={`${t.meters[meter]}，${t.onDay(readOn)}`}
        placeholder={t.pasteHint}
        rows={10}
        value={text}
        onValue={setText}
        error={tooMany ? t.pasteMost(mostRows) : undefined}
        hint={text ? `${t.pasteRows(rows.length)}${odd.length > 0 ? `，${t.pasteOdd(odd.length)}` : ''}` : undefined}
      />
      {faults.length > 0 && (
        <div className="note danger" role="alert">
          <div className="col g1">
            <b>{t.pasteFaults(faults.length)}</b>
            {faults.map((fault) => (
              <span key={fault.row}>{t.fault(fault.house, fault.value, fault.words)}</span>
            ))}
          </div>
        </div>
      )}
    </Confirm>
  );
};
