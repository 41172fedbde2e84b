import { useEffect, useState } from 'react';
import type { HouseOutage } from 'shared-types/announcement';
import { listOutagesOfHouse } from 'shared-types/staffAnnouncement';
import { t } from '../../locales/zh-CN/kiosk';
import { kioskCall } from './session';

/** A planned outage that may explain the trouble; it may be reported all the same. */
export const Off = ({ houseId, typeId }: { houseId: string; typeId: string }) => {
  const [outages, setOutages] = useState<readonly HouseOutage[]>([]);
  useEffect(() => {
    let gone = false;
    kioskCall(listOutagesOfHouse, { params: { id: houseId } })
      .then((answer) => !gone && setOutages(answer.items))
      // Nothing heard: it is reported as ever.
      .catch(() => undefined);
    return () => {
      gone = true;
    };
  }, [houseId]);
  const outage = outages.find(({ problemTypeIds }) => problemTypeIds.includes(typeId));
  if (!outage) return null;
  return (
    <p className="koff" role="status">
      <b className="koff-title">{outage.words}</b>
      <span>{t.offHint}</span>
    </p>
  );
};
