import { useState } from 'react';
import { Link } from 'react-router';
import { type ChainState, checkChain, readChain } from 'shared-types/ledger';
import { dayTime } from 'shared-types/time';
import { call, wordsOf } from '../../lib/api';
import { useNow } from '../../lib/clock';
import { waitFor } from '../../lib/poll';
import { refresh, useCommand, useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/books';
import { Chip } from '../../ui/Chip';
import { Loaded, Skeleton } from '../../ui/States';
import { toast } from '../../ui/toastStore';

/** Has the chain recomputed, waits for the verdict and says it. */
const useVerify = () => {
  const [waits, setWaits] = useState(false);
  const listen = async (before: string | null) => {
    setWaits(true);
    try {
      const found = await waitFor(
        () => call(readChain),
        ({ verifiedAt }) => verifiedAt !== before,
      );
      if (!found) toast(t.verifySlow);
      else toast(found.fault ? t.verifiedBroken : t.verifiedWhole, found.fault ? 'danger' : undefined);
    } catch (error) {
      toast(wordsOf(error), 'danger');
    }
    setWaits(false);
    await refresh(readChain);
  };
  const check = useCommand(checkChain);
  const verify = ({ verifiedAt }: ChainState) => check.mutate({}, { onSuccess: () => void listen(verifiedAt) });
  return { verify, busy: waits || check.isPending };
};

const Verdict = ({ chain }: { chain: ChainState }) => {
  if (chain.fault)
    return (
      <Chip name="diff" pill>
        {t.chainBroken}
      </Chip>
    );
  if (!chain.verifiedAt) return <Chip name="review">{t.chainNever}</Chip>;
  return (
    <Chip name="verified" pill>
      {t.chainWhole}
    </Chip>
  );
};

const Fault = ({ fault }: { fault: NonNullable<ChainState['fault']> }) => (
  <p className="note danger" role="alert">
    <span>
      {fault.words}
      {fault.entryId && (
        <>
          {' '}
          <Link className="w6" to={`/books/entries/${fault.entryId}`}>
            {t.openEntry}
          </Link>
        </>
      )}
    </span>
  </p>
);

const Figures = ({ chain }: { chain: ChainState }) => {
  const now = useNow();
  const { lastSeal, verifiedAt } = chain;
  const figures: [string, string][] = [
    [t.sealed, t.sealedCount(chain.sealedCount)],
    [t.unsealed, t.sealedCount(chain.unsealedCount)],
    [t.lastSeal, lastSeal ? dayTime(lastSeal.sealedAt, now) : t.never],
    [t.verified, verifiedAt ? dayTime(verifiedAt, now) : t.never],
  ];
  return (
    <dl className="facts">
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt className="t2">{name}</dt>
          <dd className="num w5">{value}</dd>
        </div>
      ))}
    </dl>
  );
};

/** Whether the books are as they were sealed, and the button that proves it now. */
export const ChainCard = () => {
  const query = useRead(readChain, {}, { again: ({ unsealedCount }) => unsealedCount > 0 });
  const { verify, busy } = useVerify();
  return (
    <section className="card pad col g3" aria-label={t.chain}>
      <Loaded query={query} skeleton={<Skeleton rows={2} height={24} />}>
        {(chain) => (
          <>
            <div className="row g3 wrap">
              <h2>{t.chain}</h2>
              <Verdict chain={chain} />
              <button type="button" className="btn sec sm right" disabled={busy} onClick={() => verify(chain)}>
                {busy ? t.verifying : t.verify}
              </button>
            </div>
            {chain.fault && <Fault fault={chain.fault} />}
            <Figures chain={chain} />
            <p className="t2">{t.chainWhat}</p>
          </>
        )}
      </Loaded>
    </section>
  );
};
