import { createStore } from '../lib/store';

export interface Toast {
  id: number;
  text: string;
  tone: 'plain' | 'danger';
}

export const toasts = createStore<readonly Toast[]>([]);
let next = 1;
const shownMs = 5_000;
const mostAtOnce = 3;

/** Says something in passing at the foot of the screen. */
export const toast = (text: string, tone: Toast['tone'] = 'plain'): void => {
  const id = next;
  next += 1;
  toasts.set([...toasts.get().filter((one) => one.text !== text), { id, text, tone }].slice(-mostAtOnce));
  setTimeout(() => toasts.set(toasts.get().filter((one) => one.id !== id)), shownMs);
};
