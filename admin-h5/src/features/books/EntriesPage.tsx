import { useNavigate } from 'react-router';
import type { QueryInputOf } from 'shared-types/contract';
import { type AccountView, type EntrySummary, exportEntries, listAccounts, listEntries } from 'shared-types/ledger';
import { dayTime, toDay } from 'shared-types/time';
import { serverNow, useNow } from '../../lib/clock';
import { filled, useFilters } from '../../lib/filters';
import { usePages, useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/books';
import { Chip } from '../../ui/Chip';
import { ExportButton } from '../../ui/ExportButton';
import { Money } from '../../ui/Money';
import { BookRooms } from '../../ui/MoneyRooms';
import { Page } from '../../ui/Page';
import { Empty, Loaded, More, Skeleton } from '../../ui/States';
import { type Column, Table } from '../../ui/Table';
import { EntryFilters, entryFilterNames } from './EntryFilters';
import { Side } from './Side';

const When = ({ at }: { at: string }) => {
  const now = useNow();
  return <span className="num">{dayTime(at, now)}</span>;
};

const columns: Column<EntrySummary>[] = [
  {
    id: 'number',
    head: t.columns.number,
    nowrap: true,
    cell: (e) => (e.number ? <b className="w5 num">{e.number}</b> : <Chip name="confirming">{t.unnumbered}</Chip>),
  },
  { id: 'day', head: t.columns.day, nowrap: true, cell: (e) => <When at={e.at} /> },
  {
    id: 'memo',
    head: t.columns.memo,
    cell: (e) => (
      <span className="col">
        {e.memo}
        <span className="t2">
          {e.cause.words}
          {e.isReversal && ` · ${t.reversal}`}
        </span>
      </span>
    ),
  },
  {
    id: 'accounts',
    head: t.columns.accounts,
    cell: (e) => (
      <span className="col">
        <span>
          <span className="t2">{t.debit} </span>
          {e.debitWords}
        </span>
        <span>
          <span className="t2">{t.credit} </span>
          {e.creditWords}
        </span>
      </span>
    ),
  },
  { id: 'amount', head: t.columns.amount, nowrap: true, end: true, cell: (e) => <Money fen={e.amountFen} /> },
];

const titleOf = (accounts: readonly AccountView[], code: string): string => {
  const account = accounts.find((one) => one.code === code);
  return account ? t.entriesOf(account.name) : t.entries;
};

const moved: Column<EntrySummary> = {
  id: 'moved',
  head: t.columns.moved,
  nowrap: true,
  end: true,
  cell: (e) => <Side fen={e.movedFen ?? 0} />,
};

/** Of one account, what each entry moved there stands before its whole. */
const columnsOf = (account: string) => (account ? [...columns.slice(0, -1), moved, ...columns.slice(-1)] : columns);

/** 凭证: every entry, by account, cause, day and words. */
export const EntriesPage = () => {
  const go = useNavigate();
  const [filters, set] = useFilters(entryFilterNames);
  const accounts = useRead(listAccounts, {}, { staleTime: 600_000 }).data?.items ?? [];
  const wish = filled(filters) as QueryInputOf<typeof listEntries>;
  const query = usePages(listEntries, { query: wish });
  return (
    <Page title={titleOf(accounts, filters.account)} tools={<BookRooms />} back="/books" live>
      <div className="row between g3 wrap">
        <EntryFilters filters={filters} set={set} accounts={accounts} />
        <ExportButton
          contract={exportEntries}
          input={{ query: wish }}
          label={t.export}
          fileName={() => t.entriesFile(toDay(serverNow()))}
        />
      </div>
      <section className="card pad">
        <Loaded query={query} skeleton={<Skeleton rows={8} height={24} />}>
          {() =>
            query.items.length === 0 ? (
              <Empty>{t.noEntries}</Empty>
            ) : (
              <>
                <Table
                  label={t.entries}
                  rows={query.items}
                  columns={columnsOf(filters.account)}
                  rowKey={(entry) => entry.id}
                  onRow={(entry) => void go(`/books/entries/${entry.id}`)}
                />
                <More query={query} />
              </>
            )
          }
        </Loaded>
      </section>
    </Page>
  );
};
