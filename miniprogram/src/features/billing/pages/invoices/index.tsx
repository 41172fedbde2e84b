import { View } from '@tarojs/components';
import { type InvoiceSummary, listInvoices } from 'shared-types/invoice';
import { dayTime } from 'shared-types/time';
import { call } from '../../../../lib/api';
import { serverNow } from '../../../../lib/clock';
import { pages } from '../../../../lib/pages';
import { usePages } from '../../../../lib/paging';
import { invoiceWords as words } from '../../../../locales/zh-CN/invoice';
import { Row } from '../../../../ui/Row';
import { Screen } from '../../../../ui/Screen';
import { Empty, Failed, Skeleton } from '../../../../ui/States';
import { MoneyRow } from '../../components/MoneyRow';
import { More } from '../../components/More';
import { invoiceShape } from '../../shapes';
import '../../billing.css';

const limit = 20;

const InvoiceRow = ({ invoice }: { invoice: InvoiceSummary }) => (
  <MoneyRow
    icon="list"
    title={invoice.title.name}
    note={dayTime(invoice.issuedAt ?? invoice.createdAt, serverNow())}
    fen={invoice.amountFen}
    chip={{ shape: invoiceShape[invoice.status], word: words.status[invoice.status] }}
    url={pages.invoice(invoice.id)}
  />
);

const InvoicesPage = () => {
  const list = usePages((cursor) => call(listInvoices, { query: { limit, cursor } }), ['payment.changed']);
  const { data, error, reload } = list;
  return (
    <Screen title={words.list}>
      {data ? (
        <>
          {data.open ? (
            <View className="card rows">
              <Row icon="person" title={words.titles.title} words={words.titles.rowWhy} url={pages.titles} />
            </View>
          ) : null}
          {data.items.length > 0 ? (
            <View className="card rows">
              {data.items.map((invoice) => (
                <InvoiceRow key={invoice.id} invoice={invoice} />
              ))}
            </View>
          ) : data.open ? (
            <Empty icon="list" title={words.empty} why={words.emptyWhy} />
          ) : (
            <Empty icon="list" title={words.off} why={words.offWhy} />
          )}
          <More list={list} />
        </>
      ) : error ? (
        <Failed words={error} onRetry={() => void reload()} />
      ) : (
        <Skeleton cards={2} />
      )}
    </Screen>
  );
};

export default InvoicesPage;
