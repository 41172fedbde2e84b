import { useState } from 'react';
import { listHouses } from 'shared-types/community';
import { useRead } from '../lib/query';
import { t } from '../locales/zh-CN/common';
import { TextField } from './Field';
import { Skeleton } from './States';

export interface PickedHouse {
  id: string;
  label: string;
}

/** Finds a house as people write it. */
export const HouseSearch = ({ onPick }: { onPick: (house: PickedHouse) => void }) => {
  const [q, setQ] = useState('');
  const query = useRead(listHouses, { query: { q: q.trim(), limit: 8 } }, { enabled: q.trim() !== '' });
  return (
    <div className="col g2">
      <TextField
        label={t.findHouse.label}
        hint={q.trim() ? undefined : t.findHouse.typeToFind}
        placeholder={t.findHouse.hint}
        value={q}
        onValue={setQ}
        autoComplete="off"
      />
      {q.trim() && query.isPending && <Skeleton rows={2} height={36} />}
      <fieldset className="opt" aria-label={t.findHouse.label}>
        {query.data?.items.map((house) => (
          <button key={house.id} type="button" onClick={() => onPick({ id: house.id, label: house.label })}>
            {house.label}
          </button>
        ))}
      </fieldset>
      {query.data?.items.length === 0 && <p className="t2">{t.findHouse.none}</p>}
    </div>
  );
};

/** A house that is chosen, or the search for one. */
export const HouseField = ({
  label,
  house,
  onHouse,
}: {
  label: string;
  house: PickedHouse | null;
  onHouse: (house: PickedHouse | null) => void;
}) =>
  house ? (
    <div className="row g2" style={{ minHeight: 44 }}>
      <span className="t2">{label}</span>
      <b className="w5 grow">{house.label}</b>
      <button type="button" className="btn plain sm" onClick={() => onHouse(null)}>
        {t.findHouse.change}
      </button>
    </div>
  ) : (
    <HouseSearch onPick={onHouse} />
  );
