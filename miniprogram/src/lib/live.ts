import { livePath } from 'shared-types/live';
import { currentToken } from './api';
import type { PlatformSocket } from './platform';
import { wx } from './wx';

export type LiveKind =
  | 'repair.changed'
  | 'complaint.changed'
  | 'follow_up.changed'
  | 'binding.changed'
  | 'inbox.changed'
  | 'bill.changed'
  | 'payment.changed'
  | 'passage.changed'
  | 'inquiry.changed'
  | 'home_visit.changed';
interface LiveMessage {
  type: string;
  repairId?: string;
  reportId?: string;
  paymentId?: string;
}
type Listener = (message: LiveMessage) => void;

const pollMs = 30_000;
const firstWaitMs = 1_000;
const longestWaitMs = 30_000;

const listeners = new Set<Listener>();
let socket: PlatformSocket | null = null;
let ready = false;
let waitMs = firstWaitMs;
let timer: ReturnType<typeof setTimeout> | null = null;
let poller: ReturnType<typeof setInterval> | null = null;

const tell = (message: LiveMessage): void => {
  for (const listener of [...listeners]) listener(message);
};

const hear = (text: string): void => {
  let message: LiveMessage;
  try {
    message = JSON.parse(text) as LiveMessage;
  } catch {
    return;
  }
  if (message.type === 'ready') {
    ready = true;
    waitMs = firstWaitMs;
    return;
  }
  tell(message);
};

const later = (): void => {
  if (timer || listeners.size === 0) return;
  timer = setTimeout(() => {
    timer = null;
    connect();
  }, waitMs);
  waitMs = Math.min(waitMs * 2, longestWaitMs);
};

const connect = (): void => {
  if (socket || listeners.size === 0) return;
  const token = currentToken();
  if (!token) {
    later();
    return;
  }
  const opened = wx.openSocket(`${wx.apiBase}${livePath}`, {
    open: () => opened.send(JSON.stringify({ type: 'auth', token })),
    message: hear,
    closed: () => {
      socket = null;
      ready = false;
      later();
    },
  });
  socket = opened;
};

const rest = (): void => {
  if (listeners.size > 0) return;
  socket?.close();
  socket = null;
  ready = false;
  waitMs = firstWaitMs;
  if (timer) clearTimeout(timer);
  if (poller) clearInterval(poller);
  timer = null;
  poller = null;
};

/** Hears what changed. While the socket is away, everything is said to have changed every half minute. */
export const listen = (listener: Listener): (() => void) => {
  listeners.add(listener);
  connect();
  poller ??= setInterval(() => {
    if (!ready) tell({ type: 'poll' });
  }, pollMs);
  return () => {
    listeners.delete(listener);
    // Pages follow one another within a moment; the socket outlives that.
    setTimeout(rest, firstWaitMs);
  };
};

/** Whether a message concerns somebody who shows these kinds, or the one subject of that kind. */
export const concerns = (message: LiveMessage, kinds: readonly LiveKind[], subjectId?: string): boolean => {
  if (message.type === 'poll') return true;
  if (!kinds.includes(message.type as LiveKind)) return false;
  const about = message.repairId ?? message.reportId ?? message.paymentId;
  return subjectId === undefined || about === undefined || about === subjectId;
};
