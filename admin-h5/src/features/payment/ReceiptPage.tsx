import { Fragment, useState } from 'react';
import { useParams } from 'react-router';
import type { ReceiptView } from 'shared-types/payment';
import { readStaffReceipt, readStaffReceiptPdf } from 'shared-types/staffPayment';
import { dayTime } from 'shared-types/time';
import { download, saveAs, wordsOf } from '../../lib/api';
import { useNow } from '../../lib/clock';
import { useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/payment';
import { Money } from '../../ui/Money';
import { Page } from '../../ui/Page';
import { Loaded, SkeletonCards } from '../../ui/States';
import { toast } from '../../ui/toastStore';

const parts = t.receiptParts;

const Paper = ({ receipt }: { receipt: ReceiptView }) => {
  const now = useNow();
  const facts = [
    [parts.house, receipt.houseLabel],
    [parts.payer, receipt.payer],
    [parts.how, receipt.channelName],
    [parts.at, dayTime(receipt.paidAt, now)],
    [parts.reference, receipt.reference],
    [parts.collector, receipt.collector],
  ] as const;
  return (
    <section className="card pad col g3 narrow slip">
      <div className="row between g3 wrap">
        <h2>
          {receipt.communityName} {t.receipt}
        </h2>
        <span className="num">{receipt.number}</span>
      </div>
      {receipt.reversed && <p className="note danger">{t.receiptReversed}</p>}
      <dl className="kv">
        {facts.map(([name, value]) =>
          value ? (
            <Fragment key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </Fragment>
          ) : null,
        )}
      </dl>
      <div>
        {receipt.lines.map((line, index) => (
          <div key={line.billId ?? `${line.kind}${index}`} className="row between g3 slip-line">
            <span className="col">
              {line.title}
              {line.words[0] && <span className="t2 num">{line.words[0]}</span>}
            </span>
            <Money fen={line.amountFen} />
          </div>
        ))}
      </div>
      <div className="row between g3 slip-sum wrap">
        <span>
          {t.receiptTotal} {receipt.amountWords}
        </span>
        <span className="money-big">
          <Money fen={receipt.amountFen} />
        </span>
      </div>
      <p className="t2">{receipt.notice}</p>
    </section>
  );
};

/** 收据, to print or to hand over as a file. */
export const ReceiptPage = () => {
  const { id = '' } = useParams();
  const query = useRead(readStaffReceipt, { params: { id } });
  const [busy, setBusy] = useState(false);
  const save = async (number: string) => {
    setBusy(true);
    try {
      saveAs(await download(readStaffReceiptPdf, { params: { id } }), t.receiptName(number));
    } catch (error) {
      toast(wordsOf(error), 'danger');
    }
    setBusy(false);
  };
  return (
    <Page title={t.receipt} back={`/payments/${id}`}>
      <Loaded query={query} skeleton={<SkeletonCards count={1} height={320} />}>
        {(receipt) => (
          <>
            <div className="row g2 wrap no-print">
              <button type="button" className="btn pri" onClick={() => print()}>
                {t.print}
              </button>
              <button type="button" className="btn ghost" disabled={busy} onClick={() => void save(receipt.number)}>
                {t.receiptPdf}
              </button>
            </div>
            <Paper receipt={receipt} />
          </>
        )}
      </Loaded>
    </Page>
  );
};
