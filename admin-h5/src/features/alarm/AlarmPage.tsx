import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { type AlarmView, acknowledgeAlarm, listAlarms, readAlarm } from 'shared-types/alarm';
import { useNow } from '../../lib/clock';
import { useMe } from '../../lib/me';
import { useIsPhone } from '../../lib/media';
import { useCommand, useRead } from '../../lib/query';
import { dueTime, when } from '../../lib/words';
import { t } from '../../locales/zh-CN/alarm';
import { Files } from '../../ui/Files';
import { Page } from '../../ui/Page';
import { Ring } from '../../ui/Ring';
import { Loaded, SkeletonCards } from '../../ui/States';
import { Timeline } from '../../ui/Timeline';
import { CloseDialog, HandleDialog, NoteDialog, OrderDialog } from './ActDialogs';
import { AlarmMarks } from './AlarmMarks';
import { FaultChart } from './FaultChart';
import { spanOf } from './marks';

type Asked = 'handle' | 'note' | 'close' | 'open-order';
const dialogs = { handle: HandleDialog, note: NoteDialog, close: CloseDialog, 'open-order': OrderDialog } as const;
const labels = { handle: t.handle, note: t.note, close: t.close, 'open-order': t.openOrder } as const;

/** One filled button: what comes next. The others stand beside it. */
const primary = (actions: AlarmView['actions']): AlarmView['actions'][number] | undefined =>
  (['acknowledge', 'handle', 'close'] as const).find((one) => actions.includes(one));

const docked = ({ actions }: AlarmView): AlarmView['actions'] =>
  actions.filter((one) => one === primary(actions) || one === 'note');

const Actions = ({ alarm, which }: { alarm: AlarmView; which: AlarmView['actions'] }) => {
  const [asked, setAsked] = useState<Asked | null>(null);
  const go = useCommand(acknowledgeAlarm, { refreshes: [listAlarms, readAlarm], done: t.acknowledged });
  const first = primary(alarm.actions);
  const Dialog = asked && dialogs[asked];
  return (
    <>
      {which.map((action) => {
        const look = action === first ? 'pri grow' : 'ghost';
        return action === 'acknowledge' ? (
          <button
            key={action}
            type="button"
            className={`btn ${look}`}
            disabled={go.isPending}
            onClick={() => go.mutate({ params: { id: alarm.id } })}
          >
            {t.acknowledge}
          </button>
        ) : (
          <button key={action} type="button" className={`btn ${look}`} onClick={() => setAsked(action)}>
            {labels[action]}
          </button>
        );
      })}
      {Dialog && <Dialog alarm={alarm} onClose={() => setAsked(null)} />}
    </>
  );
};

const Head = ({ alarm }: { alarm: AlarmView }) => {
  const now = useNow();
  const span = spanOf(alarm);
  return (
    <div className="row g3" style={{ alignItems: 'flex-start' }}>
      {span && <Ring span={span} size={72} />}
      <div className="col g1 grow" style={{ minWidth: 0 }}>
        <div className="row g2 wrap">
          <AlarmMarks alarm={alarm} />
        </div>
        <h2 className="fs-l">{alarm.title}</h2>
        <span className="t2">{[alarm.placeLabel, alarm.deviceName].filter(Boolean).join(' · ')}</span>
        {alarm.detail && <span className={alarm.status === 'closed' ? 't2' : 'w6'}>{alarm.detail}</span>}
        {alarm.due && <span className="t2 num">{t.due[alarm.due.kind](dueTime(alarm.due.at, now))}</span>}
        {alarm.closeHindrance && <span className="tm">{alarm.closeHindrance}</span>}
      </div>
    </div>
  );
};

