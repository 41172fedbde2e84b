import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { type CallInput, newKey } from 'shared-types/client';
import type { Contract, QueryInputOf, ResponseOf } from 'shared-types/contract';
import { toast } from '../ui/toastStore';
import { call, isNetworkError, queryClient, wordsOf } from './api';
import { askStepUp, needsStepUp } from './stepUp';

interface ReadOptions<C extends Contract> {
  enabled?: boolean;
  staleTime?: number;
  /** While this holds of the answer, it is asked for again every two seconds. */
  again?: (answer: ResponseOf<C>) => boolean;
}

const askAgainMs = 2_000;

/** Reads a contract; the key is its name and its input. */
export const useRead = <C extends Contract>(c: C, input: CallInput<C> = {}, options: ReadOptions<C> = {}) =>
  useQuery<ResponseOf<C>>({
    queryKey: [c.name, input],
    queryFn: () => call(c, input),
    enabled: options.enabled ?? true,
    refetchInterval: ({ state }) => (state.data !== undefined && options.again?.(state.data) ? askAgainMs : false),
    ...(options.staleTime === undefined ? {} : { staleTime: options.staleTime }),
  });

interface Paged {
  items: unknown[];
  nextCursor: string | null;
}

type ItemOf<R> = R extends { items: (infer I)[] } ? I : never;

/** A list that goes on by cursor. */
export const usePages = <C extends Contract>(c: C, input: CallInput<C> = {}, enabled = true) => {
  const result = useInfiniteQuery({
    queryKey: [c.name, 'pages', input],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) => {
      const query = { ...(input.query as object | undefined), ...(pageParam ? { cursor: pageParam } : {}) };
      return call(c, { ...input, query: query as QueryInputOf<C> });
    },
    getNextPageParam: (last) => (last as Paged).nextCursor,
    enabled,
    placeholderData: (previous) => previous,
  });
  const pages = (result.data?.pages ?? []) as Paged[];
  return { ...result, first: result.data?.pages[0], items: pages.flatMap((p) => p.items) as ItemOf<ResponseOf<C>>[] };
};

/** Asks again for everything that these contracts answered. */
export const refresh = (...contracts: Contract[]): Promise<void> => {
  const names = new Set(contracts.map((c) => c.name));
  return queryClient.invalidateQueries({ predicate: (query) => names.has(String(query.queryKey[0])) });
};

interface CommandOptions<C> {
  onDone?: (answer: ResponseOf<C>) => void;
  onFailed?: (error: unknown) => void;
  /** Contracts whose answers this command changes. */
  refreshes?: Contract[];
  /** Said when it was done. */
  done?: string;
  /** The caller shows the error itself. */
  quiet?: boolean;
}

/**
 * A command: sent again after a lost answer it keeps its Idempotency-Key. One that moves money may ask for the password
 * first, and goes on by itself.
 */
export const useCommand = <C extends Contract>(c: C, options: CommandOptions<C> = {}) => {
  const pending = useRef<{ input: string; key: string } | null>(null);
  return useMutation({
    mutationFn: async (input: CallInput<C>) => {
      const text = JSON.stringify(input);
      if (pending.current?.input !== text) pending.current = { input: text, key: newKey() };
      const keyed = { ...input, idempotencyKey: pending.current.key };
      try {
        return await call(c, keyed);
      } catch (error) {
        if (!needsStepUp(error) || !(await askStepUp())) throw error;
        return call(c, keyed);
      }
    },
    onSuccess: async (answer) => {
      pending.current = null;
      if (options.done) toast(options.done);
      options.onDone?.(answer);
      if (options.refreshes) await refresh(...options.refreshes);
    },
    onError: (error) => {
      if (!isNetworkError(error)) pending.current = null;
      if (!options.quiet) toast(wordsOf(error), 'danger');
      options.onFailed?.(error);
    },
  });
};
