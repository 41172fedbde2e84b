import { Text, View } from '@tarojs/components';
import Taro, { useRouter, useShareAppMessage } from '@tarojs/taro';
import { useRef, useState } from 'react';
import { newKey } from 'shared-types/client';
import { formatFen } from 'shared-types/money';
import { type ConsentView, createPayConsent, listPayConsents, revokePayConsent } from 'shared-types/payment';
import { call } from '../../../../lib/api';
import { useCommand, useRemote } from '../../../../lib/hooks';
import { pages } from '../../../../lib/pages';
import { billingWords } from '../../../../locales/zh-CN/billing';
import { Button } from '../../../../ui/Button';
import { Icon } from '../../../../ui/Icon';
import { Screen } from '../../../../ui/Screen';
import { ShareButton } from '../../../../ui/ShareButton';
import { Failed, Skeleton } from '../../../../ui/States';
import { ConsentCard } from '../../components/ConsentCard';
import '../../billing.css';

const words = billingWords.ask;

const useConsents = (houseId: string) => {
  const remote = useRemote(() => call(listPayConsents, { params: { id: houseId } }), {
    kinds: ['payment.changed', 'bill.changed'],
  });
  const [made, setMade] = useState<ConsentView | null>(null);
  const { busy, run } = useCommand();
  const key = useRef(newKey());
  const make = (billIds: string[]): void => {
    void run(async () => {
      const consent = await call(createPayConsent, {
        params: { id: houseId },
        body: { billIds },
        idempotencyKey: key.current,
      });
      key.current = newKey();
      setMade(consent);
      await remote.reload();
    });
  };
  const revoke = (consent: ConsentView): void => {
    void run(async () => {
      await call(revokePayConsent, { params: { id: houseId, consentId: consent.id } });
      if (made?.id === consent.id) setMade(null);
      await remote.reload();
      void Taro.showToast({ title: words.revoked, icon: 'none' });
    });
  };
  return { ...remote, made, busy, make, revoke };
};

/** The owner asks somebody else to pay: who has the link sees amounts and names of fees, no more. */
const AskPage = () => {
  const { house = '', bills = '' } = useRouter().params;
  const billIds = bills.split('.').filter(Boolean);
  const { data, error, reload, made, busy, make, revoke } = useConsents(house);
  const card = made ? words.card(formatFen(made.totalFen)) : words.title;
  useShareAppMessage(() => ({ title: card, path: made ? pages.payFor(made.code) : pages.home }));
  const dock = made ? (
    <ShareButton word={words.share} copyWord={words.copy} copied={words.copied} url={pages.payFor(made.code)} />
  ) : billIds.length > 0 ? (
    <Button word={words.make} kind="pri" size="big" disabled={busy} onTap={() => make(billIds)} />
  ) : undefined;
  return (
    <Screen title={words.title} dock={dock}>
      <View className="card pad-card">
        <View className="row g3">
          <Icon name="share" className="tb" />
          <View className="grow">
            <Text className="fs-m w6 line">{made ? card : words.what(billIds.length)}</Text>
            <Text className="t2 line">{words.why}</Text>
          </View>
        </View>
      </View>
      <Text className="year line">{words.mine}</Text>
      {data ? (
        <View className="cards">
          {data.items.length === 0 ? <Text className="t2 line late-why">{words.none}</Text> : null}
          {data.items.map((consent) => (
            <ConsentCard key={consent.id} consent={consent} busy={busy} onRevoke={() => revoke(consent)} />
          ))}
        </View>
      ) : error ? (
        <Failed words={error} onRetry={() => void reload()} />
      ) : (
        <Skeleton cards={1} />
      )}
    </Screen>
  );
};

export default AskPage;
