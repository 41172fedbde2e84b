import { useEffect, useRef, useState } from 'react';

const spoken = 'kiosk-still-here';
const signs = ['pointerdown', 'keydown', 'input', 'touchstart', spoken] as const;

/** Somebody is there who touches nothing: they speak. */
export const stillHere = (): void => {
  dispatchEvent(new Event(spoken));
};

/** Seconds that are left before `onIdle`; every touch starts them anew. */
export const useIdle = (seconds: number, active: boolean, onIdle: () => void): number => {
  const [left, setLeft] = useState(seconds);
  const end = useRef(Date.now() + seconds * 1000);
  const act = useRef(onIdle);
  act.current = onIdle;
  useEffect(() => {
    if (!active) return undefined;
    const restart = () => {
      end.current = Date.now() + seconds * 1000;
      setLeft(seconds);
    };
    restart();
    const timer = setInterval(() => {
      const rest = Math.ceil((end.current - Date.now()) / 1000);
      setLeft(Math.max(0, rest));
      if (rest <= 0) act.current();
    }, 500);
    for (const sign of signs) addEventListener(sign, restart);
    return () => {
      clearInterval(timer);
      for (const sign of signs) removeEventListener(sign, restart);
    };
  }, [seconds, active]);
  return left;
};
