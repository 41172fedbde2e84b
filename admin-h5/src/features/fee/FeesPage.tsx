import { useState } from 'react';
import { Link } from 'react-router';
import { endFee, type FeeView, listFees } from 'shared-types/fee';
import { toDay } from 'shared-types/time';
import { fieldsOf } from '../../lib/api';
import { useNow } from '../../lib/clock';
import { useFilters } from '../../lib/filters';
import { useMe } from '../../lib/me';
import { useCommand, useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/fee';
import { Chip } from '../../ui/Chip';
import { Confirm } from '../../ui/Dialog';
import { FeeIcon } from '../../ui/FeeIcon';
import { TextField } from '../../ui/Field';
import { ChargeRooms } from '../../ui/MoneyRooms';
import { Page } from '../../ui/Page';
import { ScopeTabs } from '../../ui/ScopeTabs';
import { Empty, Loaded, SkeletonCards } from '../../ui/States';

const names = ['scope'] as const;

const Months = ({ fee }: { fee: FeeView }) => (
  <span className="t2 num">
    {fee.validTo === null ? t.from(fee.validFrom) : t.fromTo(fee.validFrom, fee.validTo)}
    {fee.version > 1 && ` · ${t.version(fee.version)}`}
  </span>
);

const Fee = ({ fee, onEnd }: { fee: FeeView; onEnd: () => void }) => (
  <section className="card pad col g2" aria-label={fee.name}>
    <div className="row g2">
      <span className="tb">
        <FeeIcon icon={fee.icon} />
      </span>
      <h2 className="fs-m grow">{fee.name}</h2>
      <Chip name={fee.inUse ? 'valid' : 'unbound'}>{fee.inUse ? t.inUse : t.unused}</Chip>
    </div>
    <Months fee={fee} />
    <ul className="plain col g1 grow-y">
      {fee.words.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
    {fee.actions.length > 0 && (
      <div className="row g2 wrap">
        {fee.actions.includes('change') && (
          <Link className="btn ghost sm" to={`/bills/fees/${fee.id}`}>
            {t.acts.change}
          </Link>
        )}
        {fee.actions.includes('succeed') && (
          <Link className="btn ghost sm" to={`/bills/fees/${fee.id}?as=succeed`}>
            {t.acts.succeed}
          </Link>
        )}
        {fee.actions.includes('end') && (
          <button type="button" className="btn ghost sm" onClick={onEnd}>
            {t.acts.end}
          </button>
        )}
      </div>
    )}
  </section>
);

const End = ({ fee, onClose }: { fee: FeeView; onClose: () => void }) => {
  const now = useNow();
  const [last, setLast] = useState(toDay(now).slice(0, 7));
  const end = useCommand(endFee, { done: t.ended, refreshes: [listFees], onDone: onClose });
  return (
    <Confirm
      title={t.endTitle(fee.name)}
      action={t.acts.end}
      danger
      busy={end.isPending}
      disabled={!last}
      onConfirm={() => end.mutate({ params: { id: fee.id }, body: { validTo: last } })}
      onClose={onClose}
    >
      <p>{t.endWhat}</p>
      <TextField
        label={t.lastMonth}
        type="month"
        min={fee.validFrom}
        value={last}
        onValue={setLast}
        error={fieldsOf(end.error).validTo}
      />
    </Confirm>
  );
};

/** 收费项目: what is charged, for whom and how it is reckoned, in sentences. */
export const FeesPage = () => {
  const { may } = useMe();
  const [filters, set] = useFilters(names);
  const scope = filters.scope === 'all' ? 'all' : 'current';
  const query = useRead(listFees, { query: { scope } });
  const [ending, setEnding] = useState<FeeView | null>(null);
  const add = may('fee.manage') && (
    <Link className="btn pri" to="/bills/fees/new">
      {t.add}
    </Link>
  );
  return (
    <Page title={t.title} tools={<ChargeRooms />}>
      <div className="row between g3 wrap">
        <ScopeTabs
          label={t.title}
          scopes={t.scopes}
          value={scope}
          onValue={(next) => set({ scope: next === 'all' ? 'all' : '' })}
        />
        {add}
      </div>
      <p className="t2">{t.what}</p>
      <Loaded query={query} skeleton={<SkeletonCards count={4} height={120} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>{t.none}</Empty>
          ) : (
            <div className="tiles">
              {items.map((fee) => (
                <Fee key={fee.id} fee={fee} onEnd={() => setEnding(fee)} />
              ))}
            </div>
          )
        }
      </Loaded>
      {ending && <End fee={ending} onClose={() => setEnding(null)} />}
    </Page>
  );
};
