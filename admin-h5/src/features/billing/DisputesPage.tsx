import { Link } from 'react-router';
import { type DisputeRow, listDisputes } from 'shared-types/staffBilling';
import { dayTime } from 'shared-types/time';
import { useNow } from '../../lib/clock';
import { useFilters } from '../../lib/filters';
import { usePages } from '../../lib/query';
import { t } from '../../locales/zh-CN/billing';
import { Chip, type StatusName } from '../../ui/Chip';
import { Money } from '../../ui/Money';
import { ChargeRooms } from '../../ui/MoneyRooms';
import { Page } from '../../ui/Page';
import { ScopeTabs } from '../../ui/ScopeTabs';
import { Empty, Loaded, More, SkeletonCards } from '../../ui/States';
import { BillRooms } from './BillRooms';

const names = ['state'] as const;
type State = DisputeRow['state'];
const marks: Record<State, StatusName> = { open: 'asking', answered: 'done', withdrawn: 'void' };

const Row = ({ row }: { row: DisputeRow }) => {
  const now = useNow();
  return (
    <Link to={`/bills/${row.bill.id}`} className="card pad col g2 plain-link">
      <div className="row between g3 wrap">
        <span>
          <b className="w5">{row.bill.houseLabel}</b> <span className="t2">{row.bill.title}</span>
        </span>
        <Money fen={row.bill.amountFen + row.bill.lateFeeFen} due={row.bill.outstandingFen > 0} />
      </div>
      <p className="sunk pre">{row.reason}</p>
      <div className="row between g3 wrap">
        <span className="t2">{row.bill.words[0]}</span>
        <span className="row g2 t2 num">
          {dayTime(row.at, now)}
          <Chip name={marks[row.state]}>{t.disputeStates[row.state]}</Chip>
        </span>
      </div>
    </Link>
  );
};

/** 疑问: what owners say is wrong, the oldest first; each opens to its bill, where it is answered or corrected. */
export const DisputesPage = () => {
  const [filters, set] = useFilters(names);
  const state = (['answered', 'withdrawn'] as const).find((one) => one === filters.state) ?? 'open';
  const query = usePages(listDisputes, { query: { state } });
  return (
    <Page title={t.bills_} tools={<ChargeRooms />} live>
      <div className="row g3 wrap">
        <BillRooms />
        <ScopeTabs
          label={t.disputes}
          scopes={t.disputeStates}
          value={state}
          onValue={(next) => set({ state: next === 'open' ? '' : next })}
        />
      </div>
      <Loaded query={query} skeleton={<SkeletonCards count={3} height={120} />}>
        {() =>
          query.items.length === 0 ? (
            <Empty>{state === 'open' ? t.noDisputes : t.noneThere}</Empty>
          ) : (
            <div className="col g2">
              {query.items.map((row) => (
                <Row key={`${row.bill.id}${row.at}`} row={row} />
              ))}
              <More query={query} />
            </div>
          )
        }
      </Loaded>
    </Page>
  );
};
