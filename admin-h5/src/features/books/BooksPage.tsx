import { exportTrialBalance, readTrialBalance } from 'shared-types/ledger';
import { toDay } from 'shared-types/time';
import { useNow } from '../../lib/clock';
import { useFilters } from '../../lib/filters';
import { useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/books';
import { Chip } from '../../ui/Chip';
import { ExportButton } from '../../ui/ExportButton';
import { BookRooms } from '../../ui/MoneyRooms';
import { Page } from '../../ui/Page';
import { Empty, Loaded, Skeleton } from '../../ui/States';
import { BalanceTable } from './BalanceTable';
import { ChainCard } from './ChainCard';
import { type Span, spanNamed, spans } from './period';

const names = ['from', 'to'] as const;

const PeriodPicker = ({ span, today, onSpan }: { span: Span; today: string; onSpan: (span: Span) => void }) => (
  <div className="filters">
    <fieldset className="seg" aria-label={t.periods.label}>
      {spans.map((name) => {
        const one = spanNamed(name, today);
        const on = one.from === span.from && one.to === span.to;
        return (
          <button key={name} type="button" aria-pressed={on} className={on ? 'on' : ''} onClick={() => onSpan(one)}>
            {t.periods[name]}
          </button>
        );
      })}
    </fieldset>
    {(['from', 'to'] as const).map((end) => (
      <input
        key={end}
        className="inp"
        type="date"
        aria-label={t[end]}
        title={t[end]}
        value={span[end]}
        onChange={(event) => event.target.value && onSpan({ ...span, [end]: event.target.value })}
      />
    ))}
  </div>
);

/** 账本: whether the chain holds, and what every account had, moved and has. */
export const BooksPage = () => {
  const today = toDay(useNow());
  const [filters, set] = useFilters(names);
  const usual = spanNamed('month', today);
  const span = { from: filters.from || usual.from, to: filters.to || usual.to };
  const query = useRead(readTrialBalance, { query: span });
  return (
    <Page title={t.title} tools={<BookRooms />} live>
      <ChainCard />
      <div className="row between g3 wrap">
        <PeriodPicker span={span} today={today} onSpan={(next) => set(next)} />
        <ExportButton
          contract={exportTrialBalance}
          input={{ query: span }}
          label={t.export}
          fileName={() => t.balanceFile(span.from, span.to)}
        />
      </div>
      <section className="card pad col g2">
        <Loaded query={query} skeleton={<Skeleton rows={10} height={24} />}>
          {(balance) =>
            balance.rows.length === 0 ? (
              <Empty>{t.noRows}</Empty>
            ) : (
              <>
                <div className="row between g3 wrap">
                  <h2>{t.balance}</h2>
                  <Chip name={balance.even ? 'verified' : 'diff'}>{balance.words}</Chip>
                </div>
                <BalanceTable balance={balance} />
              </>
            )
          }
        </Loaded>
      </section>
    </Page>
  );
};
