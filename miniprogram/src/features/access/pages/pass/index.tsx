import { Text, View } from '@tarojs/components';
import Taro, { useRouter, useShareAppMessage } from '@tarojs/taro';
import { useState } from 'react';
import { readPass, revokePass } from 'shared-types/access';
import { call } from '../../../../lib/api';
import { useCommand, useRemote } from '../../../../lib/hooks';
import { pages } from '../../../../lib/pages';
import { zh } from '../../../../locales/zh-CN';
import { accessWords as words } from '../../../../locales/zh-CN/access';
import { AskToNotify } from '../../../../ui/AskToNotify';
import { Button } from '../../../../ui/Button';
import { Icon } from '../../../../ui/Icon';
import { Screen } from '../../../../ui/Screen';
import { ShareButton } from '../../../../ui/ShareButton';
import { Sheet } from '../../../../ui/Sheet';
import { Failed, Skeleton } from '../../../../ui/States';
import { Ticket } from '../../components/Ticket';
import { Visits } from '../../components/Visits';
import '../../access.css';

/** One pass: the ticket to send, who came, and the way to end it. */
const PassPage = () => {
  const { id = '' } = useRouter().params;
  const { data, error, reload, set } = useRemote(() => call(readPass, { params: { id } }), {
    kinds: ['passage.changed'],
  });
  const { busy, run } = useCommand();
  const [asking, setAsking] = useState(false);
  const url = data?.shareToken ? pages.visit(data.shareToken) : pages.home;
  useShareAppMessage(() => ({ title: words.card(data?.name ?? ''), path: url }));
  const revoke = (): void => {
    void run(async () => {
      set(await call(revokePass, { params: { id }, body: {} }));
      setAsking(false);
      void Taro.showToast({ title: words.revoked, icon: 'none' });
    });
  };
  const canShare = data?.actions.includes('share') ?? false;
  const canRevoke = data?.actions.includes('revoke') ?? false;
  return (
    <Screen
      title={words.pass}
      dock={
        data && canRevoke ? (
          <View className="pass-dock">
            <Button word={words.revoke} kind="ghost" size="big" disabled={busy} onTap={() => setAsking(true)} />
            {canShare ? (
              <ShareButton word={words.send(data.name)} copyWord={words.copy} copied={words.copied} url={url} />
            ) : null}
          </View>
        ) : undefined
      }
    >
      {data ? (
        <>
          <Ticket
            pass={{ ...data, subtitle: words.mine(data.houseLabel), places: data.places.map(({ name }) => name) }}
          />
          {data.code ? (
            <View className="row g2 pass-promise">
              <Icon name="shield" size={22} className="tb" />
              <Text className="t2 grow">{words.promise}</Text>
            </View>
          ) : null}
          {canShare ? <AskToNotify moment="visitor" words={words} className="pass-acts" /> : null}
          <Visits title={words.visits} none={words.noVisits} visits={data.visits} />
        </>
      ) : error ? (
        <Failed words={error} onRetry={() => void reload()} />
      ) : (
        <Skeleton cards={2} />
      )}
      {data && asking ? (
        <Sheet
          title={words.revoke}
          words={words.revokeAsk(data.name)}
          yes={{ word: words.revoke, danger: true, disabled: busy, onTap: revoke }}
          no={{ word: zh.cancel, onTap: () => setAsking(false) }}
        />
      ) : null}
    </Screen>
  );
};

export default PassPage;
