import { useState } from 'react';
import { reachable } from '../../lib/api';
import { useStore } from '../../lib/store';
import { t } from '../../locales/zh-CN/order';
import { Confirm } from '../../ui/Dialog';
import { Icon } from '../../ui/icons';
import { dropStep, queue, retryStep } from './queue';
import type { QueuedStep } from './steps';

const Refused = ({ step, onRedo }: { step: QueuedStep; onRedo?: ((step: QueuedStep) => void) | undefined }) => {
  const [dropping, setDropping] = useState(false);
  return (
    <div className="note danger col" role="alert">
      <b>{t.refused(step.title)}</b>
      <span>{step.refused}</span>
      <div className="row g2 wrap">
        <button type="button" className="btn ghost sm" onClick={() => void retryStep(step)}>
          {t.tryAgain}
        </button>
        {onRedo && (
          <button type="button" className="btn ghost sm" onClick={() => onRedo(step)}>
            {t.redo}
          </button>
        )}
        <button type="button" className="btn ghost sm" onClick={() => setDropping(true)}>
          {t.drop}
        </button>
      </div>
      {dropping && (
        <Confirm
          title={t.drop}
          action={t.drop}
          danger
          onConfirm={() => void dropStep(step)}
          onClose={() => setDropping(false)}
        >
          <p>{t.dropWhat(step.title)}</p>
        </Confirm>
      )}
    </div>
  );
};

/** What is not yet sent, and why. Nothing when all is well. */
export const NetStrip = ({ orderId, onRedo }: { orderId?: string; onRedo?: (step: QueuedStep) => void }) => {
  const online = useStore(reachable);
  const steps = useStore(queue);
  const waiting = steps.filter((step) => step.refused === null);
  const refused = steps.filter((step) => step.refused !== null && (!orderId || step.orderId === orderId));
  return (
    <>
      {(!online || waiting.length > 0) && (
        <div className="note money net" role="status" style={{ alignItems: 'center', minHeight: 40 }}>
          <Icon name="offline" />
          <span className="grow w5">
            {online ? t.sending(waiting.length) : waiting.length > 0 ? t.offline(waiting.length) : t.offlineNone}
          </span>
          {waiting.length > 0 && <span className="t2">{t.sendsItself}</span>}
        </div>
      )}
      {refused.map((step) => (
        <Refused key={step.seq} step={step} onRedo={onRedo} />
      ))}
    </>
  );
};
