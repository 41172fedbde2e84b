import { useReachBottom } from '@tarojs/taro';
import { useCommand, useRemote } from './hooks';
import type { LiveKind } from './live';

interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** A list that grows at its end: what is there stays, the next page is put below it. */
export const usePages = <T extends { id: string }, P extends Page<T>>(
  load: (cursor: string | undefined) => Promise<P>,
  kinds: readonly LiveKind[],
) => {
  const { data, error, reload, set } = useRemote(() => load(undefined), { kinds });
  const { busy, run } = useCommand();
  const cursor = data?.nextCursor ?? null;
  const more = (): void => {
    if (!data || !cursor) return;
    void run(async () => {
      const next = await load(cursor);
      const known = new Set(data.items.map(({ id }) => id));
      set({ ...next, items: [...data.items, ...next.items.filter(({ id }) => !known.has(id))] });
    });
  };
  useReachBottom(more);
  return { data, error, reload, hasMore: cursor !== null, more, busy };
};
