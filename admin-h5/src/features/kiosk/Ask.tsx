import { useEffect, useRef, useState } from 'react';
import { newKey } from 'shared-types/client';
import { askForHouse, listHouseInquiries } from 'shared-types/houseInquiry';
import type { InquiryView } from 'shared-types/inquiry';
import { wordsOf } from '../../lib/api';
import { t } from '../../locales/zh-CN/kiosk';
import { Frame } from './Frame';
import { Progress } from './Progress';
import { sendByStaff } from './recording';
import { kioskCall } from './session';
import { Talk } from './Talk';
import { Voice } from './Voice';
import { Which } from './Which';

const steps = 3;
const mostSuggested = 4;

interface House {
  id: string;
  label: string;
}

interface Askable {
  suggestions: readonly string[];
  /** A question that is said aloud becomes words; elsewhere it has to be written. */
  hears: boolean;
}

const useAskable = (houseId: string | undefined): Askable => {
  const [found, setFound] = useState<Askable>({ suggestions: [], hears: false });
  useEffect(() => {
    if (!houseId) return undefined;
    let gone = false;
    kioskCall(listHouseInquiries, { params: { id: houseId } })
      .then((answer) => !gone && setFound(answer))
      // Nothing heard: it is asked in one's own words.
      .catch(() => undefined);
    return () => {
      gone = true;
    };
  }, [houseId]);
  return found;
};

const Suggestions = ({ all, onPick }: { all: readonly string[]; onPick: (question: string) => void }) => (
  <fieldset className="kpair" aria-label={t.othersAsk}>
    <span className="klabel">{t.othersAsk}</span>
    {all.slice(0, mostSuggested).map((question) => (
      <button key={question} type="button" className="way" onClick={() => onPick(question)}>
        <span className="kway-long">{question}</span>
      </button>
    ))}
  </fieldset>
);

interface AskingProps {
  left: number;
  all: number;
  onEnd: () => void;
  onWaiting: (waiting: boolean) => void;
  /** What was asked before goes on; absent: the house is asked for first. */
  going?: { house: House; talk: InquiryView; onBack: () => void } | undefined;
}

/** C7 at the kiosk, with staff beside: whose house, what, and what the community knows about it. */
export const Ask = ({ left, all, onEnd, onWaiting, going }: AskingProps) => {
  const [house, setHouse] = useState<House | null>(going?.house ?? null);
  const [talk, setTalk] = useState<InquiryView | null>(going?.talk ?? null);
  const [writing, setWriting] = useState(going === undefined);
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const { suggestions, hears } = useAskable(house?.id);
  const sent = useRef<{ body: string; key: string } | null>(null);
  const send = async (question: string) => {
    if (!house) return;
    setBusy(true);
    setFailed(null);
    const body = { ...(talk?.actions.includes('ask') ? { inquiryId: talk.id } : {}), text: question.trim() };
    const words = JSON.stringify([house.id, body]);
    if (sent.current?.body !== words) sent.current = { body: words, key: newKey() };
    try {
      const idempotencyKey = sent.current.key;
      setTalk(await kioskCall(askForHouse, { params: { id: house.id }, body, idempotencyKey }));
      sent.current = null;
      setText('');
      setWriting(false);
    } catch (error) {
      setFailed(wordsOf(error));
    }
    setBusy(false);
  };
  const more = (next: InquiryView) => {
    setTalk(next);
    setWriting(true);
  };
  const at = !house ? 0 : writing || !talk ? 1 : 2;
  const head = <Progress at={at} of={steps} words={t.askStep} left={left} all={all} />;
  if (!house)
    return (
      <Frame head={head} question={t.which} onBack={onEnd}>
        <Which onPick={setHouse} />
      </Frame>
    );
  if (talk && !writing)
    return (
      <Talk
        key={`${talk.id}${talk.messages.length}`}
        first={talk}
        head={head}
        onBack={going?.talk.id === talk.id ? going.onBack : () => more(talk)}
        onEnd={onEnd}
        onMore={more}
        onWaiting={onWaiting}
      />
    );
  return (
    <Frame
      head={head}
      question={t.askWhat}
      above={<p className="kabove">{house.label}</p>}
      onBack={() => (talk ? setWriting(false) : setHouse(null))}
    >
      {hears && (
        <Voice
          key={talk?.messages.length ?? 0}
          kept={false}
          send={sendByStaff}
          onSaid={(said) => said.text !== null && setText(said.text)}
          onForget={() => setText('')}
        />
      )}
      <label>
        <span className="klabel">{t.askHint}</span>
        <textarea
          className="kinp"
          value={text}
          maxLength={500}
          autoComplete="off"
          onChange={(e) => setText(e.target.value)}
        />
      </label>
      {failed && (
        <p className="kbad" role="alert">
          {t.askFailed}
          {failed}
        </p>
      )}
      <button type="button" className="kbtn pri" disabled={busy || !text.trim()} onClick={() => void send(text)}>
        {busy ? t.asking : t.askSend}
      </button>
      {!talk && suggestions.length > 0 && <Suggestions all={suggestions} onPick={(question) => void send(question)} />}
    </Frame>
  );
};
