import { type PointerEvent, useRef, useState } from 'react';
import { Icon } from './icons';

const holdMs = 900;
const enough = 0.72;
const knob = 56;

interface SlideProps {
  children: string;
  hint: string;
  disabled?: boolean;
  onDone: () => void;
}

/** Slide to the right, hold, or press Enter: a tap by mistake does nothing. */
export const Slide = ({ children, hint, disabled = false, onDone }: SlideProps) => {
  const start = useRef<number | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const [moved, setMoved] = useState(0);

  const end = () => {
    clearTimeout(timer.current);
    start.current = null;
    setMoved(0);
  };
  const done = () => {
    end();
    onDone();
  };
  const down = (event: PointerEvent<HTMLButtonElement>) => {
    if (disabled) return;
    start.current = event.clientX;
    event.currentTarget.setPointerCapture(event.pointerId);
    timer.current = setTimeout(done, holdMs);
  };
  const move = (event: PointerEvent<HTMLButtonElement>) => {
    if (start.current === null) return;
    const width = event.currentTarget.clientWidth - knob;
    const share = Math.max(0, Math.min(1, (event.clientX - start.current) / width));
    if (share > 0.04) clearTimeout(timer.current);
    setMoved(share);
  };
  const up = () => {
    if (start.current === null) return;
    if (moved >= enough) done();
    else end();
  };

  return (
    <button
      type="button"
      className="slide"
      disabled={disabled}
      title={hint}
      aria-label={disabled ? children : `${children}（${hint}）`}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onPointerCancel={end}
      // A key or a screen reader clicks without a pointer's count.
      onClick={(event) => event.detail === 0 && done()}
      onContextMenu={(event) => event.preventDefault()}
    >
      <i className="fillb" style={{ width: moved > 0 ? `calc(${knob}px + ${moved} * (100% - ${knob}px))` : 0 }} />
      <i className="kn" style={{ left: `calc(4px + ${moved} * (100% - ${knob}px))` }}>
        <Icon name="next" size={24} />
      </i>
      <span>{children}</span>
    </button>
  );
};
