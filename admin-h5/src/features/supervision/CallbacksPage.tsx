import { useState } from 'react';
import { unmaskRepairContact } from 'shared-types/staffRepair';
import { type CallbackView, listCallbacks } from 'shared-types/supervision';
import { useNow } from '../../lib/clock';
import { useMe } from '../../lib/me';
import { useCommand, usePages } from '../../lib/query';
import { dueTime } from '../../lib/words';
import { t } from '../../locales/zh-CN/supervision';
import { CallbackDialog } from '../../ui/CallbackDialog';
import { Icon } from '../../ui/icons';
import { Page } from '../../ui/Page';
import { Empty, Loaded, More, SkeletonCards } from '../../ui/States';
import { Duty } from './Duty';

/** The number is shown, and audited, only when somebody is about to call. */
const Call = ({ one }: { one: CallbackView }) => {
  const { may } = useMe();
  const unmask = useCommand(unmaskRepairContact);
  const phone = unmask.data?.phone;
  if (phone)
    return (
      <a className="btn ghost sm num" href={`tel:${phone}`}>
        <Icon name="phone" size={18} />
        {t.callTo(unmask.data?.name ?? one.contactName, phone)}
      </a>
    );
  if (!may('person.unmask')) return null;
  return (
    <button
      type="button"
      className="btn ghost sm"
      disabled={unmask.isPending}
      aria-label={`${t.call} ${one.contactName ?? one.title}`}
      onClick={() => unmask.mutate({ params: { id: one.repairId }, body: { reason: t.callReason } })}
    >
      <Icon name="phone" size={18} />
      {t.call}
    </button>
  );
};

const Callback = ({ one, onRecord }: { one: CallbackView; onRecord: () => void }) => {
  const now = useNow();
  return (
    <Duty
      request={one}
      promise={one.promise}
      actions={
        <>
          <Call one={one} />
          <button type="button" className="btn sec sm" aria-label={`${t.record} ${one.title}`} onClick={onRecord}>
            {t.record}
          </button>
        </>
      }
    >
      <span className="w5">{one.contactName ?? t.noContact}</span>
      <span className="t2 num">
        {one.workerName
          ? t.finishedBy(dueTime(one.finishedAt, now), one.workerName)
          : t.finished(dueTime(one.finishedAt, now))}
        {one.result && `：${one.result}`}
      </span>
      {one.tries > 0 && one.lastTryAt && (
        <span className="tm num">{t.tries(one.tries, dueTime(one.lastTryAt, now))}</span>
      )}
    </Duty>
  );
};

/** 回访: finished emergencies whose owners are to be called within the hour; overdue first. */
export const CallbacksPage = () => {
  const query = usePages(listCallbacks);
  const [recording, setRecording] = useState<string | null>(null);
  return (
    <Page title={t.callbacks} live>
      <p className="t2">{t.callbacksWhat}</p>
      <Loaded query={{ ...query, data: query.data }} skeleton={<SkeletonCards count={4} height={112} />}>
        {() =>
          query.items.length === 0 ? (
            <Empty>{t.emptyCallbacks}</Empty>
          ) : (
            <div className="col g2">
              {query.items.map((one) => (
                <Callback key={one.repairId} one={one} onRecord={() => setRecording(one.repairId)} />
              ))}
              <More query={query} />
            </div>
          )
        }
      </Loaded>
      {recording && <CallbackDialog id={recording} onClose={() => setRecording(null)} />}
    </Page>
  );
};
