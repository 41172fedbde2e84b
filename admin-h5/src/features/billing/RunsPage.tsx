import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { listRuns, prepareRun, type RunView } from 'shared-types/billRun';
import { toDay } from 'shared-types/time';
import { useNow } from '../../lib/clock';
import { useMe } from '../../lib/me';
import { useCommand, usePages } from '../../lib/query';
import { t } from '../../locales/zh-CN/billing';
import { Chip } from '../../ui/Chip';
import { Confirm } from '../../ui/Dialog';
import { TextField } from '../../ui/Field';
import { Money } from '../../ui/Money';
import { ChargeRooms } from '../../ui/MoneyRooms';
import { Page } from '../../ui/Page';
import { Empty, Loaded, More, SkeletonCards } from '../../ui/States';
import { runMarks } from './runState';

const Row = ({ run }: { run: RunView }) => (
  <Link to={`/bills/runs/${run.id}`} className="card money-row">
    <span className="col">
      <b className="w5">{t.month(run.month)}</b>
      <span className="t2">{run.automatic ? t.automatic : run.by ? t.by(run.by) : ''}</span>
    </span>
    <Chip name={runMarks[run.state]}>{t.states[run.state]}</Chip>
    <span className="col right">
      <Money fen={run.totalFen} />
      <span className="t2 num">{t.counts(run.bills, run.houses)}</span>
    </span>
  </Link>
);

const Prepare = ({ onClose }: { onClose: () => void }) => {
  const now = useNow();
  const go = useNavigate();
  const [month, setMonth] = useState(toDay(now).slice(0, 7));
  const prepare = useCommand(prepareRun, {
    done: t.prepared,
    refreshes: [listRuns],
    onDone: (run) => void go(`/bills/runs/${run.id}`),
  });
  return (
    <Confirm
      title={t.prepareTitle}
      action={t.prepare}
      busy={prepare.isPending}
      disabled={!/^20\d\d-\d\d$/.test(month)}
      onConfirm={() => prepare.mutate({ body: { month } })}
      onClose={onClose}
    >
      <p>{t.prepareWhat}</p>
      <TextField label={t.prepareMonth} type="month" value={month} onValue={setMonth} />
    </Confirm>
  );
};

/** 出账: every run with what it made; a new one is tried before it is published. */
export const RunsPage = () => {
  const { may } = useMe();
  const query = usePages(listRuns);
  const [preparing, setPreparing] = useState(false);
  const prepare = may('bill.run') && (
    <button type="button" className="btn pri" onClick={() => setPreparing(true)}>
      {t.prepare}
    </button>
  );
  return (
    <Page title={t.runs} tools={<ChargeRooms />} live>
      <div className="row between g3 wrap">
        <p className="t2">{t.runsWhat}</p>
        {prepare}
      </div>
      <Loaded query={query} skeleton={<SkeletonCards count={4} height={72} />}>
        {() =>
          query.items.length === 0 ? (
            <Empty>{t.noRuns}</Empty>
          ) : (
            <div className="col g2">
              {query.items.map((run) => (
                <Row key={run.id} run={run} />
              ))}
              <More query={query} />
            </div>
          )
        }
      </Loaded>
      {preparing && <Prepare onClose={() => setPreparing(false)} />}
    </Page>
  );
};
