import { useNow } from '../lib/clock';
import { t } from '../locales/zh-CN/handling';
import { TextArea, TextField } from './Field';
import { fromWallInput, toWallInput, untilPresets } from './until';

interface PauseFieldsProps {
  until: string;
  onUntil: (value: string) => void;
  reason: string;
  onReason: (value: string) => void;
}

/** Until when the clocks stand, and why: for the desk and for the worker. */
export const PauseFields = ({ until, onUntil, reason, onReason }: PauseFieldsProps) => {
  const now = useNow();
  const at = fromWallInput(until);
  return (
    <>
      <fieldset className="opt" aria-label={t.until}>
        {untilPresets(now).map((preset) => {
          const value = toWallInput(preset.at);
          return (
            <button
              key={preset.name}
              type="button"
              aria-pressed={value === until}
              className={value === until ? 'on' : ''}
              onClick={() => onUntil(value)}
            >
              {t.presets[preset.name]}
            </button>
          );
        })}
      </fieldset>
      <TextField
        label={t.until}
        type="datetime-local"
        min={toWallInput(now)}
        value={until}
        onValue={onUntil}
        error={at && at <= now ? t.untilPast : undefined}
      />
      <fieldset className="opt" aria-label={t.pauseTitle}>
        {t.pauseReasons.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={reason === one}
            className={reason === one ? 'on' : ''}
            onClick={() => onReason(one)}
          >
            {one}
          </button>
        ))}
      </fieldset>
      <TextArea label={t.whyPause} value={reason} onValue={onReason} maxLength={200} />
    </>
  );
};
