import { useState } from 'react';
import { type DeadLetter, listDeadLetters, readBacklog, redriveDeadLetter } from 'shared-types/operations';
import { useNow } from '../../lib/clock';
import { useMe } from '../../lib/me';
import { useCommand, usePages, useRead } from '../../lib/query';
import { when } from '../../lib/words';
import { t } from '../../locales/zh-CN/operations';
import { Chip } from '../../ui/Chip';
import { Confirm } from '../../ui/Dialog';
import { Page } from '../../ui/Page';
import { Empty, Loaded, More } from '../../ui/States';
import { type Column, Table } from '../../ui/Table';

const Backlog = () => {
  const now = useNow();
  const query = useRead(readBacklog);
  const rows = query.data && [
    {
      title: t.backlog.outbox,
      waiting: query.data.outbox.waiting,
      dead: query.data.outbox.dead,
      oldest: query.data.outbox.oldestAt,
    },
    {
      title: t.backlog.timers,
      waiting: query.data.timers.waiting,
      dead: query.data.timers.dead,
      oldest: query.data.timers.oldestDueAt,
    },
  ];
  return (
    <div className="kpis">
      {rows?.map((row) => (
        <div key={row.title}>
          <span>{row.title}</span>
          <b>{row.waiting}</b>
          <span className="num">{row.oldest ? t.backlog.oldest(when(row.oldest, now)) : t.backlog.none}</span>
        </div>
      )) ?? <div className="sk" style={{ height: 72 }} />}
      {rows && (
        <div>
          <span>{t.backlog.dead}</span>
          <b className={rows.some((row) => row.dead > 0) ? 'td' : ''}>{rows.reduce((sum, row) => sum + row.dead, 0)}</b>
        </div>
      )}
    </div>
  );
};

export const OperationsPage = () => {
  const now = useNow();
  const { may } = useMe();
  const [chosen, setChosen] = useState<DeadLetter | null>(null);
  const query = usePages(listDeadLetters);
  const redrive = useCommand(redriveDeadLetter, {
    refreshes: [listDeadLetters, readBacklog],
    done: t.redriven,
    onDone: () => setChosen(null),
  });
  const columns: Column<DeadLetter>[] = [
    {
      id: 'summary',
      head: t.letterColumns.summary,
      sort: (d) => d.summary,
      cell: (d) => (
        <span className="row g2">
          <Chip name="overdue">{t.queues[d.queue]}</Chip>
          <b className="w5">{d.summary}</b>
        </span>
      ),
    },
    {
      id: 'attempts',
      head: t.letterColumns.attempts,
      nowrap: true,
      sort: (d) => d.attempts,
      cell: (d) => t.times(d.attempts),
    },
    { id: 'error', head: t.letterColumns.error, cell: (d) => <span className="t2">{d.lastError}</span> },
    { id: 'died', head: t.letterColumns.died, nowrap: true, sort: (d) => d.diedAt, cell: (d) => when(d.diedAt, now) },
    {
      id: 'redrive',
      head: '',
      nowrap: true,
      cell: (d) =>
        may('operations.redrive') && (
          <button
            type="button"
            className="btn ghost sm"
            aria-label={`${t.redrive} ${d.summary}`}
            onClick={() => setChosen(d)}
          >
            {t.redrive}
          </button>
        ),
    },
  ];
  return (
    <Page title={t.operations}>
      <Backlog />
      <section className="card pad col g2">
        <h2 className="fs-m">{t.letters}</h2>
        <Loaded query={{ ...query, data: query.data }}>
          {() =>
            query.items.length === 0 ? (
              <Empty>{t.lettersEmpty}</Empty>
            ) : (
              <>
                <Table label={t.letters} rows={query.items} columns={columns} rowKey={(d) => d.id} />
                <More query={query} />
              </>
            )
          }
        </Loaded>
      </section>
      {chosen && (
        <Confirm
          title={t.redriveTitle}
          action={t.redrive}
          busy={redrive.isPending}
          onConfirm={() => redrive.mutate({ params: { id: chosen.id } })}
          onClose={() => setChosen(null)}
        >
          <p>{t.redriveWhat(chosen.summary)}</p>
        </Confirm>
      )}
    </Page>
  );
};
