import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useRef, useState } from 'react';
import { ApiError, newKey } from 'shared-types/client';
import { listTitles, type PaymentInvoiceView, readPaymentInvoice, requestInvoice } from 'shared-types/invoice';
import { call } from '../../../lib/api';
import { useCommand, useRemote } from '../../../lib/hooks';
import { pages } from '../../../lib/pages';
import { zh } from '../../../locales/zh-CN';
import { invoiceWords as words } from '../../../locales/zh-CN/invoice';
import { Button } from '../../../ui/Button';
import { Chip } from '../../../ui/Chip';
import { PickSheet } from '../../../ui/PickSheet';
import { paymentInvoiceShape } from '../shapes';

const meId = 'me';
const moreId = 'more';

type Found = PaymentInvoiceView | 'off' | null;

/** Where only receipts are given, it is said; where the invoice is somebody else's, nothing is. */
const find = async (id: string): Promise<{ found: Found }> => {
  try {
    return { found: await call(readPaymentInvoice, { params: { id } }) };
  } catch (error) {
    const code = error instanceof ApiError ? error.problem.code : null;
    if (code === 'invoice.off') return { found: 'off' };
    if (code === 'payment.not_found') return { found: null };
    throw error;
  }
};

const AskTitle = ({ onPick, onClose }: { onPick: (titleId: string | null) => void; onClose: () => void }) => {
  const { data } = useRemote(() => call(listTitles));
  if (!data) return null;
  const pick = (id: string): void => {
    if (id === moreId) {
      onClose();
      void Taro.navigateTo({ url: pages.titles });
    } else onPick(id === meId ? null : id);
  };
  return (
    <PickSheet
      title={words.chooseTitle}
      items={[
        ...data.items.map(({ id, name, taxNo }) => ({ id, word: name, ...(taxNo ? { note: taxNo } : {}) })),
        { id: meId, word: words.me },
        { id: moreId, word: words.more },
      ]}
      onPick={pick}
      no={{ word: zh.cancel, onTap: onClose }}
    />
  );
};

/** The invoice of a payment: how far it is, and what may be asked for. */
export const InvoiceCard = ({ paymentId }: { paymentId: string }) => {
  const { data, set } = useRemote(() => find(paymentId), { kinds: ['payment.changed'], subjectId: paymentId });
  const { busy, run } = useCommand();
  const [asking, setAsking] = useState(false);
  const tried = useRef({ key: newKey(), titleId: '' as string | null });
  const found = data?.found ?? null;
  if (found === null) return null;
  if (found === 'off') return <Text className="t2 line late-why">{`${words.off}，${words.offWhy}`}</Text>;
  const [current] = found.invoices;
  const [action] = found.actions;
  if (!current && !action) return null;
  const ask = (titleId: string | null): void => {
    void run(async () => {
      if (tried.current.titleId !== titleId) tried.current = { key: newKey(), titleId };
      const next = await call(requestInvoice, {
        params: { id: paymentId },
        body: { titleId },
        idempotencyKey: tried.current.key,
      });
      tried.current = { key: newKey(), titleId };
      set({ found: next });
      setAsking(false);
      void Taro.showToast({ title: words.asked, icon: 'none' });
    });
  };
  return (
    <>
      <View className="card pad-card">
        <View className="row g2">
          <Text className="fs-m w6 grow">{words.title}</Text>
          <Chip shape={paymentInvoiceShape[found.state]} word={words.state[found.state]} />
        </View>
        <Text className="t2 num line">{found.words}</Text>
        {current ? <Text className="t2 num line">{current.title.name}</Text> : null}
        <View className="row g2 wrap invoice-acts">
          {current ? (
            <Button
              word={words.look}
              size="sm"
              onTap={() => void Taro.navigateTo({ url: pages.invoice(current.id) })}
            />
          ) : null}
          {action ? (
            <Button word={words[action]} kind="ghost" size="sm" disabled={busy} onTap={() => setAsking(true)} />
          ) : null}
        </View>
      </View>
      {asking ? <AskTitle onPick={ask} onClose={() => setAsking(false)} /> : null}
    </>
  );
};
