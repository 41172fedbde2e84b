import { t } from '../../locales/zh-CN/kiosk';
import type { Draft } from './draft';
import { Heard } from './Heard';
import { type SendRecording, Voice } from './Voice';

interface SayProps {
  /** Nobody helps: with a type that is picked no word has to be typed, and how to reach them is known. */
  alone: boolean;
  sendRecording: SendRecording;
  draft: Draft;
  onChange: (part: Partial<Draft>) => void;
  onSend: () => void;
  busy: boolean;
  failed: string | null;
}

const labelOf = ({ recording, type }: Draft, alone: boolean): string => {
  if (recording?.spoken) return t.voice.check;
  return recording || (alone && type) ? t.sayMayBe : t.sayHint;
};

/** In the person's own words; whether it is urgent; how to reach them. */
export const Say = ({ alone, sendRecording, draft, onChange, onSend, busy, failed }: SayProps) => (
  <>
    <Voice
      kept
      send={sendRecording}
      onSaid={({ fileId, text }) =>
        onChange({ recording: { fileId, spoken: text !== null }, ...(text === null ? {} : { text }) })
      }
      onForget={() => onChange({ recording: null, ...(draft.recording?.spoken ? { text: '' } : {}) })}
    />
    <label>
      <span className="klabel">{labelOf(draft, alone)}</span>
      <textarea
        className="kinp"
        value={draft.text}
        maxLength={1000}
        autoComplete="off"
        onChange={(e) => onChange({ text: e.target.value })}
      />
    </label>
    {!draft.type && !alone && <Heard text={draft.text} onType={(type) => onChange({ type, emergency: '' })} />}
    {draft.type && draft.type.emergencies.length > 0 && (
      <fieldset aria-label={t.emergency} className="kpair">
        <span className="klabel">{t.emergency}</span>
        {['', ...draft.type.emergencies].map((one) => (
          <button
            key={one || 'none'}
            type="button"
            className="way"
            aria-pressed={draft.emergency === one}
            style={draft.emergency === one ? { outline: '6px solid var(--brand)' } : {}}
            onClick={() => onChange({ emergency: one })}
          >
            <b>{one || t.notEmergency}</b>
          </button>
        ))}
      </fieldset>
    )}
    {!alone && (
      <label>
        <span className="klabel">{t.contact}</span>
        <input
          className="kinp"
          inputMode="tel"
          value={draft.phone}
          maxLength={30}
          autoComplete="off"
          onChange={(e) => onChange({ phone: e.target.value })}
        />
      </label>
    )}
    {failed && (
      <p className="kbad" role="alert">
        {t.failed}
        {failed}
      </p>
    )}
    <button
      type="button"
      className="kbtn pri"
      disabled={busy || !(draft.text.trim() || draft.recording || (alone && draft.type))}
      onClick={onSend}
    >
      {busy ? t.sending : t.send}
    </button>
  </>
);
