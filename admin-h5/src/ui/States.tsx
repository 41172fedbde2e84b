import type { ReactNode } from 'react';
import { wordsOf } from '../lib/api';
import { t } from '../locales/zh-CN/common';

const lines = ['88%', '64%', '76%', '52%', '70%', '60%'];

/** The shape of what will come; no spinner. */
export const Skeleton = ({ rows = 4, height = 18 }: { rows?: number; height?: number }) => (
  <div className="col g3" role="status" aria-label={t.loading}>
    {Array.from({ length: rows }, (_, i) => lines[i % lines.length] ?? '60%').map((width, i) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: shapes never move
      <div key={`${i}-${width}`} className="sk" style={{ width, height }} />
    ))}
  </div>
);

export const SkeletonCards = ({ count = 3, height = 92 }: { count?: number; height?: number }) => (
  <div className="col g3" role="status" aria-label={t.loading}>
    {Array.from({ length: count }, (_, i) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: shapes never move
      <div key={`card-${i + 1}`} className="card sk" style={{ height }} />
    ))}
  </div>
);

/** Says what will be here and gives the one action that fills it. */
export const Empty = ({ children, action }: { children: ReactNode; action?: ReactNode }) => (
  <div className="empty">
    <p>{children}</p>
    {action}
  </div>
);

export const Failed = ({ error, onRetry }: { error: unknown; onRetry: () => void }) => (
  <div className="empty" role="alert">
    <p>{wordsOf(error)}</p>
    <button type="button" className="btn sec" onClick={onRetry}>
      {t.retry}
    </button>
  </div>
);

interface LoadedProps<T> {
  query: { data: T | undefined; error: unknown; refetch: () => unknown; isPending: boolean };
  skeleton?: ReactNode;
  children: (data: T) => ReactNode;
}

/** Skeleton, error or content of one answer. */
export const Loaded = <T,>({ query, skeleton, children }: LoadedProps<T>) => {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error) return <Failed error={query.error} onRetry={() => void query.refetch()} />;
  return <>{skeleton ?? <Skeleton />}</>;
};

const pageSize = 30;

interface MoreProps {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown; items: readonly unknown[] };
}

/** 再看 30 条; at the end it says so, so that no list is cut silently. */
export const More = ({ query }: MoreProps) => (
  <div className="row g2 t2" style={{ justifyContent: 'center', minHeight: 44 }}>
    {query.hasNextPage ? (
      <button
        type="button"
        className="btn ghost sm"
        disabled={query.isFetchingNextPage}
        onClick={() => void query.fetchNextPage()}
      >
        {t.more(pageSize)}
      </button>
    ) : (
      t.allShown(query.items.length)
    )}
  </div>
);
