import { useEffect, useRef, useState } from 'react';
import { newKey } from 'shared-types/client';
import { listHouses } from 'shared-types/community';
import { reportRepairForOwner } from 'shared-types/staffRepair';
import { wordsOf } from '../../lib/api';
import { spokenNumber } from '../../lib/words';
import { t } from '../../locales/zh-CN/kiosk';
import { DrawnRing } from '../../ui/Ring';
import type { Draft } from './draft';
import { Frame } from './Frame';
import { Say } from './Say';
import { kioskCall } from './session';
import { What } from './What';

const empty: Draft = { house: null, type: null, spot: '', emergency: '', text: '', phone: '' };
const steps = ['which', 'what', 'where', 'say'] as const;

const Which = ({ onPick }: { onPick: (house: { id: string; label: string }) => void }) => {
  const [q, setQ] = useState('');
  const [found, setFound] = useState<{ id: string; label: string }[] | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
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

const Progress = ({ at, left, all }: { at: number; left: number; all: number }) => (
  <>
    <div className="pstep grow">
      {steps.map((step, i) => (
        <i key={step} className={i <= at ? 'on' : ''} />
      ))}
      <span style={{ marginLeft: 12 }}>{t.step(at + 1, steps.length)}</span>
    </div>
    <span className="t2" style={{ textAlign: 'right', fontSize: 32, lineHeight: '42px' }} aria-hidden="true">
      {t.quiet[0]}
      <br />
      {t.quiet[1]}
    </span>
    <DrawnRing
      className="k"
      size={120}
      state={{
        tone: left > all / 4 ? 'brand' : 'near',
        left: left / all,
        short: String(left),
        figure: String(left),
        unit: t.seconds,
        words: t.secondsLeft(left),
        overdue: false,
      }}
    />
  </>
);

/** Which house, what, where, in a few words: then the number. */
export const Report = ({ left, all, onEnd }: { left: number; all: number; onEnd: () => void }) => {
  const [at, setAt] = useState(0);
  const [draft, setDraft] = useState(empty);
  const [number, setNumber] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const sent = useRef<{ body: string; key: string } | null>(null);
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const pick = (part: Partial<Draft>) => {
    change(part);
    setAt(at + 1);
  };
  const send = async () => {
    if (!draft.house) return;
    setBusy(true);
    setFailed(null);
    const body = {
      houseId: draft.house.id,
      ...(draft.type ? { problemTypeId: draft.type.id } : {}),
      ...(draft.spot ? { spot: draft.spot } : {}),
      ...(draft.emergency ? { emergency: draft.emergency } : {}),
      text: draft.text,
      fileIds: [],
      channel: 'kiosk' as const,
      ...(draft.phone.trim() ? { contactPhone: draft.phone } : {}),
    };
    const words = JSON.stringify(body);
    if (sent.current?.body !== words) sent.current = { body: words, key: newKey() };
    try {
      const repair = await kioskCall(reportRepairForOwner, { body, idempotencyKey: sent.current.key });
      setNumber(repair.number);
    } catch (error) {
      setFailed(wordsOf(error));
    }
    setBusy(false);
  };
  const head = <Progress at={number ? steps.length - 1 : at} left={left} all={all} />;

  if (number) {
    return (
      <Frame head={head} question={t.done} onBack={onEnd}>
        <p style={{ fontSize: 48, lineHeight: '64px' }}>{t.doneNumber}</p>
        <b className="knum num">{spokenNumber(number)}</b>
        <p style={{ fontSize: 48, lineHeight: '64px' }}>{t.doneHint}</p>
        <button type="button" className="kbtn pri" onClick={onEnd}>
          {t.finish}
        </button>
      </Frame>
    );
  }
  const step = steps[at] ?? 'say';
  return (
    <Frame
      head={head}
      question={t[step]}
      onBack={() => (at === 0 ? onEnd() : setAt(at - 1))}
      above={
        draft.house && at > 0 ? (
          <p style={{ fontSize: 44, lineHeight: '60px' }}>
            {[draft.house.label, at > 1 ? draft.type?.name : null].filter(Boolean).join('，')}
          </p>
        ) : undefined
      }
    >
      {step === 'which' && <Which onPick={(house) => pick({ house })} />}
      {step === 'what' && <What onPick={(type) => pick({ type, emergency: '' })} />}
      {step === 'where' && (
        <div className="tiles">
          {t.spots.map((spot) => (
            <button
              key={spot}
              type="button"
              className="pickt"
              style={{ minHeight: 200 }}
              onClick={() => pick({ spot })}
            >
              <b>{spot}</b>
            </button>
          ))}
        </div>
      )}
      {step === 'say' && <Say draft={draft} onChange={change} onSend={() => void send()} busy={busy} failed={failed} />}
    </Frame>
  );
};
