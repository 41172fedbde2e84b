import { useState } from 'react';
import { type Outcome, tryFee } from 'shared-types/fee';
import { fieldsOf, wordsOf } from '../../lib/api';
import { useCommand } from '../../lib/query';
import { t } from '../../locales/zh-CN/fee';
import { TextField } from '../../ui/Field';
import { HouseField, type PickedHouse } from '../../ui/HouseSearch';
import { OutcomeLines } from '../../ui/OutcomeLines';
import type { FeeFields } from './feeForm';

/** What the fee that is being written would be for one house; nothing is kept. */
export const TryPanel = ({ fee, month }: { fee: FeeFields | null; month: string }) => {
  const [house, setHouse] = useState<PickedHouse | null>(null);
  const [period, setPeriod] = useState(month);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const run = useCommand(tryFee, { quiet: true, onDone: setOutcome, onFailed: () => setOutcome(null) });
  const wrong = Object.values(fieldsOf(run.error));
  return (
    <section className="card pad col g3" aria-label={t.try}>
      <h2 className="fs-m">{t.try}</h2>
      <p className="t2">{t.tryWhat}</p>
      <HouseField label={t.tryHouse} house={house} onHouse={setHouse} />
      <TextField label={t.tryMonth} type="month" value={period} onValue={setPeriod} />
      <button
        type="button"
        className="btn sec"
        disabled={!fee || !house || !period || run.isPending}
        onClick={() => fee && house && run.mutate({ body: { fee, houseId: house.id, period } })}
      >
        {fee ? t.tryGo : t.tryNot}
      </button>
      {run.error && (
        <p className="td" role="alert">
          {wrong.length > 0 ? wrong.join('；') : wordsOf(run.error)}
        </p>
      )}
      {outcome && <OutcomeLines outcome={outcome} none={t.tryNone} total={t.total} />}
    </section>
  );
};
