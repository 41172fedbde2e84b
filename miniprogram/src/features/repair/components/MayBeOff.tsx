import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { listHouseOutages } from 'shared-types/announcement';
import { call } from '../../../lib/api';
import { useRemote } from '../../../lib/hooks';
import { pages } from '../../../lib/pages';
import { announcementWords as words } from '../../../locales/zh-CN/announcement';
import { aria } from '../../../ui/aria';
import { Button } from '../../../ui/Button';
import { Icon } from '../../../ui/Icon';
import { offNow } from '../off';

/** A planned outage of this house that may explain the trouble; it may be reported all the same. */
export const MayBeOff = ({ houseId, typeId }: { houseId: string; typeId: string }) => {
  const { data } = useRemote(() => call(listHouseOutages, { params: { id: houseId } }));
  const outage = offNow(data?.items ?? [], typeId);
  if (!outage) return null;
  return (
    <View className="card pad-card may-be-off" {...aria({ role: 'status', label: words.mayBe(outage.words) })}>
      <View className="row g3">
        <View className="tm">
          <Icon name="horn" size={26} />
        </View>
        <View className="grow">
          <Text className="fs-m w6 line">{words.mayBe(outage.words)}</Text>
          <Text className="t2 line">{words.mayBeWhy}</Text>
        </View>
      </View>
      <Button
        word={words.readOutage}
        size="sm"
        onTap={() => void Taro.navigateTo({ url: pages.announcement(outage.announcementId) })}
      />
    </View>
  );
};
