import { useState } from 'react';
import { useParams } from 'react-router';
import { endMandate, listMandates, type MandateView, readAutoDebitDesk, readMandate } from 'shared-types/autodebit';
import { formatFen } from 'shared-types/money';
import { useNow } from '../../lib/clock';
import { useCommand, useRead } from '../../lib/query';
import { when } from '../../lib/words';
import { t } from '../../locales/zh-CN/autodebit';
import { Chip } from '../../ui/Chip';
import { Files } from '../../ui/Files';
import { Page } from '../../ui/Page';
import { ReasonDialog } from '../../ui/ReasonDialog';
import { Empty, Loaded, SkeletonCards } from '../../ui/States';
import { DebitTable } from './DebitTable';
import { mandateMarks } from './marks';

const factsOf = (mandate: MandateView, now: Date): [string, string | null][] => [
  [t.kind, t.kinds[mandate.kind]],
  [t.payer, mandate.payer],
  [t.agreementNo, mandate.agreementNo],
  [t.mandateColumns.limit, formatFen(mandate.limitFen)],
  [t.signedAt, mandate.signedAt && when(mandate.signedAt, now)],
  [t.registeredBy, mandate.registeredBy],
  [t.endedAt, mandate.endedAt && when(mandate.endedAt, now)],
  [t.why, mandate.endWords],
];

const End = ({ id, onClose }: { id: string; onClose: () => void }) => {
  const end = useCommand(endMandate, {
    done: t.endDone,
    refreshes: [readMandate, listMandates, readAutoDebitDesk],
    onDone: onClose,
  });
  return (
    <ReasonDialog
      title={t.endTitle}
      action={t.end}
      danger
      busy={end.isPending}
      label={t.endReason}
      maxLength={100}
      onConfirm={(reason) => end.mutate({ params: { id }, body: { reason } })}
      onClose={onClose}
    >
      <p>{t.endWhat}</p>
    </ReasonDialog>
  );
};

const Whole = ({ mandate }: { mandate: MandateView }) => {
  const now = useNow();
  const [asking, setAsking] = useState(false);
  const documents = mandate.files.filter(({ kind }) => kind === 'document');
  return (
    <>
      <section className="card pad col g3">
        <Chip name={mandateMarks[mandate.state]}>{t.mandateStates[mandate.state]}</Chip>
        <div className="col g2">
          {factsOf(mandate, now)
            .filter(([, value]) => value)
            .map(([name, value]) => (
              <p key={name} className="num">
                <span className="t2">{name}</span> {value}
              </p>
            ))}
        </div>
        {mandate.files.length > 0 && (
          <section className="col g2" aria-label={t.files}>
            <h2 className="fs-m">{t.files}</h2>
            <Files files={mandate.files} />
            {documents.map((file, index) => (
              <a key={file.id} className="w5" href={file.url} target="_blank" rel="noreferrer">
                {t.pdf(index + 1)}
              </a>
            ))}
          </section>
        )}
        {mandate.actions.includes('end') && (
          <button type="button" className="btn ghost" style={{ alignSelf: 'start' }} onClick={() => setAsking(true)}>
            {t.end}
          </button>
        )}
      </section>
      <section className="card pad col g3">
        {mandate.debits.length === 0 ? <Empty>{t.noDebits}</Empty> : <DebitTable debits={mandate.debits} />}
      </section>
      {asking && <End id={mandate.id} onClose={() => setAsking(false)} />}
    </>
  );
};

/** One consent, with its form and what was taken by it. */
export const MandatePage = () => {
  const { id = '' } = useParams();
  const query = useRead(readMandate, { params: { id } });
  return (
    <Page title={query.data?.houseLabel ?? t.views.mandates} back="/auto-debit?view=mandates">
      <Loaded query={query} skeleton={<SkeletonCards />}>
        {(mandate) => <Whole mandate={mandate} />}
      </Loaded>
    </Page>
  );
};
