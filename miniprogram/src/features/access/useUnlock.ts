import { useCallback, useRef, useState } from 'react';
import { askDoorToken, type OwnDoorView } from 'shared-types/ownDoor';
import { call } from '../../lib/api';
import { BluetoothError } from '../../lib/platform';
import { fromHex } from '../../lib/sha256';
import { isUnanswered, wordsOf } from '../../lib/words';
import { wx } from '../../lib/wx';
import { accessWords } from '../../locales/zh-CN/access';
import { unlock } from './unlock';

const words = accessWords.door;

const whyOf = (error: unknown): string => {
  if (error instanceof BluetoothError) return words.faults[error.fault];
  return isUnanswered(error) ? words.noNetwork : wordsOf(error);
};

export interface Unlocking {
  busy: boolean;
  /** What is being done, or what came of it. */
  said: { text: string; good: boolean } | null;
  start: (houseId: string, doors: readonly OwnDoorView[]) => Promise<void>;
}

/** Opens the nearest of one's own doors by Bluetooth, and says at each step what is going on. */
export const useUnlock = (): Unlocking => {
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<Unlocking['said']>(null);
  const running = useRef(false);
  const start = useCallback(async (houseId: string, doors: readonly OwnDoorView[]) => {
    const { bluetooth } = wx;
    if (running.current || !bluetooth) return;
    running.current = true;
    setBusy(true);
    setSaid({ text: words.searching, good: true });
    try {
      const connection = await bluetooth.connect(doors.map(({ tag }) => tag));
      try {
        const door = doors.find(({ tag }) => tag === connection.tag);
        const name = door?.name ?? '';
        setSaid({ text: words.opening(name), good: true });
        const result = await unlock(connection, async (challenge) => {
          const params = { id: houseId, doorId: door?.id ?? '' };
          return fromHex((await call(askDoorToken, { params, body: { challenge } })).token);
        });
        const good = result === 'opened';
        setSaid({ text: result === 'opened' ? words.opened(name) : words.results[result](name), good });
      } finally {
        await connection.close();
      }
    } catch (error) {
      setSaid({ text: whyOf(error), good: false });
    } finally {
      running.current = false;
      setBusy(false);
    }
  }, []);
  return { busy, said, start };
};
