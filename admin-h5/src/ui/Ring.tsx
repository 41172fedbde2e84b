import { useNow } from '../lib/clock';
import { type RingState, ringState, type Span } from './ringMath';

interface RingProps {
  span: Span;
  size?: number;
}

interface DrawnRingProps {
  state: RingState;
  size: number;
  className?: string;
}

/** The ring itself; the caller has words beside it or lets the label speak. */
export const DrawnRing = ({ state, size, className = '' }: DrawnRingProps) => {
  const width = Math.min(12, Math.max(7, 450 / size));
  const radius = 50 - width / 2;
  const angle = (1 - state.left) * 2 * Math.PI - Math.PI / 2;
  const large = size >= 64;
  return (
    <span
      className={`ring r-${state.tone} ${large ? 'big' : ''} ${className}`}
      style={{ width: size, height: size }}
      role="img"
      aria-label={state.words}
    >
      <svg viewBox="0 0 100 100" aria-hidden="true">
        <circle cx="50" cy="50" r={radius} className="trk" strokeWidth={width} />
        {state.overdue ? (
          <circle cx="50" cy="50" r={radius} className="arc" strokeWidth={width} strokeDasharray="9.71 5.95" />
        ) : (
          <>
            <circle
              cx="50"
              cy="50"
              r={radius}
              className="arc"
              pathLength={100}
              strokeWidth={width}
              strokeDasharray={`${state.left * 100} 100`}
              strokeDashoffset={-(1 - state.left) * 100}
              transform="rotate(-90 50 50)"
            />
            <circle
              cx={50 + radius * Math.cos(angle)}
              cy={50 + radius * Math.sin(angle)}
              r={width * 0.8}
              className="knob"
              strokeWidth={width * 0.36}
            />
          </>
        )}
      </svg>
      <span className="rc" aria-hidden="true">
        <b>{large ? state.figure : state.short}</b>
        {large && state.unit && <i>{state.unit}</i>}
      </span>
    </span>
  );
};

/** A promise is a ring that empties; server time. */
export const Ring = ({ span, size = 44 }: RingProps) => <DrawnRing state={ringState(span, useNow())} size={size} />;
