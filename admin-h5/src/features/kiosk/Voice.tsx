import { useEffect, useRef, useState } from 'react';
import { newKey } from 'shared-types/client';
import type { MediaReading } from 'shared-types/recognition';
import { wordsOf } from '../../lib/api';
import { canRecord, type Recorded, useRecorder } from '../../lib/recorder';
import { t } from '../../locales/zh-CN/kiosk';
import { focusNow } from '../../ui/focus';
import { Icon } from '../../ui/icons';
import { stillHere } from './idle';

const longestSeconds = 60;

export interface Said {
  fileId: string;
  /** What a machine heard; null: nothing, or there is none. */
  text: string | null;
}

export type SendRecording = (
  recorded: Recorded,
  name: string,
  key: string,
) => Promise<{ fileId: string; reading: MediaReading }>;

interface VoiceProps {
  send: SendRecording;
  onSaid: (said: Said) => void;
  /** It is said again, or not at all. */
  onForget: () => void;
  /** Somebody will hear the recording itself; else its words are all that it is for. */
  kept: boolean;
}

type Outcome = { state: 'sending' | 'failed' } | { state: 'done'; reading: MediaReading };

const useAddress = (recorded: Recorded | null): string | null => {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (!recorded) return setAddress(null);
    const made = URL.createObjectURL(recorded.blob);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [recorded]);
  return address;
};

const wordsFor = (outcome: Outcome, kept: boolean): string => {
  if (outcome.state !== 'done') return outcome.state === 'sending' ? t.voice.listening : '';
  const words = kept ? t.voice.kept : t.voice.forWords;
  return words[outcome.reading.state];
};

/** Said aloud instead of typed: one button to begin, the same to end; then it can be heard again and said again. */
export const Voice = ({ send, onSaid, onForget, kept }: VoiceProps) => {
  const [recorded, setRecorded] = useState<Recorded | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const address = useAddress(recorded);
  const player = useRef<HTMLAudioElement>(null);
  const key = useRef('');
  const hand = async (one: Recorded) => {
    setOutcome({ state: 'sending' });
    setFailed(null);
    try {
      const { fileId, reading } = await send(one, 'said.webm', key.current);
      setOutcome({ state: 'done', reading });
      onSaid({ fileId, text: reading.text });
    } catch (error) {
      setOutcome({ state: 'failed' });
      setFailed(wordsOf(error));
    }
  };
  const { state, left, start, stop } = useRecorder(longestSeconds, (one) => {
    key.current = newKey();
    setRecorded(one);
    void hand(one);
  });
  // Who speaks touches nothing.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each second that is spoken counts
  useEffect(() => {
    if (state === 'on') stillHere();
  }, [state, left]);
  const again = () => {
    setRecorded(null);
    setOutcome(null);
    setFailed(null);
    onForget();
  };
  if (!canRecord()) return null;
  if (!recorded || !outcome)
    return (
      <div className="kvoice">
        <button
          type="button"
          className={`kbtn kmic ${state === 'on' ? 'on' : ''}`}
          aria-pressed={state === 'on'}
          onClick={state === 'on' ? stop : start}
        >
          <Icon name="mic" size={72} />
          {state === 'on' ? t.voice.stop : t.voice.start}
        </button>
        <p className="ktext num" role={state === 'refused' ? 'alert' : 'status'}>
          {state === 'on' && t.voice.left(left)}
          {state === 'refused' && t.voice.refused}
        </p>
      </div>
    );
  return (
    <div className="kvoice">
      <p className="ktext" role="status">
        <b>{t.voice.recorded(Math.max(1, Math.round(recorded.durationMs / 1000)))}</b> {wordsFor(outcome, kept)}
      </p>
      {failed && (
        <p className="kbad" role="alert">
          {t.voice.failed}
          {failed}
        </p>
      )}
      {/* biome-ignore lint/a11y/useMediaCaption: the person's own words, which they have just said */}
      <audio ref={player} src={address ?? undefined} />
      <div className="kpair">
        <button
          type="button"
          className="kbtn out"
          ref={focusNow}
          onClick={() => void player.current?.play().catch(() => undefined)}
        >
          <Icon name="play" size={56} />
          {t.voice.listen}
        </button>
        {outcome.state === 'failed' ? (
          <button type="button" className="kbtn out" onClick={() => void hand(recorded)}>
            {t.voice.sendAgain}
          </button>
        ) : (
          <button type="button" className="kbtn out" disabled={outcome.state === 'sending'} onClick={again}>
            <Icon name="again" size={56} />
            {t.voice.again}
          </button>
        )}
      </div>
    </div>
  );
};
