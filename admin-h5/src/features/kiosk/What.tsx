import { useEffect, useState } from 'react';
import { listProblemTypes, type ProblemTypeView } from 'shared-types/repair';
import { wordsOf } from '../../lib/api';
import { t } from '../../locales/zh-CN/kiosk';
import { Icon, type IconName } from '../../ui/icons';
import { kioskCall } from './session';

const iconFor = (name: string): IconName => {
  if (/下水|马桶|堵|排水/.test(name)) return 'sink';
  if (/水|漏|渗|防水/.test(name)) return 'drop';
  if (/灯|照明/.test(name)) return 'lamp';
  if (/电梯/.test(name)) return 'lift';
  if (/电|燃气/.test(name)) return 'bolt';
  if (/门|锁|窗/.test(name)) return 'door';
  return 'wrench';
};

/** What kind of trouble, or nothing yet: then the words decide. */
export const What = ({ onPick }: { onPick: (type: ProblemTypeView | null) => void }) => {
  const [types, setTypes] = useState<ProblemTypeView[]>([]);
  const [failed, setFailed] = useState<string | null>(null);
  useEffect(() => {
    kioskCall(listProblemTypes)
      .then((answer) => setTypes(answer.items))
      .catch((error: unknown) => setFailed(wordsOf(error)));
  }, []);
  return (
    <>
      {failed && (
        <p className="kbad" role="alert">
          {failed}
        </p>
      )}
      <button type="button" className="way" onClick={() => onPick(null)}>
        <b>{t.whatUnknown}</b>
      </button>
      <div className="tiles">
        {types.map((type) => (
          <button key={type.id} type="button" className="pickt" onClick={() => onPick(type)}>
            <span className="o">
              <Icon name={iconFor(type.name)} size={84} />
            </span>
            <b>{type.name}</b>
          </button>
        ))}
      </div>
    </>
  );
};
