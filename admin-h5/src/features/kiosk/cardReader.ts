import { useEffect, useRef } from 'react';

/** A reader types a card's digits at once; no finger is as fast. */
const besideFieldsMs = 80;
/** Where there is no field to type into, a slow reader is heard too. */
export const withoutFieldsMs = 1_500;
const shape = /^\d{6,20}$/;

/**
 * A card reader is a keyboard that types digits and presses Enter. What people type, slower or into a field, is left
 * alone; a card over an open field is heard all the same.
 */
export const useCardReader = (
  onCard: (number: string) => void,
  active = true,
  mostBetweenMs = besideFieldsMs,
): void => {
  const act = useRef(onCard);
  act.current = onCard;
  useEffect(() => {
    if (!active) return undefined;
    let digits = '';
    let last = 0;
    const hear = (event: KeyboardEvent) => {
      if (event.timeStamp - last > mostBetweenMs) digits = '';
      last = event.timeStamp;
      if (/^\d$/.test(event.key)) {
        digits = (digits + event.key).slice(-21);
        return;
      }
      if (event.key === 'Enter' && shape.test(digits)) {
        event.preventDefault();
        event.stopPropagation();
        act.current(digits);
      }
      if (event.key !== 'Shift') digits = '';
    };
    addEventListener('keydown', hear, true);
    return () => removeEventListener('keydown', hear, true);
  }, [active, mostBetweenMs]);
};
