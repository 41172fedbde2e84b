import { useState } from 'react';
import { type DispatchView, type ExcludedView, listDispatches } from 'shared-types/dispatch';
import type { StaffRepairView } from 'shared-types/staffRepair';
import { useNow } from '../../lib/clock';
import { useRead } from '../../lib/query';
import { dueTime } from '../../lib/words';
import { t } from '../../locales/zh-CN/dispatch';
import { Loaded, Skeleton } from '../../ui/States';
import { ScoreLegend, ScoreRow } from './ScoreBar';

const mostShown = 5;

const LeftOut = ({ excluded }: { excluded: readonly ExcludedView[] }) =>
  excluded.length === 0 ? null : (
    <p className="t2" style={{ padding: '4px 8px' }}>
      {t.leftOut}
      {excluded.map((one, i) => (
        <span key={one.id}>
          {i > 0 && '，'}
          <b className="w5 ti">{one.name}</b> {one.words}
        </span>
      ))}
    </p>
  );

const modeWords = (choice: DispatchView): string =>
  choice.mode === 'manual' && choice.by ? t.by(choice.by) : t.mode[choice.mode];

/** One choice as it was made: who was weighed, who was left out, and who decided. */
const Choice = ({ choice, task }: { choice: DispatchView; task: string | null }) => {
  const now = useNow();
  const shown = choice.candidates.slice(0, mostShown);
  // Sent by hand against a rule.
  const setAside = choice.excluded.find((one) => one.id === choice.worker?.id);
  return (
    <div className="col g1">
      <div className="row g2 wrap">
        <b className="fs-m">{choice.worker ? t.why(choice.worker.name) : t.whyNobody}</b>
        <span className="right t2 num nowrap">
          {dueTime(choice.at, now)} {modeWords(choice)}
        </span>
      </div>
      {task && <span className="t2">{task}</span>}
      <p className="t2">{choice.words}</p>
      {choice.reason && !choice.words.includes(choice.reason) && <p className="sunk">{t.reason(choice.reason)}</p>}
      {setAside && <p className="t2">{t.setAside(setAside.words)}</p>}
      {shown.length > 0 && <ScoreLegend />}
      {shown.map((candidate) => (
        <ScoreRow key={candidate.id} candidate={candidate} win={candidate.id === choice.worker?.id} />
      ))}
      {shown.length === 0 && choice.excluded.length === 0 && <p className="t3">{t.nobodyWeighed}</p>}
      <LeftOut excluded={choice.excluded.filter((one) => one.id !== choice.worker?.id)} />
    </div>
  );
};

/** Why each order came to whom: the last choice of every order, earlier ones behind a button. */
export const Why = ({ repair }: { repair: StaffRepairView }) => {
  const query = useRead(listDispatches, { params: { id: repair.id } });
  const [all, setAll] = useState(false);
  const several = repair.orders.length > 1;
  const taskOf = (orderId: string): string | null => {
    const order = repair.orders.find((one) => one.id === orderId);
    return several && order ? t.withOrder(order.department, order.task) : null;
  };
  return (
    <Loaded query={query} skeleton={<Skeleton rows={4} height={24} />}>
      {({ items }) => {
        const seen = new Set<string>();
        const last = items.filter((one) => !seen.has(one.orderId) && seen.add(one.orderId));
        const place = (choice: DispatchView) => repair.orders.findIndex((order) => order.id === choice.orderId);
        // The main order's first, as the orders stand on the page.
        const shown = all ? items : [...last].sort((a, b) => place(a) - place(b));
        if (items.length === 0) return <p className="t3">{t.none}</p>;
        return (
          <div className="col g4">
            {shown.map((choice) => (
              <Choice key={choice.id} choice={choice} task={taskOf(choice.orderId)} />
            ))}
            {!all && items.length > last.length && (
              <button type="button" className="btn plain sm" onClick={() => setAll(true)}>
                {t.earlier(items.length - last.length)}
              </button>
            )}
          </div>
        );
      }}
    </Loaded>
  );
};
