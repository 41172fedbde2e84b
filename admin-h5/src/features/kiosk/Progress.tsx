import { t } from '../../locales/zh-CN/kiosk';
import { DrawnRing } from '../../ui/Ring';

interface ProgressProps {
  at: number;
  of: number;
  words: (step: number, of: number) => string;
  /** Seconds until the screen forgets, and of how many. */
  left: number;
  all: number;
}

/** Where in the steps this is, and how long the screen waits for a touch. */
export const Progress = ({ at, of, words, left, all }: ProgressProps) => (
  <>
    <div className="pstep grow">
      {Array.from({ length: of }, (_none, step) => step).map((step) => (
        <i key={step} className={step <= at ? 'on' : ''} />
      ))}
      <span style={{ marginLeft: 12 }}>{words(at + 1, of)}</span>
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
