import { useState } from 'react';
import {
  type CandidateView,
  dispatchRepair,
  type ExcludedView,
  listCandidates,
  listDispatches,
} from 'shared-types/dispatch';
import { listRepairs, readRepair, readRepairBoard, type StaffRepairView } from 'shared-types/staffRepair';
import { useCommand, useRead } from '../../lib/query';
import { t as words } from '../../locales/zh-CN/dispatch';
import { t } from '../../locales/zh-CN/repair';
import { Loaded, Skeleton } from '../../ui/States';
import { toast } from '../../ui/toastStore';
import { AssignDialog, type Choice } from './AssignDialog';
import { ScoreLegend, ScoreRow } from './ScoreBar';

const Candidate = ({
  candidate,
  best,
  action,
  onChoose,
}: {
  candidate: CandidateView;
  best: boolean;
  action: string;
  onChoose: () => void;
}) => (
  <div className={`cand-row ${best ? 'win' : ''}`}>
    <div className="grow">
      <ScoreRow candidate={candidate} win={false} />
      <span className="fs-t t2 tags">
        {best && `${words.best}，`}
        {words.load(candidate.load, candidate.limit)}
      </span>
    </div>
    <button
      type="button"
      className={`btn sm ${best ? 'pri' : 'ghost'}`}
      aria-label={`${action} ${t.assignTo(candidate.name)}`}
      onClick={onChoose}
    >
      {action}
    </button>
  </div>
);

const Excluded = ({
  excluded,
  onChoose,
}: {
  excluded: readonly ExcludedView[];
  onChoose: (one: ExcludedView) => void;
}) => (
  <details className="left-out">
    <summary className="t2">
      {words.excluded} {excluded.length}
    </summary>
    {excluded.map((one) => (
      <div key={one.id} className="row g2 wrap" style={{ minHeight: 44 }}>
        <span className="grow">
          <b className="w5">{one.name}</b> <span className="t2">{one.words || words.rules[one.rule]}</span>
        </span>
        {one.mayOverride ? (
          <button
            type="button"
            className="btn ghost sm"
            aria-label={`${words.overrideAnyway} ${t.assignTo(one.name)}`}
            onClick={() => onChoose(one)}
          >
            {words.overrideAnyway}
          </button>
        ) : (
          <span className="fs-t t3">{words.cannotOverride}</span>
        )}
      </div>
    ))}
  </details>
);

const Again = ({ repair, orderId }: { repair: StaffRepairView; orderId: string | null }) => {
  const again = useCommand(dispatchRepair, {
    refreshes: [readRepair, listRepairs, readRepairBoard, listCandidates, listDispatches],
    onDone: (answer) =>
      toast(answer.worker ? `${t.assigned(answer.worker.name)}：${answer.words}` : answer.words || words.againNobody),
  });
  return (
    <button
      type="button"
      className="btn sec sm"
      disabled={again.isPending}
      onClick={() => again.mutate({ params: { id: repair.id }, body: orderId ? { orderId } : {} })}
    >
      {words.again}
    </button>
  );
};

interface CandidatesProps {
  repair: StaffRepairView;
  /** Absent: the first order that is still open. */
  orderId?: string | undefined;
  onDone?: () => void;
}

/** Who can be sent now, the fittest first, each with why; and who cannot, and by which rule. */
export const Candidates = ({ repair, orderId, onDone }: CandidatesProps) => {
  const query = useRead(listCandidates, {
    params: { id: repair.id },
    ...(orderId ? { query: { orderId } } : {}),
  });
  // Whom this desk saw with the order when it decided: a colleague may be quicker while the question stands.
  const [chosen, setChosen] = useState<(Choice & { insteadOf: string | null }) | null>(null);
  const order = orderId
    ? repair.orders.find((one) => one.id === orderId)
    : repair.orders.find((one) => !['finished', 'cancelled'].includes(one.status));
  const holder = order?.worker ?? null;
  const action = holder ? t.reassign : t.assign;
  const choose = (choice: Choice) => setChosen({ ...choice, insteadOf: holder?.id ?? null });

  return (
    <>
      <div className="row g2 wrap">
        <b className="fs-m grow">{holder ? words.others : words.candidates}</b>
        {repair.actions.includes('dispatch') && <Again repair={repair} orderId={orderId ?? null} />}
      </div>
      <Loaded query={query} skeleton={<Skeleton rows={3} height={36} />}>
        {({ candidates, excluded }) => {
          const able = candidates.filter((one) => one.id !== holder?.id);
          const left = excluded.filter((one) => one.id !== holder?.id);
          return (
            <div className="col g1" style={{ marginTop: 6 }}>
              {able.length === 0 && <p className="t2">{left.length > 0 ? words.nobody : words.nobodyAtAll}</p>}
              {able.length > 0 && <ScoreLegend />}
              {able.map((one) => (
                <Candidate
                  key={one.id}
                  candidate={one}
                  best={one.id === candidates[0]?.id}
                  action={action}
                  onChoose={() =>
                    choose({ id: one.id, name: one.name, against: null, needsReason: one.id !== candidates[0]?.id })
                  }
                />
              ))}
              {left.length > 0 && (
                <Excluded
                  excluded={left}
                  onChoose={(one) =>
                    choose({
                      id: one.id,
                      name: one.name,
                      against: one.words || words.rules[one.rule],
                      needsReason: true,
                    })
                  }
                />
              )}
            </div>
          );
        }}
      </Loaded>
      {chosen && (
        <AssignDialog
          repair={repair}
          orderId={orderId ?? order?.id ?? null}
          choice={chosen}
          insteadOf={chosen.insteadOf}
          onClose={() => setChosen(null)}
          onDone={() => {
            setChosen(null);
            onDone?.();
          }}
        />
      )}
    </>
  );
};
