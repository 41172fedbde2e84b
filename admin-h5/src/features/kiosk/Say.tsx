import { t } from '../../locales/zh-CN/kiosk';
import type { Draft } from './draft';
import { Heard } from './Heard';

interface SayProps {
  draft: Draft;
  onChange: (part: Partial<Draft>) => void;
  onSend: () => void;
  busy: boolean;
  failed: string | null;
}

/** In the person's own words; whether it is urgent; how to reach them. */
export const Say = ({ draft, onChange, onSend, busy, failed }: SayProps) => (
  <>
    <label>
      <span className="klabel">{t.sayHint}</span>
      <textarea
        className="kinp"
        value={draft.text}
        maxLength={1000}
        autoComplete="off"
        onChange={(e) => onChange({ text: e.target.value })}
      />
    </label>
    {!draft.type && <Heard text={draft.text} onType={(type) => onChange({ type, emergency: '' })} />}
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
    {failed && (
      <p className="kbad" role="alert">
        {t.failed}
        {failed}
      </p>
    )}
    <button type="button" className="kbtn pri" disabled={busy || !draft.text.trim()} onClick={onSend}>
      {busy ? t.sending : t.send}
    </button>
  </>
);
