import { useState } from 'react';
import { useNavigate } from 'react-router';
import { listOwnOrders, pauseOrder } from 'shared-types/workorder';
import { reachable } from '../../lib/api';
import { serverNow } from '../../lib/clock';
import { useCommand } from '../../lib/query';
import { useStore } from '../../lib/store';
import { t as words } from '../../locales/zh-CN/handling';
import { t } from '../../locales/zh-CN/order';
import { Confirm } from '../../ui/Dialog';
import { PauseFields } from '../../ui/PauseFields';
import { fromWallInput, fromWallInputToInstant } from '../../ui/until';

const PauseDialog = ({ id, onClose }: { id: string; onClose: () => void }) => {
  const [until, setUntil] = useState('');
  const [reason, setReason] = useState('');
  const navigate = useNavigate();
  const pause = useCommand(pauseOrder, {
    refreshes: [listOwnOrders],
    done: words.paused,
    // Whoever is free when the clock runs again may get it: the order need not stay in this hand.
    onDone: () => void navigate('/orders'),
  });
  const at = fromWallInput(until);
  const instant = fromWallInputToInstant(until);
  return (
    <Confirm
      title={t.pauseTitle}
      action={t.pauseAction}
      busy={pause.isPending}
      disabled={!at || at <= serverNow() || !reason.trim()}
      onConfirm={() => instant && pause.mutate({ params: { id }, body: { until: instant, reason } })}
      onClose={onClose}
    >
      <p>{words.pauseWhat}</p>
      <PauseFields until={until} onUntil={setUntil} reason={reason} onReason={setReason} />
    </Confirm>
  );
};

/** 约了别的时间: needs the network, for the server judges whether the clock may stand. */
export const PauseOrder = ({ id }: { id: string }) => {
  const online = useStore(reachable);
  const [asking, setAsking] = useState(false);
  return (
    <>
      <button type="button" className="btn ghost" disabled={!online} onClick={() => setAsking(true)}>
        {online ? t.pause : t.pauseOffline}
      </button>
      {asking && <PauseDialog id={id} onClose={() => setAsking(false)} />}
    </>
  );
};
