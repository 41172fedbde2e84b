import { useEffect } from 'react';
import { takeKioskFace } from 'shared-types/kiosk';
import { useStore } from '../../lib/store';
import { faceAsk, machine, machineCall, visit } from './session';

/** A face is worth something for ten seconds; this often somebody who looks into the terminal is answered in two. */
const askEveryMs = 2_000;

/** While a first screen stands: who looks into the terminal beside this machine. Nothing of a face comes here but a name. */
export const useFace = (): void => {
  const hasTerminal = useStore(machine)?.face ?? false;
  useEffect(() => {
    if (!hasTerminal) return undefined;
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      // Unheard: asked again in a moment; whoever waits swipes a card meanwhile.
      const answer = await machineCall(takeKioskFace, { body: {} }).catch(() => null);
      if (gone) return;
      if (answer?.visit) visit.set(answer.visit);
      else if (answer?.ask) faceAsk.set(answer.ask);
      else timer = setTimeout(() => void ask(), askEveryMs);
    };
    void ask();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [hasTerminal]);
};