const Facts = ({ alarm }: { alarm: AlarmView }) => {
  const now = useNow();
  const { may } = useMe();
  return (
    <dl className="kv">
      <dt>{t.since}</dt>
      <dd className="num">
        {when(alarm.firstAt, now)}
        {alarm.count > 1 && `，${t.said(alarm.count)}，${t.lastAt(when(alarm.lastAt, now))}`}
      </dd>
      {alarm.source === 'rule' && (
        <>
          <dt>{t.nowWords}</dt>
          <dd className={alarm.normalAt ? 'num' : 'td'}>
            {alarm.normalAt ? t.normal(when(alarm.normalAt, now)) : t.abnormal}
          </dd>
        </>
      )}
      <dt>{t.departments[alarm.department]}</dt>
      <dd className={alarm.holder ? '' : 't3'}>{alarm.holder ? t.holder(alarm.holder) : t.nobody}</dd>
      {alarm.deviceId && may('device.read') && (
        <>
          <dt>{t.device}</dt>
          <dd>
            <Link className="tb" to={`/devices/${alarm.deviceId}`}>
              {alarm.deviceName}
            </Link>
          </dd>
        </>
      )}
      {alarm.rule && (
        <>
          <dt>{t.rule}</dt>
          <dd className="t2">{alarm.rule}</dd>
        </>
      )}
    </dl>
  );
};

const Order = ({ alarm }: { alarm: AlarmView }) => {
  const { may } = useMe();
  const { order } = alarm;
  if (!order) return null;
  const words = `${order.title}，${t.orderStatus[order.status] ?? order.status}`;
  return (
    <section className="card pad col g1" aria-label={t.order}>
      <b className="fs-m">{t.order}</b>
      {may('request.read') ? (
        <Link className="tb" to={`/requests/${order.repairId}`}>
          {words}
        </Link>
      ) : (
        <span>{words}</span>
      )}
      <span className="t3 num">{order.number}</span>
    </section>
  );
};

const entryOf = (one: AlarmView['timeline'][number]) => ({
  id: one.id,
  at: one.at,
  title: [one.kind === 'raised' ? '' : one.by, t.events[one.kind]].filter(Boolean).join(' '),
  text: [one.words, one.note].filter(Boolean).join('\n') || null,
  files: one.files,
});

const Story = ({ alarm }: { alarm: AlarmView }) => {
  const phone = useIsPhone();
  // Within reach of the thumb lie what comes next and a note; the rest stands with the alarm.
  const beside = phone ? alarm.actions.filter((one) => !docked(alarm).includes(one)) : alarm.actions;
  return (
    <div className="story">
      <div>
        <section className="card pad col g4">
          <Head alarm={alarm} />
          {alarm.pictures.length > 0 && (
            <section className="col g2" aria-label={t.pictures}>
              <Files files={alarm.pictures} size={phone ? 148 : 240} />
            </section>
          )}
          <div className="hair">
            <Facts alarm={alarm} />
          </div>
          {beside.length > 0 && (
            <div className="row g2 wrap">
              <Actions alarm={alarm} which={beside} />
            </div>
          )}
        </section>
        {alarm.series.map((series) => (
          <section key={series.metric} className="card pad col g2" aria-label={series.name}>
            <b className="fs-m">
              {series.name} <span className="t3">{t.readings}</span>
            </b>
            <FaultChart series={series} />
          </section>
        ))}
      </div>
      <div>
        <Order alarm={alarm} />
        <section className="card pad col g3">
          <b className="fs-m">{t.story}</b>
          <Timeline
            entries={alarm.timeline.map(entryOf)}
            promised={alarm.due && { at: alarm.due.at, title: t.promised[alarm.due.kind] }}
          />
        </section>
      </div>
    </div>
  );
};

/** One alarm: what was measured or seen, what was done about it, and what comes next. */
export const AlarmPage = () => {
  const { id = '' } = useParams();
  const query = useRead(readAlarm, { params: { id } });
  const phone = useIsPhone();
  const dock =
    phone && query.data && query.data.actions.length > 0 ? (
      <Actions alarm={query.data} which={docked(query.data)} />
    ) : undefined;
  return (
    <Page title={query.data?.title ?? t.one} back="/alarms" live dock={dock}>
      <Loaded query={query} skeleton={<SkeletonCards />}>
        {(alarm) => <Story alarm={alarm} />}
      </Loaded>
    </Page>
  );
};
