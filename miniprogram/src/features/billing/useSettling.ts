import { useEffect, useRef, useState } from 'react';
import { checkPayment, type PaymentStatus, readPayment } from 'shared-types/payment';
import { call } from '../../lib/api';
import { useRemote } from '../../lib/hooks';

/** Then every ten seconds: the callback comes within moments, the channel's own query within minutes. */
const waitsMs = [1_000, 1_500, 2_000, 3_000, 5_000, 8_000] as const;
const steadyMs = 10_000;
const patienceMs = 20_000;

const ended: readonly PaymentStatus[] = ['settled', 'closed', 'failed', 'unwanted', 'reversed'];

export const isEnded = (status: PaymentStatus): boolean => ended.includes(status);

/** Follows one payment until it ended: by the live socket, by asking now and then, and at first at the channel itself. */
export const useSettling = (id: string, askChannel: boolean) => {
  const asked = useRef(!askChannel);
  const remote = useRemote(
    () => {
      const first = !asked.current;
      asked.current = true;
      return call(first ? checkPayment : readPayment, { params: { id } });
    },
    { kinds: ['payment.changed'], subjectId: id },
  );
  const [turn, setTurn] = useState(0);
  const [late, setLate] = useState(false);
  const { reload } = remote;
  const waiting = !remote.data || !isEnded(remote.data.status);
  useEffect(() => {
    if (!waiting) return undefined;
    const timer = setTimeout(() => {
      void reload();
      setTurn((before) => before + 1);
    }, waitsMs[turn] ?? steadyMs);
    return () => clearTimeout(timer);
  }, [waiting, turn, reload]);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  const check = async (): Promise<void> => remote.set(await call(checkPayment, { params: { id } }));
  return { ...remote, late: late && waiting, check };
};
