import { useState } from 'react';
import { listRepairs, pauseRepair, readRepair, readRepairBoard } from 'shared-types/staffRepair';
import { serverNow } from '../../lib/clock';
import { useCommand } from '../../lib/query';
import { t } from '../../locales/zh-CN/handling';
import { Confirm } from '../../ui/Dialog';
import { PauseFields } from '../../ui/PauseFields';
import { fromWallInput, fromWallInputToInstant } from '../../ui/until';

/** The owner asked for another time, or a part is awaited. */
export const PauseDialog = ({ id, onClose }: { id: string; onClose: () => void }) => {
  const [until, setUntil] = useState('');
  const [reason, setReason] = useState('');
  const pause = useCommand(pauseRepair, {
    refreshes: [readRepair, listRepairs, readRepairBoard],
    done: t.paused,
    onDone: onClose,
  });
  const at = fromWallInput(until);
  const instant = fromWallInputToInstant(until);
  return (
    <Confirm
      title={t.pauseTitle}
      action={t.pause}
      busy={pause.isPending}
      disabled={!at || at <= serverNow() || !reason.trim()}
      onConfirm={() => instant && pause.mutate({ params: { id }, body: { until: instant, reason } })}
      onClose={onClose}
    >
      <p>{t.pauseWhat}</p>
      <PauseFields until={until} onUntil={setUntil} reason={reason} onReason={setReason} />
    </Confirm>
  );
};
