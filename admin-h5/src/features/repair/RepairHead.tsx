import type { StaffRepairView } from 'shared-types/staffRepair';
import { spokenNumber } from '../../lib/words';
import { t } from '../../locales/zh-CN/repair';
import { Chip } from '../../ui/Chip';
import { Ring } from '../../ui/Ring';
import { chipOf, chipWords } from '../../ui/repairStatus';

const ended = new Set(['closed', 'cancelled']);

export const RepairHead = ({ repair }: { repair: StaffRepairView }) => (
  <div className="row g4">
    {repair.promise && !ended.has(repair.status) && <Ring span={repair.promise} size={72} />}
    <div className="grow">
      <div className="row g2 wrap">
        {repair.kind === 'complaint' && <Chip name="review">{t.complaint}</Chip>}
        {repair.urgency === 'emergency' && <Chip name="urgent" pill />}
        <Chip name={chipOf(repair.status)} pill>
          {chipWords(repair.status)}
        </Chip>
        <span className="t3 num">{spokenNumber(repair.number)}</span>
      </div>
      <b className="fs-l">{repair.title}</b>
      <div className="t2 num">{[repair.placeLabel, repair.contact.name].filter(Boolean).join(' · ')}</div>
    </div>
  </div>
);
