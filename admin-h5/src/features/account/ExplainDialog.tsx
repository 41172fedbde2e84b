import { useState } from 'react';
import { explainHouse } from 'shared-types/fee';
import { toDay } from 'shared-types/time';
import { serverNow } from '../../lib/clock';
import { useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/account';
import { Dialog } from '../../ui/Dialog';
import { TextField } from '../../ui/Field';
import { OutcomeLines } from '../../ui/OutcomeLines';
import { Loaded } from '../../ui/States';

/** Every fee in force for this house and the run of a month: its arithmetic, or why there is none. */
export const ExplainDialog = ({ houseId, onClose }: { houseId: string; onClose: () => void }) => {
  const [month, setMonth] = useState(() => toDay(serverNow()).slice(0, 7));
  const whole = /^20\d\d-(0[1-9]|1[0-2])$/.test(month);
  const query = useRead(explainHouse, { params: { id: houseId }, query: { month } }, { enabled: whole });
  return (
    <Dialog title={t.explain} wide onClose={onClose}>
      <p className="t2">{t.explainWhat}</p>
      <TextField label={t.explainMonth} type="month" value={month} onValue={setMonth} />
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="t2">{t.explainNone}</p>
          ) : (
            <div className="col g3">
              {items.map((outcome) => (
                <section key={`${outcome.feeId}${outcome.period}`} className="col g1">
                  <b className="w5">
                    {outcome.feeName} <span className="t2 num">{outcome.period}</span>
                  </b>
                  <OutcomeLines outcome={outcome} none={t.outcomeNone} total={t.outcomeTotal} />
                </section>
              ))}
            </div>
          )
        }
      </Loaded>
    </Dialog>
  );
};
