import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { listOwnOrders, readOrder } from 'shared-types/workorder';
import { queryClient } from '../../lib/api';
import { useFilters } from '../../lib/filters';
import { usePages } from '../../lib/query';
import { useStore } from '../../lib/store';
import { t } from '../../locales/zh-CN/order';
import { Page } from '../../ui/Page';
import { Empty, Loaded, More, SkeletonCards } from '../../ui/States';
import { readKept } from './kept';
import { NetStrip } from './NetStrip';
import { OrderCard } from './OrderCard';
import { byUrgency } from './orderShape';
import { queue } from './queue';

const names = ['scope'] as const;

const Ended = () => {
  const query = usePages(listOwnOrders, { query: { scope: 'ended' } });
  return (
    <Loaded query={{ ...query, data: query.data }} skeleton={<SkeletonCards />}>
      {() =>
        query.items.length === 0 ? (
          <Empty>{t.empty.ended}</Empty>
        ) : (
          <>
            {query.items.map((order) => (
              <OrderCard key={order.id} order={order} waiting={false} />
            ))}
            <More query={query} />
          </>
        )
      }
    </Loaded>
  );
};

/** A worker's orders; the open ones are kept in the phone with all they need. */
export const OrdersPage = () => {
  const [{ scope }, set] = useFilters(names);
  const steps = useStore(queue);
  const open = useQuery({
    queryKey: [listOwnOrders.name, 'open'],
    queryFn: () => readKept(listOwnOrders, 'open', { query: { scope: 'open', limit: 100 } }),
    retry: false,
  });
  useEffect(() => {
    for (const order of open.data?.items ?? []) {
      void queryClient.prefetchQuery({
        queryKey: [readOrder.name, { params: { id: order.id } }],
        queryFn: () => readKept(readOrder, order.id, { params: { id: order.id } }),
        staleTime: 60_000,
      });
    }
  }, [open.data]);
  const waitsFor = new Set(steps.map((step) => step.orderId));
  return (
    <Page
      title={t.title}
      live
      corner={
        open.data && (
          <span className="row g2 t2 num">
            {t.today} <b className="ti">{open.data.finishedToday}</b> / {open.data.todayTotal}
          </span>
        )
      }
      tools={
        <fieldset className="seg" aria-label={t.title} style={{ alignSelf: 'start' }}>
          {(['open', 'ended'] as const).map((name) => (
            <button
              key={name}
              type="button"
              className={(scope || 'open') === name ? 'on' : ''}
              aria-pressed={(scope || 'open') === name}
              onClick={() => set({ scope: name === 'open' ? '' : name })}
            >
              {t.scopes[name]}
            </button>
          ))}
        </fieldset>
      }
    >
      <div className="col g2" style={{ maxWidth: 560 }}>
        <NetStrip />
        {scope === 'ended' ? (
          <Ended />
        ) : (
          <Loaded query={open} skeleton={<SkeletonCards />}>
            {({ items }) =>
              items.length === 0 ? (
                <Empty>{t.empty.open}</Empty>
              ) : (
                [...items]
                  .sort(byUrgency)
                  .map((order) => <OrderCard key={order.id} order={order} waiting={waitsFor.has(order.id)} />)
              )
            }
          </Loaded>
        )}
      </div>
    </Page>
  );
};
