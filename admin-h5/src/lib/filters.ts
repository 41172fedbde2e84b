import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';

/** Filters that live in the address bar, so that a view can be shared. */
export const useFilters = <K extends string>(names: readonly K[]) => {
  const [search, setSearch] = useSearchParams();
  const joined = search.toString();
  const values = useMemo(() => {
    const params = new URLSearchParams(joined);
    return Object.fromEntries(names.map((name) => [name, params.get(name) ?? ''])) as Record<K, string>;
    // The names are constants of the page.
  }, [joined, names]);
  const set = useCallback(
    (change: Partial<Record<K, string>>, replace = true) =>
      setSearch(
        (old) => {
          const next = new URLSearchParams(old);
          for (const [name, value] of Object.entries(change) as [string, string | undefined][]) {
            if (value) next.set(name, value);
            else next.delete(name);
          }
          return next;
        },
        { replace },
      ),
    [setSearch],
  );
  return [values, set] as const;
};

/** Only what is set: contracts take absent, not empty, filters. */
export const filled = <T extends Record<string, string>>(values: T): Partial<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '')) as Partial<T>;
