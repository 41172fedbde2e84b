import { useEffect, useRef, useState } from 'react';
import { newKey } from 'shared-types/client';
import { listComplaintCategories, takeInComplaint } from 'shared-types/staffComplaint';
import { wordsOf } from '../../lib/api';
import { spokenNumber } from '../../lib/words';
import { t } from '../../locales/zh-CN/kiosk';
import { Frame } from './Frame';
import { Progress } from './Progress';
import { kioskCall } from './session';
import { Which } from './Which';

type Named = { id: string; name: string };

const steps = 3;

const Categories = ({ onPick }: { onPick: (category: Named) => void }) => {
  const [categories, setCategories] = useState<Named[]>([]);
  const [failed, setFailed] = useState<string | null>(null);
  useEffect(() => {
    kioskCall(listComplaintCategories)
      .then((answer) => setCategories(answer.categories))
      .catch((error: unknown) => setFailed(wordsOf(error)));
  }, []);
  return (
    <>
      {failed && (
        <p className="kbad" role="alert">
          {failed}
        </p>
      )}
      <div className="tiles">
        {categories.map((category) => (
          <button
            key={category.id}
            type="button"
            className="pickt"
            style={{ minHeight: 200 }}
            onClick={() => onPick(category)}
          >
            <b>{category.name}</b>
          </button>
        ))}
      </div>
    </>
  );
};

/** C1: a complaint with staff beside, in three questions; the answer comes in writing, and by telephone. */
export const Complain = ({ left, all, onEnd }: { left: number; all: number; onEnd: () => void }) => {
  const [house, setHouse] = useState<{ id: string; label: string } | null>(null);
  const [category, setCategory] = useState<Named | null>(null);
  const [text, setText] = useState('');
  const [anonymous, setAnonymous] = useState(false);
  const [number, setNumber] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const sent = useRef<{ body: string; key: string } | null>(null);
  const send = async () => {
    if (!house || !category) return;
    setBusy(true);
    setFailed(null);
    const body = {
      houseId: house.id,
      categoryId: category.id,
      text: text.trim(),
      anonymous,
      channel: 'kiosk' as const,
    };
    const words = JSON.stringify(body);
    if (sent.current?.body !== words) sent.current = { body: words, key: newKey() };
    try {
      setNumber((await kioskCall(takeInComplaint, { body, idempotencyKey: sent.current.key })).number);
    } catch (error) {
      setFailed(wordsOf(error));
    }
    setBusy(false);
  };
  const at = category ? 2 : house ? 1 : 0;
  const head = <Progress at={at} of={steps} words={t.complainStep} left={left} all={all} />;
  const above = house && <p className="kabove">{[house.label, category?.name].filter(Boolean).join('，')}</p>;
  if (number)
    return (
      <Frame head={head} question={t.complainDone} onBack={onEnd}>
        <p className="kabove">{t.doneNumber}</p>
        <b className="knum num">{spokenNumber(number)}</b>
        <p className="kabove">{t.complainDoneHint}</p>
        <button type="button" className="kbtn pri" onClick={onEnd}>
          {t.finish}
        </button>
      </Frame>
    );
  if (!house)
    return (
      <Frame head={head} question={t.which} onBack={onEnd}>
        <Which onPick={setHouse} />
      </Frame>
    );
  if (!category)
    return (
      <Frame head={head} question={t.complainWhat} above={above} onBack={() => setHouse(null)}>
        <Categories onPick={setCategory} />
      </Frame>
    );
  return (
    <Frame head={head} question={t.complainSay} above={above} onBack={() => setCategory(null)}>
      <label>
        <span className="klabel">{t.sayHint}</span>
        <textarea
          className="kinp"
          value={text}
          maxLength={1000}
          autoComplete="off"
          onChange={(e) => setText(e.target.value)}
        />
      </label>
      <fieldset aria-label={t.nameless} className="kpair">
        <span className="klabel">{t.nameless}</span>
        {[false, true].map((one) => (
          <button
            key={String(one)}
            type="button"
            className="way"
            aria-pressed={anonymous === one}
            style={anonymous === one ? { outline: '6px solid var(--brand)' } : {}}
            onClick={() => setAnonymous(one)}
          >
            <b>{one ? t.namelessYes : t.namelessNo}</b>
          </button>
        ))}
      </fieldset>
      {failed && (
        <p className="kbad" role="alert">
          {t.failed}
          {failed}
        </p>
      )}
      <button type="button" className="kbtn pri" disabled={busy || !text.trim()} onClick={() => void send()}>
        {busy ? t.sending : t.send}
      </button>
    </Frame>
  );
};
