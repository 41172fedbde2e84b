import { Text, View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { openSharedPass } from 'shared-types/access';
import { call } from '../../../../lib/api';
import { useRemote } from '../../../../lib/hooks';
import { zh } from '../../../../locales/zh-CN';
import { accessWords as words } from '../../../../locales/zh-CN/access';
import { Button, callPhone } from '../../../../ui/Button';
import { Icon } from '../../../../ui/Icon';
import { Screen } from '../../../../ui/Screen';
import { Failed, Skeleton } from '../../../../ui/States';
import { Ticket } from '../../components/Ticket';
import '../../access.css';

/** What the guest opens: no sign-in, nothing of the house but whose guest they are. */
const VisitPage = () => {
  const { t: token = '' } = useRouter().params;
  const { data, error, reload } = useRemote(() => call(openSharedPass, { body: { token } }));
  return (
    <Screen title={words.pass}>
      {data ? (
        <>
          <Ticket pass={{ ...data, subtitle: `${data.communityName} · ${data.guestOf}` }} />
          {data.code ? (
            <View className="row g2 pass-promise">
              <Icon name="shield" size={22} className="tb" />
              <Text className="t2 grow">{words.visitorPromise}</Text>
            </View>
          ) : null}
          {data.servicePhone ? (
            <Button
              word={zh.home.callProperty}
              icon="phone"
              className="block pass-acts"
              onTap={() => callPhone(data.servicePhone ?? '')}
            />
          ) : null}
        </>
      ) : error ? (
        <Failed words={error} onRetry={() => void reload()} />
      ) : (
        <Skeleton cards={1} />
      )}
    </Screen>
  );
};

export default VisitPage;
