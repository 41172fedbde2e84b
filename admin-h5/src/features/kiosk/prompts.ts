import { useEffect } from 'react';
import type { ResponseOf } from 'shared-types/contract';
import { type PromptKey, readKioskPrompts } from 'shared-types/kioskPrompt';
import { createStore, useStore } from '../../lib/store';
import { promptWords } from '../../locales/zh-CN/kioskPrompts';
import { machine, machineCall } from './session';

type Answer = ResponseOf<typeof readKioskPrompts>;

interface Recorded {
  preferRecorded: boolean;
  /** Addresses within this page, by the words that are spoken. */
  addresses: ReadonlyMap<string, string>;
}

/** What is recorded for this machine. In the browser's own store as well, for when the network is gone. */
export const recorded = createStore<Recorded>({ preferRecorded: false, addresses: new Map() });

const listKey = 'anju-kiosk-prompts';
const cacheName = 'anju-kiosk-prompts';
const askEveryMs = 10 * 60_000;
const nameOf = (fileId: string): string => `/kiosk-prompts/${fileId}`;

/** Addresses by file; the bytes of one never change. */
const known = new Map<string, string>();

/** Browsers keep nothing for pages that are not served safely: then this page remembers by itself. */
const openCache = async (): Promise<Cache | null> => (typeof caches === 'undefined' ? null : caches.open(cacheName));

const addressOf = async (cache: Cache | null, fileId: string, url: string | null): Promise<string | null> => {
  const there = known.get(fileId);
  if (there) return there;
  let kept = await cache?.match(nameOf(fileId));
  if (!kept && url) {
    const answer = await fetch(url);
    if (!answer.ok) return null;
    await cache?.put(nameOf(fileId), answer.clone());
    kept = answer;
  }
  if (!kept) return null;
  const address = URL.createObjectURL(await kept.blob());
  known.set(fileId, address);
  return address;
};

const forgetAllBut = async (cache: Cache | null, fileIds: ReadonlySet<string>): Promise<void> => {
  for (const [fileId, address] of known) {
    if (fileIds.has(fileId)) continue;
    known.delete(fileId);
    URL.revokeObjectURL(address);
  }
  for (const request of (await cache?.keys()) ?? [])
    if (!fileIds.has(request.url.split('/').at(-1) ?? '')) await cache?.delete(request);
};

interface Listed {
  preferRecorded: boolean;
  items: readonly { key: PromptKey; fileId: string; url: string | null }[];
}

const use = async ({ preferRecorded, items }: Listed): Promise<void> => {
  const cache = await openCache();
  const addresses = new Map<string, string>();
  for (const { key, fileId, url } of items) {
    const address = await addressOf(cache, fileId, url).catch(() => null);
    if (address && promptWords[key]) addresses.set(promptWords[key], address);
  }
  recorded.set({ preferRecorded, addresses });
  await forgetAllBut(cache, new Set(items.map(({ fileId }) => fileId)));
};

const keep = ({ preferRecorded, items }: Answer): void =>
  // Without the addresses, which live for an hour.
  localStorage.setItem(
    listKey,
    JSON.stringify({ preferRecorded, items: items.map(({ key, fileId }) => ({ key, fileId, url: null })) }),
  );

const kept = (): Listed | null => {
  try {
    return JSON.parse(localStorage.getItem(listKey) ?? 'null') as Listed | null;
  } catch {
    return null;
  }
};

const refresh = async (): Promise<void> => {
  try {
    const answer = await machineCall(readKioskPrompts);
    keep(answer);
    await use(answer);
  } catch {
    // Nothing answers: what was fetched before is there.
    const before = kept();
    if (before && recorded.get().addresses.size === 0) await use(before);
  }
};

/** Fetches what is recorded, now and then again: a machine stands for days. */
export const usePrompts = (): void => {
  const enrolled = useStore(machine) !== null;
  useEffect(() => {
    if (!enrolled) return undefined;
    void refresh();
    const timer = setInterval(() => void refresh(), askEveryMs);
    return () => clearInterval(timer);
  }, [enrolled]);
};
