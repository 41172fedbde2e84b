import { useRef, useState } from 'react';
import { newKey } from 'shared-types/client';
import { type KioskVisit, reportAtKiosk } from 'shared-types/kiosk';
import { reportRepairForOwner } from 'shared-types/staffRepair';
import { wordsOf } from '../../lib/api';
import { spokenNumber } from '../../lib/words';
import { t } from '../../locales/zh-CN/kiosk';
import type { Draft } from './draft';
import { Frame } from './Frame';
import { Off } from './Off';
import { Progress } from './Progress';
import { sendByStaff, sendInVisit } from './recording';
import { Say } from './Say';
import { kioskCall, machineCall } from './session';
import { What } from './What';
import { Which } from './Which';

const empty: Draft = { house: null, type: null, spot: '', emergency: '', text: '', phone: '', recording: null };
const steps = ['which', 'what', 'where', 'say'] as const;
const stepsByCard = ['what', 'where', 'say'] as const;

interface ReportProps {
  left: number;
  all: number;
  onEnd: () => void;
  /** What a card or a face opened: the house is known, and nobody helps. Absent: the staff report. */
  byCard?: KioskVisit | undefined;
}

/** Who speaks need not write: the type and the spot say enough beside the recording. */
const wordsFor = ({ type, spot, text }: Draft): string => text.trim() || [type?.name, spot].filter(Boolean).join('，');

const isSpoken = ({ recording, text }: Draft): boolean => recording?.spoken === true && text.trim() !== '';

/** Which house, what, where, in a few words: then the number. */
export const Report = ({ left, all, onEnd, byCard }: ReportProps) => {
  const [at, setAt] = useState(0);
  const [draft, setDraft] = useState(empty);
  const [number, setNumber] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const sent = useRef<{ body: string; key: string } | null>(null);
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const pick = (part: Partial<Draft>) => {
    change(part);
    setAt(at + 1);
  };
  const send = async () => {
    const houseId = draft.house?.id;
    if (!houseId && !byCard) return;
    setBusy(true);
    setFailed(null);
    const what = {
      ...(draft.type ? { problemTypeId: draft.type.id } : {}),
      ...(draft.spot ? { spot: draft.spot } : {}),
      ...(draft.emergency ? { emergency: draft.emergency } : {}),
      text: wordsFor(draft),
      ...(isSpoken(draft) ? { spoken: true } : {}),
    };
    const recordingId = draft.recording?.fileId;
    const phone = draft.phone.trim() ? { contactPhone: draft.phone } : {};
    const words = JSON.stringify([houseId, what, phone, recordingId]);
    if (sent.current?.body !== words) sent.current = { body: words, key: newKey() };
    try {
      const idempotencyKey = sent.current.key;
      const repair = byCard
        ? await machineCall(reportAtKiosk, {
            params: { id: byCard.id },
            body: { ...what, ...(recordingId ? { recordingId } : {}) },
            idempotencyKey,
          })
        : await kioskCall(reportRepairForOwner, {
            body: {
              ...what,
              ...phone,
              ...(houseId ? { houseId } : {}),
              fileIds: recordingId ? [recordingId] : [],
              channel: 'kiosk',
            },
            idempotencyKey,
          });
      setNumber(repair.number);
    } catch (error) {
      setFailed(wordsOf(error));
    }
    setBusy(false);
  };
  const path = byCard ? stepsByCard : steps;
  const greeting = byCard?.way === 'face' && at === 0 ? t.hello(byCard.name) : null;
  const known = greeting ? byCard?.houseLabel : byCard ? t.owner(byCard.houseLabel, byCard.name) : draft.house?.label;
  const head = <Progress at={number ? path.length - 1 : at} of={path.length} words={t.step} left={left} all={all} />;

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
  const step = path[at] ?? 'say';
  return (
    <Frame
      head={head}
      question={t[step]}
      onBack={() => (at === 0 ? onEnd() : setAt(at - 1))}
      above={
        known && (byCard || at > 0) ? (
          <p style={{ fontSize: 44, lineHeight: '60px' }}>
            {[greeting, known, step === 'where' || step === 'say' ? draft.type?.name : null].filter(Boolean).join('，')}
          </p>
        ) : undefined
      }
    >
      {at > 1 && draft.house && draft.type && <Off houseId={draft.house.id} typeId={draft.type.id} />}
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
      {step === 'say' && (
        <Say
          alone={byCard !== undefined}
          sendRecording={byCard ? sendInVisit(byCard) : sendByStaff}
          draft={draft}
          onChange={change}
          onSend={() => void send()}
          busy={busy}
          failed={failed}
        />
      )}
    </Frame>
  );
};
