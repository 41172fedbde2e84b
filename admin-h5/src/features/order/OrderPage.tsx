import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { ApiError } from 'shared-types/client';
import { clockTime } from 'shared-types/time';
import { listOwnOrders, readOrder, refuseOrder } from 'shared-types/workorder';
import { useIsPhone } from '../../lib/media';
import { useCommand } from '../../lib/query';
import { useStore } from '../../lib/store';
import { t as common } from '../../locales/zh-CN/common';
import { t } from '../../locales/zh-CN/order';
import { Confirm, Dialog } from '../../ui/Dialog';
import { TextArea } from '../../ui/Field';
import { Files } from '../../ui/Files';
import { Page } from '../../ui/Page';
import { Slide } from '../../ui/Slide';
import { Empty, Loaded, SkeletonCards } from '../../ui/States';
import { readKept } from './kept';
import { NetStrip } from './NetStrip';
import { OrderAround, OrderStrips } from './OrderAround';
import { OrderHead } from './OrderHead';
import { dropStep, enqueue, queue, writeDraft } from './queue';
import { StepItem } from './StepItem';
import { missingSteps, type OrderOnScreen, type QueuedStep, withQueued } from './steps';

const Refuse = ({ order, onClose }: { order: OrderOnScreen; onClose: () => void }) => {
  const [reason, setReason] = useState('');
  const navigate = useNavigate();
  const refuse = useCommand(refuseOrder, {
    done: t.refusedDone,
    refreshes: [listOwnOrders],
    onDone: () => navigate('/orders'),
  });
  return (
    <Confirm
      title={t.refuseTitle}
      action={t.refuse}
      danger
      busy={refuse.isPending}
      disabled={!reason.trim()}
      onClose={onClose}
      onConfirm={() => refuse.mutate({ params: { id: order.id }, body: { reason } })}
    >
      <p>{t.refuseWhat}</p>
      <div className="opt">
        {t.refuseReasons.map((one) => (
          <button key={one} type="button" className={reason === one ? 'on' : ''} onClick={() => setReason(one)}>
            {one}
          </button>
        ))}
      </div>
      <TextArea label={common.reason} value={reason} onValue={setReason} maxLength={200} />
    </Confirm>
  );
};

const Accept = ({ order }: { order: OrderOnScreen }) => {
  const [refusing, setRefusing] = useState(false);
  const [busy, setBusy] = useState(false);
  return (
    <>
      {order.actions.includes('refuse') && (
        <button type="button" className="btn ghost big" onClick={() => setRefusing(true)}>
          {t.refuse}
        </button>
      )}
      <button
        type="button"
        className="btn pri big grow"
        disabled={busy}
        onClick={() => {
          setBusy(true);
          void enqueue({ orderId: order.id, kind: 'accept', title: t.kinds.accept }).finally(() => setBusy(false));
        }}
      >
        {t.accept}
      </button>
      {refusing && <Refuse order={order} onClose={() => setRefusing(false)} />}
    </>
  );
};

const ResultCard = ({ value, onValue }: { value: string; onValue: (v: string) => void }) => (
  <section className="card pad col g3">
    <TextArea label={t.result} hint={t.resultHint} value={value} onValue={onValue} maxLength={500} />
    <div className="opt">
      {t.results.map((one) => (
        <button key={one} type="button" className={value === one ? 'on' : ''} onClick={() => onValue(one)}>
          {one}
        </button>
      ))}
    </div>
  </section>
);

const Order = ({ order, onWords }: { order: OrderOnScreen; onWords: () => void }) => {
  const first = order.steps.find((step) => !step.done);
  return (
    <>
      <OrderStrips order={order} />
      <OrderHead order={order} onWords={onWords} />
      <OrderAround order={order} />
      <ol className="card">
        {order.steps.map((step, i) => (
          <StepItem
            key={step.id}
            order={order}
            step={step}
            number={i + 1}
            phase={step.done ? 'done' : step === first && order.actions.length > 0 ? 'now' : 'next'}
          />
        ))}
      </ol>
    </>
  );
};

/** One order in the worker's hand, with or without network. */
export const OrderPage = () => {
  const { id = '' } = useParams();
  const steps = useStore(queue);
  const phone = useIsPhone();
  const [result, setResult] = useState('');
  const [words, setWords] = useState(false);
  const query = useQuery({
    queryKey: [readOrder.name, { params: { id } }],
    queryFn: () => readKept(readOrder, id, { params: { id } }),
    retry: false,
  });
  // What is still shown from before was taken back meanwhile.
  const gone = query.error instanceof ApiError && query.error.code === 'order.not_found';
  const order = query.data && !gone ? withQueued(query.data, steps) : null;
  const missing = order ? missingSteps(order) : [];
  const mayFinish = order?.actions.includes('finish') ?? false;
  const redo = (step: QueuedStep) => {
    if (step.kind === 'finish') setResult(step.text ?? '');
    const keepPhotos = step.stepId ? writeDraft(step.orderId, step.stepId, step.photos) : Promise.resolve();
    // Its pictures go back to the draft, so they must not be deleted with the step.
    void keepPhotos.then(() => dropStep({ ...step, photos: [] }));
  };

  const dock = !order ? undefined : order.actions.includes('accept') ? (
    <Accept order={order} />
  ) : mayFinish ? (
    <Slide
      hint={t.finishHint}
      disabled={missing.length > 0 || !result.trim()}
      onDone={() => void enqueue({ orderId: id, kind: 'finish', title: t.kinds.finish, text: result.trim() })}
    >
      {missing.length > 0
        ? t.finishMissing(missing[0] ?? '', missing.length)
        : result.trim()
          ? t.finish
          : t.finishNeedsResult}
    </Slide>
  ) : undefined;

  return (
    <Page title={t.title} back="/orders" live={!phone} dock={dock}>
      <div className="col g2" style={{ width: '100%', maxWidth: 560 }}>
        <NetStrip orderId={id} onRedo={redo} />
        {gone ? (
          <Empty
            action={
              <Link className="btn sec" to="/orders">
                {t.toList}
              </Link>
            }
          >
            {t.gone}
          </Empty>
        ) : (
          <Loaded query={{ ...query, data: order ?? undefined }} skeleton={<SkeletonCards />}>
            {(shown) => (
              <>
                <Order order={shown} onWords={() => setWords(true)} />
                {mayFinish && missing.length === 0 && <ResultCard value={result} onValue={setResult} />}
                {shown.status === 'finished' && shown.result && (
                  <section className="card pad">
                    <b>{shown.finishedAt ? t.finishedAt(clockTime(shown.finishedAt)) : t.statuses.finished}</b>
                    <p className="pre">{shown.result}</p>
                  </section>
                )}
                {words && (
                  <Dialog title={t.wordsTitle} onClose={() => setWords(false)}>
                    <p className="pre fs-m">{shown.text ?? t.noWords}</p>
                    {shown.spoken && <p className="t3">{common.spoken}</p>}
                    <Files files={shown.files} size={96} />
                    {shown.additions.map((addition) => (
                      <div key={addition.at} className="hair col g2">
                        <span className="t2 num">{`${clockTime(addition.at)} ${t.additions}`}</span>
                        {addition.text && <p className="pre">{addition.text}</p>}
                        <Files files={addition.files} size={96} />
                      </div>
                    ))}
                  </Dialog>
                )}
              </>
            )}
          </Loaded>
        )}
      </div>
    </Page>
  );
};
