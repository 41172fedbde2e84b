import { Link } from 'react-router';
import type { EntrySeal } from 'shared-types/ledger';
import { dayTime } from 'shared-types/time';
import { useNow } from '../../lib/clock';
import { t } from '../../locales/zh-CN/books';
import { Chip } from '../../ui/Chip';
import { Hash } from '../../ui/Hash';

/** 9f3c 21ab: enough of a hash to compare by eye. */
const short = (hash: string): string => `${hash.slice(0, 4)} ${hash.slice(4, 8)}`;

const Hashes = ({ seal }: { seal: EntrySeal }) => (
  <details>
    <summary>{t.details}</summary>
    <div className="col g2 sunk">
      <Hash name={t.leaf} hash={seal.leafHash} />
      <div className="col">
        <span className="t2">{t.proof}</span>
        {seal.proof.length === 0 ? (
          <span>{t.proofAlone}</span>
        ) : (
          <ol className="plain col g1">
            {seal.proof.map(({ side, hash }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the way to the root has an order, and never changes
              <li key={index}>
                {t.proofStep[side]} <code className="hash">{hash}</code>
              </li>
            ))}
          </ol>
        )}
      </div>
      <Hash name={t.root} hash={seal.root} />
      <Hash name={t.prev} hash={seal.prevHash} />
      <Hash name={t.hash} hash={seal.hash} />
    </div>
  </details>
);

/** Where an entry stands in the chain, and the way from it to the seal. */
export const SealCard = ({ seal }: { seal: EntrySeal | null }) => {
  const now = useNow();
  return (
    <section className="card pad col g2">
      <div className="row between g2">
        <h2>{t.seal}</h2>
        <Chip name={seal ? 'verified' : 'confirming'} pill>
          {seal ? t.sealDone : t.sealWaits}
        </Chip>
      </div>
      {seal ? (
        <>
          <p className="num">{t.sealOf(seal.seq, seal.count)}</p>
          <dl className="kv wide">
            <dt>{t.sealAt}</dt>
            <dd className="num">{dayTime(seal.sealedAt, now)}</dd>
            <dt>{t.leaf}</dt>
            <dd className="num">{short(seal.leafHash)}</dd>
          </dl>
          <Hashes seal={seal} />
        </>
      ) : (
        <p className="t2">{t.sealWaitsWhat}</p>
      )}
      <Link to="/books" className="tb">
        {t.toChain}
      </Link>
    </section>
  );
};
