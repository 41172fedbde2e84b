import type { AccountView } from 'shared-types/ledger';
import { t } from '../../locales/zh-CN/books';
import { Filter } from '../../ui/Field';
import { Narrowed } from '../../ui/Narrowed';
import { SearchBox } from '../../ui/SearchBox';

export const entryFilterNames = ['account', 'cause', 'from', 'to', 'houseId', 'billId', 'q'] as const;
type Filters = Record<(typeof entryFilterNames)[number], string>;

const causes = Object.entries(t.causes).map(([value, label]) => ({ value, label }));

const choicesOf = (accounts: readonly AccountView[], chosen: string) => {
  const choices = accounts.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }));
  // 1122 stands for every receivable.
  const isPart = chosen !== '' && !accounts.some(({ code }) => code === chosen);
  return isPart ? [{ value: chosen, label: t.allOf(chosen) }, ...choices] : choices;
};

interface EntryFiltersProps {
  filters: Filters;
  set: (change: Partial<Filters>) => void;
  accounts: readonly AccountView[];
}

export const EntryFilters = ({ filters, set, accounts }: EntryFiltersProps) => (
  <div className="filters grow">
    {filters.houseId && <Narrowed label={t.filters.houseOff} title={t.widen} onOff={() => set({ houseId: '' })} />}
    {filters.billId && <Narrowed label={t.filters.billOff} title={t.widen} onOff={() => set({ billId: '' })} />}
    <Filter
      label={t.filters.account}
      value={filters.account}
      onValue={(account) => set({ account })}
      choices={choicesOf(accounts, filters.account)}
    />
    <Filter label={t.filters.cause} value={filters.cause} onValue={(cause) => set({ cause })} choices={causes} />
    {(['from', 'to'] as const).map((end) => (
      <input
        key={end}
        className="inp"
        type="date"
        aria-label={t[end]}
        title={t[end]}
        value={filters[end]}
        onChange={(event) => set({ [end]: event.target.value })}
      />
    ))}
    <SearchBox key={filters.q} label={t.search} value={filters.q} onValue={(q) => set({ q })} />
  </div>
);
