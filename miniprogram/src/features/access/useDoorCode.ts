import { useDidHide, useDidShow } from '@tarojs/taro';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError } from 'shared-types/client';
import { type DoorKeys, readDoorKeys } from 'shared-types/ownDoor';
import { call } from '../../lib/api';
import { wordsOf } from '../../lib/words';
import { wx } from '../../lib/wx';
import { type CodeNow, codeNow, type KeptKeys } from './doorCodes';
import { dropKeys, keepKeys, keptKeys } from './keptKeys';

/** Keys are asked for anew while the page is open, so that the hours without a network begin when one leaves it. */
const renewMs = 10 * 60_000;
const tickMs = 1_000;

export interface DoorCode {
  /** Null: none kept, or they are over. */
  code: CodeNow | null;
  kept: DoorKeys | null;
  /** The last try to renew the keys reached nobody. */
  offline: boolean;
  /** The server's own word against it: 物业还没有设好您家能走的门. */
  refusal: string | null;
}

/** The code of a house, second by second; it goes on without a network as long as the kept keys do. */
export const useDoorCode = (houseId: string | null): DoorCode => {
  const [kept, setKept] = useState<KeptKeys | null>(null);
  const [nowMs, setNowMs] = useState(Date.now);
  const [offline, setOffline] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const shown = useRef(true);
  const renewing = useRef(false);

  const renew = useCallback(async () => {
    if (!houseId || renewing.current) return;
    renewing.current = true;
    try {
      const keys = await call(readDoorKeys, { params: { id: houseId } });
      setKept(keepKeys(keys, Date.now()));
      setOffline(false);
      setRefusal(null);
    } catch (error) {
      const isRefused = error instanceof ApiError && ['house.not_found', 'door.none'].includes(error.code);
      setOffline(!isRefused);
      if (!isRefused) return;
      dropKeys(houseId);
      setKept(null);
      setRefusal(wordsOf(error));
    } finally {
      renewing.current = false;
    }
  }, [houseId]);

  useEffect(() => {
    setKept(houseId ? keptKeys(houseId) : null);
    void renew();
    const timer = setInterval(() => void renew(), renewMs);
    const stop = wx.onOnline(() => void renew());
    return () => {
      clearInterval(timer);
      stop();
    };
  }, [houseId, renew]);
  useEffect(() => {
    const ticking = setInterval(() => {
      if (shown.current) setNowMs(Date.now());
    }, tickMs);
    return () => clearInterval(ticking);
  }, []);
  useDidShow(() => {
    shown.current = true;
    setNowMs(Date.now());
    void renew();
  });
  useDidHide(() => {
    shown.current = false;
  });
  return { code: kept && codeNow(kept, nowMs), kept: kept?.keys ?? null, offline, refusal };
};
