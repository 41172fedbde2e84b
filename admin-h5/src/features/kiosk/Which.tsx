import { useEffect, useState } from 'react';
import { listHouses } from 'shared-types/community';
import { identifyByCard } from 'shared-types/kiosk';
import { wordsOf } from '../../lib/api';
import { t } from '../../locales/zh-CN/kiosk';
import { useCardReader } from './cardReader';
import { kioskCall } from './session';

/** The house: by its owner's card, by whatever of its number is typed, or by their telephone, when the staff know them. */
export const Which = ({ onPick }: { onPick: (house: { id: string; label: string }) => void }) => {
  const [q, setQ] = useState('');
  const [found, setFound] = useState<{ id: string; label: string }[] | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  useCardReader((card) => {
    setQ('');
    setFailed(null);
    kioskCall(identifyByCard, { body: { card } })
      .then(({ houseId, houseLabel }) => onPick({ id: houseId, label: houseLabel }))
      .catch((error: unknown) => setFailed(wordsOf(error)));
  });
  useEffect(() => {
    const wanted = q.trim();
    if (!wanted) {
      setFound(null);
      return undefined;
    }
    let gone = false;
    const timer = setTimeout(() => {
      kioskCall(listHouses, { query: { q: wanted, limit: 6 } })
        .then((answer) => {
          if (gone) return;
          setFound(answer.items);
          setFailed(null);
        })
        .catch((error: unknown) => !gone && setFailed(wordsOf(error)));
    }, 250);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [q]);
  return (
    <>
      <label>
        <span className="klabel">{t.whichHint}</span>
        <input className="kinp" value={q} autoComplete="off" onChange={(e) => setQ(e.target.value)} />
      </label>
      {failed && (
        <p className="kbad" role="alert">
          {failed}
        </p>
      )}
      {found?.length === 0 && <p style={{ fontSize: 40, lineHeight: '56px' }}>{t.noHouse}</p>}
      {found?.map((house) => (
        <button key={house.id} type="button" className="way" onClick={() => onPick(house)}>
          <b>{house.label}</b>
        </button>
      ))}
    </>
  );
};
