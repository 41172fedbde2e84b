import { useState } from 'react';
import { type DeviceView, listDevices, moveDevice, readDevice } from 'shared-types/staffDevice';
import { useCommand } from '../../lib/query';
import { t } from '../../locales/zh-CN/device';
import { ReasonDialog } from '../../ui/ReasonDialog';

/** Where the life of a device may go, each with its reason. */
export const Moves = ({ device }: { device: DeviceView }) => {
  const [asking, setAsking] = useState<DeviceView['moves'][number] | null>(null);
  const close = () => setAsking(null);
  const move = useCommand(moveDevice, { done: t.moved, refreshes: [readDevice, listDevices], onDone: close });
  return (
    <>
      {device.moves.map((one) => (
        <button key={one.to} type="button" className="btn ghost sm" onClick={() => setAsking(one)}>
          {one.words}
        </button>
      ))}
      {asking && (
        <ReasonDialog
          title={t.moveTitle(asking.words, device.name)}
          action={asking.words}
          label={t.moveReason}
          danger={asking.to === 'scrapped'}
          busy={move.isPending}
          maxLength={200}
          onConfirm={(reason) => move.mutate({ params: { id: device.id }, body: { to: asking.to, reason } })}
          onClose={close}
        >
          <p>{t.moveWhat[asking.to]}</p>
        </ReasonDialog>
      )}
    </>
  );
};
