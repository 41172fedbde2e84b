import { Fragment, useState } from 'react';
import { Link, useParams } from 'react-router';
import { formatFen } from 'shared-types/money';
import {
  listStaffInvoices,
  readStaffInvoice,
  readStaffInvoicePdf,
  retryInvoice,
  reverseInvoice,
  type StaffInvoiceView,
} from 'shared-types/staffInvoice';
import { dayTime } from 'shared-types/time';
import { download, saveAs, wordsOf } from '../../lib/api';
import { useNow } from '../../lib/clock';
import { useCommand, useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/invoice';
import { Chip } from '../../ui/Chip';
import { Confirm } from '../../ui/Dialog';
import { Money } from '../../ui/Money';
import { ChargeRooms } from '../../ui/MoneyRooms';
import { Page } from '../../ui/Page';
import { ReasonDialog } from '../../ui/ReasonDialog';
import { Loaded, SkeletonCards } from '../../ui/States';
import { toast } from '../../ui/toastStore';
import { invoiceMarks } from './invoiceMarks';

type Act = StaffInvoiceView['actions'][number];

const refreshes = [readStaffInvoice, listStaffInvoices];

const Slip = ({ invoice }: { invoice: StaffInvoiceView }) => (
  <section className="card pad slip">
    <h2>{invoice.title.name}</h2>
    {invoice.lines.map((line) => (
      <div key={`${line.name} ${line.taxRateBp}`} className="row between g3 slip-line">
        <span className="col">
          {line.name}
          <span className="t2 num">{t.ofTax(`${line.taxRateBp / 100}%`, formatFen(line.taxFen))}</span>
        </span>
        <Money fen={line.amountFen} />
      </div>
    ))}
    <div className="row between g3 slip-sum">
      <span className="t2">{t.total}</span>
      <span className="money-big">
        <Money fen={invoice.amountFen} />
      </span>
    </div>
    <p>
      <Link to={`/payments/${invoice.paymentId}`} className="num">
        {t.ofPayment(invoice.paymentNumber)}
      </Link>
    </p>
  </section>
);

const Facts = ({ invoice }: { invoice: StaffInvoiceView }) => {
  const now = useNow();
  const at = (time: string | null): string | null => time && dayTime(time, now);
  const facts = [
    [t.facts.reason, invoice.reason],
    [t.facts.nextLookAt, at(invoice.nextLookAt)],
    [t.facts.taxNo, invoice.title.taxNo],
    [t.facts.number, invoice.invoiceNo],
    [t.facts.issuedAt, at(invoice.issuedAt)],
    [t.facts.redNumber, invoice.redInvoiceNo],
    [t.facts.reversedAt, at(invoice.reversedAt)],
    [t.facts.reverseReason, invoice.reverseReason],
    [t.facts.createdAt, at(invoice.createdAt)],
    [t.facts.requestNo, invoice.requestNo],
  ] as const;
  return (
    <section className="card pad">
      <dl className="kv">
        {facts.map(([name, value]) =>
          value ? (
            <Fragment key={name}>
              <dt>{name}</dt>
              <dd className="num" style={{ overflowWrap: 'anywhere' }}>
                {value}
              </dd>
            </Fragment>
          ) : null,
        )}
      </dl>
    </section>
  );
};

const actName = (act: Act, { status }: StaffInvoiceView): string =>
  act === 'retry' && (status === 'reversing' || status === 'reverse-failed') ? t.retryReversal : t.acts[act];

const Acts = ({ invoice }: { invoice: StaffInvoiceView }) => {
  const [asking, setAsking] = useState<Act | null>(null);
  const close = (): void => setAsking(null);
  const retry = useCommand(retryInvoice, { done: t.retried, refreshes, onDone: close });
  const reverse = useCommand(reverseInvoice, { done: t.reversed, refreshes, onDone: close });
  const params = { id: invoice.id };
  const open = async (): Promise<void> => {
    try {
      saveAs(await download(readStaffInvoicePdf, { params }), t.fileName(invoice.invoiceNo ?? invoice.paymentNumber));
    } catch (error) {
      toast(wordsOf(error), 'danger');
    }
  };
  return (
    <div className="row g2 wrap">
      {invoice.actions.map((act) => (
        <button
          key={act}
          type="button"
          className={`btn ${act === 'retry' ? 'pri' : 'ghost'}`}
          onClick={() => (act === 'pdf' ? void open() : setAsking(act))}
        >
          {actName(act, invoice)}
        </button>
      ))}
      {asking === 'retry' && (
        <Confirm
          title={`${actName('retry', invoice)}？`}
          action={actName('retry', invoice)}
          busy={retry.isPending}
          onConfirm={() => retry.mutate({ params })}
          onClose={close}
        >
          <p>{t.retryWhat}</p>
        </Confirm>
      )}
      {asking === 'reverse' && (
        <ReasonDialog
          title={t.reverseTitle}
          action={t.acts.reverse}
          label={t.reverseReason}
          danger
          busy={reverse.isPending}
          maxLength={80}
          onConfirm={(reason) => reverse.mutate({ params, body: { reason } })}
          onClose={close}
        >
          <p>{t.reverseWhat}</p>
        </ReasonDialog>
      )}
    </div>
  );
};

/** One electronic invoice: what it says, how far it is, what a person may do. */
export const InvoicePage = () => {
  const { id = '' } = useParams();
  const query = useRead(readStaffInvoice, { params: { id } });
  return (
    <Page title={t.invoice} tools={<ChargeRooms />} back="/invoices" live>
      <Loaded query={query} skeleton={<SkeletonCards count={3} height={120} />}>
        {(invoice) => (
          <div className="col g3 narrow">
            <div className="row between g3 wrap">
              <b className="w5">{invoice.house?.label ?? t.unknownHouse}</b>
              <Chip name={invoiceMarks[invoice.status]} pill>
                {invoice.statusName}
              </Chip>
            </div>
            {invoice.attention && <p className="note money">{invoice.attention}</p>}
            <Slip invoice={invoice} />
            {invoice.actions.length > 0 && <Acts invoice={invoice} />}
            <Facts invoice={invoice} />
          </div>
        )}
      </Loaded>
    </Page>
  );
};
