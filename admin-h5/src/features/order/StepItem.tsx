import { useState } from 'react';
import { clockTime } from 'shared-types/time';
import { t } from '../../locales/zh-CN/order';
import { Chip } from '../../ui/Chip';
import { TextArea } from '../../ui/Field';
import { Files } from '../../ui/Files';
import { Icon } from '../../ui/icons';
import { KeptPhotos, PhotoPicker, useDraft } from './Photos';
import { enqueue } from './queue';
import { SignInStep } from './SignInStep';
import type { OrderOnScreen, StepOnScreen } from './steps';

type Phase = 'done' | 'now' | 'next';

interface StepItemProps {
  order: OrderOnScreen;
  step: StepOnScreen;
  number: number;
  phase: Phase;
}

const Mark = ({ phase, number }: { phase: Phase; number: number }) =>
  phase === 'done' ? (
    <span className="m">
      <Icon name="check" size={16} />
    </span>
  ) : (
    <span className={`m ${phase === 'now' ? 'n' : 'w'}`}>{number}</span>
  );

/** What the worker does now: pictures, parts or a tick. */
const StepForm = ({ order, step, onKept }: { order: OrderOnScreen; step: StepOnScreen; onKept: () => void }) => {
  const { photos, change } = useDraft(order.id, step.id);
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const wanted = step.kind === 'photo' ? Math.max(1, step.minPhotos) : step.minPhotos;
  const lacking = Math.max(0, wanted - photos.length);
  const addPart = (part: string) => setNote((old) => (old ? `${old}、${part}` : part));
  const finish = async (text: string) => {
    setBusy(true);
    await enqueue({
      orderId: order.id,
      kind: 'step',
      stepId: step.id,
      title: step.title,
      photos,
      ...(text.trim() ? { text: text.trim() } : {}),
    });
    // The pictures belong to the queued step now.
    await change([]);
    setNote('');
    setBusy(false);
    onKept();
  };
  return (
    <div className="col g3" style={{ marginTop: 8 }}>
      {step.hint && <p className="t2">{step.hint}</p>}
      {step.kind === 'photo' && <PhotoPicker photos={photos} onChange={change} />}
      {step.kind === 'parts' && (
        <>
          {order.usualParts.length > 0 && (
            <fieldset className="opt" aria-label={t.parts}>
              {order.usualParts.map((part) => (
                <button key={part} type="button" onClick={() => addPart(part)}>
                  <Icon name="plus" size={16} />
                  {part}
                </button>
              ))}
            </fieldset>
          )}
          <TextArea label={t.partsUsed} value={note} onValue={setNote} placeholder={t.partsHint} maxLength={300} />
        </>
      )}
      {step.kind === 'check' && <TextArea label={t.noteOptional} value={note} onValue={setNote} maxLength={300} />}
      <div className="row g2 wrap">
        <button
          type="button"
          className="btn sec"
          disabled={busy || lacking > 0 || (step.kind === 'parts' && !note.trim())}
          onClick={() => void finish(note)}
        >
          {lacking > 0 ? t.stepMorePhotos(lacking) : t.stepDone}
        </button>
        {step.kind === 'parts' && (
          <button type="button" className="btn ghost" disabled={busy} onClick={() => void finish(t.noParts)}>
            {t.noParts}
          </button>
        )}
      </div>
    </div>
  );
};

const aside = (step: StepOnScreen) => {
  if (step.waiting) return <Chip name="offline" />;
  if (step.done && step.kind === 'sign-in' && step.doneAt)
    return <span className="t2 num">{t.arrivedAt(clockTime(step.doneAt))}</span>;
  if (step.done && step.doneAt) return <span className="t2 num">{clockTime(step.doneAt)}</span>;
  if (step.minPhotos > 0) return <span className="t2">{t.photosAtLeast(step.minPhotos)}</span>;
  return step.required ? null : <span className="t2">{t.optionalStep}</span>;
};

export const StepItem = ({ order, step, number, phase }: StepItemProps) => {
  const [again, setAgain] = useState(false);
  const mayStep = order.actions.includes('step');
  const open = (phase === 'now' && (step.kind === 'sign-in' ? order.actions.includes('sign-in') : mayStep)) || again;
  const optionalNext = phase === 'next' && mayStep && !step.done && step.kind !== 'sign-in';
  return (
    <li className="ck" aria-label={step.title}>
      <Mark phase={phase} number={number} />
      <div className="grow">
        <div className="row g2">
          <span className={`fs-m ${phase === 'next' ? '' : phase === 'now' ? 'w6' : 'w5'}`}>{step.title}</span>
          <span className="right">{aside(step)}</span>
        </div>
        {step.done && step.note && <div className="t2 pre">{step.note}</div>}
        {step.done && step.kind === 'sign-in' && !step.note && <div className="t2">{order.placeLabel}</div>}
        {step.files.length > 0 && (
          <div style={{ marginTop: 8 }}>
            <Files files={step.files} />
          </div>
        )}
        {step.waiting && step.waiting.photos.length > 0 && (
          <div style={{ marginTop: 8 }}>
            <KeptPhotos photos={step.waiting.photos} />
          </div>
        )}
        {open &&
          (step.kind === 'sign-in' ? (
            <SignInStep orderId={order.id} />
          ) : (
            <StepForm order={order} step={step} onKept={() => setAgain(false)} />
          ))}
        {!open && step.done && step.kind === 'photo' && mayStep && !step.waiting && (
          <button
            type="button"
            className="btn plain sm"
            aria-label={`${t.addMore} ${step.title}`}
            onClick={() => setAgain(true)}
          >
            {t.addMore}
          </button>
        )}
        {!open && optionalNext && (
          <button
            type="button"
            className="btn plain sm"
            aria-label={`${t.doThisFirst} ${step.title}`}
            onClick={() => setAgain(true)}
          >
            {t.doThisFirst}
          </button>
        )}
      </div>
    </li>
  );
};
