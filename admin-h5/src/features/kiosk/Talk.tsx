import { type ReactNode, useEffect, useState } from 'react';
import { newKey } from 'shared-types/client';
import { askPersonForHouse, readHouseInquiry } from 'shared-types/houseInquiry';
import type { InquiryMessage, InquiryView, SourceView } from 'shared-types/inquiry';
import { wordsOf } from '../../lib/api';
import { t } from '../../locales/zh-CN/kiosk';
import { Frame } from './Frame';
import { kioskCall } from './session';

const askEveryMs = 4_000;
/** Lines of a talk with a person that are shown; the last ones. */
const mostLines = 5;

const lastWords = (messages: readonly InquiryMessage[], isIt: (kind: InquiryMessage['kind']) => boolean) =>
  messages.filter(({ kind }) => isIt(kind)).at(-1)?.text;

/** What came since the last question; with a person, what was said last. */
const shownOf = ({ status, messages }: InquiryView): readonly InquiryMessage[] => {
  if (status !== 'bot') return messages.filter(({ kind }) => kind !== 'unsure').slice(-mostLines);
  return messages.slice(messages.map(({ kind }) => kind).lastIndexOf('asked') + 1);
};

const questionOf = ({ status, messages }: InquiryView): string =>
  status === 'bot' ? t.talk[messages.at(-1)?.kind === 'unsure' ? 'unsure' : 'answered'] : t.talk[status];

const Passage = ({ text, source }: { text: string; source: SourceView | undefined }) => (
  <div className="ksaid">
    <p>{text}</p>
    {source && <p className="ksource">{t.source(source.name)}</p>}
  </div>
);

/** What might be meant: whichever is touched is shown whole. */
const Maybe = ({ sources }: { sources: readonly SourceView[] }) => {
  const [open, setOpen] = useState<string | null>(null);
  return sources.map((source) => (
    <div key={source.id}>
      <button
        type="button"
        className="way"
        aria-expanded={open === source.id}
        onClick={() => setOpen(open === source.id ? null : source.id)}
      >
        <b>{source.title}</b>
      </button>
      {open === source.id && <Passage text={source.text} source={source} />}
    </div>
  ));
};

const Line = ({ message }: { message: InquiryMessage }) => {
  const { kind, text, by, sources } = message;
  if (kind === 'answered') return <Passage text={text} source={sources[0]} />;
  if (kind === 'unsure')
    return (
      <>
        <p className="ktext">{text}</p>
        <Maybe sources={sources} />
      </>
    );
  if (kind === 'told') return <p className="ktext">{text}</p>;
  return (
    <div className={`ksaid ${kind === 'asked' ? 'own' : ''}`}>
      <p className="ksource">{by ?? t.you}</p>
      <p>{text}</p>
    </div>
  );
};

/** Asks again while a person is waited for, or is there. */
const useTalk = (first: InquiryView): [InquiryView, (next: InquiryView) => void] => {
  const [talk, setTalk] = useState(first);
  const { id, status } = talk;
  const isOpen = status === 'waiting' || status === 'staff';
  useEffect(() => {
    if (!isOpen) return undefined;
    let gone = false;
    const timer = setInterval(() => {
      kioskCall(readHouseInquiry, { params: { id } })
        .then((answer) => !gone && setTalk(answer))
        // Nothing heard: what stands there stands.
        .catch(() => undefined);
    }, askEveryMs);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, [id, isOpen]);
  return [talk, setTalk];
};

interface TalkProps {
  first: InquiryView;
  head: ReactNode;
  onBack: () => void;
  onEnd: () => void;
  /** Goes on with this conversation. */
  onMore: (talk: InquiryView) => void;
  /** A person is waited for: hands are in the lap, not on the screen. */
  onWaiting: (waiting: boolean) => void;
}

/** What was answered and by whom, and a way to a person. */
export const Talk = ({ first, head, onBack, onEnd, onMore, onWaiting }: TalkProps) => {
  const [talk, setTalk] = useTalk(first);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const isOpen = talk.status === 'waiting' || talk.status === 'staff';
  useEffect(() => {
    onWaiting(isOpen);
    return () => onWaiting(false);
  }, [isOpen, onWaiting]);
  const callPerson = async () => {
    setBusy(true);
    setFailed(null);
    try {
      const params = { id: talk.id };
      setTalk(await kioskCall(askPersonForHouse, { params, body: {}, idempotencyKey: newKey() }));
    } catch (error) {
      setFailed(wordsOf(error));
    }
    setBusy(false);
  };
  const shown = shownOf(talk);
  // What nobody knows goes on with a person: that is the way to touch then.
  const isUnsure = talk.status === 'bot' && talk.messages.at(-1)?.kind === 'unsure';
  const asked = talk.status === 'bot' ? lastWords(talk.messages, (kind) => kind === 'asked') : null;
  const spoken = lastWords(shown, (kind) => kind !== 'asked') ?? questionOf(talk);
  return (
    <Frame
      head={head}
      question={questionOf(talk)}
      spoken={spoken}
      above={<p className="kabove">{[talk.houseLabel, asked].filter(Boolean).join('，')}</p>}
      onBack={onBack}
    >
      <div className="kmain-part" role="log" aria-live="polite" aria-label={t.ask}>
        {shown.map((message) => (
          <Line key={message.id} message={message} />
        ))}
      </div>
      {failed && (
        <p className="kbad" role="alert">
          {t.askFailed}
          {failed}
        </p>
      )}
      <div className="kpair">
        {talk.actions.includes('ask') && (
          <button type="button" className="kbtn out" onClick={() => onMore(talk)}>
            {isOpen ? t.sayMore : t.askMore}
          </button>
        )}
        {talk.actions.includes('person') && (
          <button
            type="button"
            className={`kbtn ${isUnsure ? 'pri' : 'out'}`}
            disabled={busy}
            onClick={() => void callPerson()}
          >
            {busy ? t.callingPerson : t.person}
          </button>
        )}
      </div>
      {isOpen && <p className="ktext">{t.mayLeave}</p>}
      <button type="button" className={`kbtn ${isUnsure ? 'out' : 'pri'}`} onClick={onEnd}>
        {t.finish}
      </button>
    </Frame>
  );
};
