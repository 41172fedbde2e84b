import { Text, View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import type { ResponseOf } from 'shared-types/contract';
import { listOwnDoors, type OwnDoorView, openOwnDoor } from 'shared-types/ownDoor';
import { call } from '../../../../lib/api';
import { useCommand, useRemote } from '../../../../lib/hooks';
import { useHouse } from '../../../../lib/house';
import { pages } from '../../../../lib/pages';
import { wx } from '../../../../lib/wx';
import { zh } from '../../../../locales/zh-CN';
import { accessWords } from '../../../../locales/zh-CN/access';
import { Button } from '../../../../ui/Button';
import { HouseStrip } from '../../../../ui/HouseStrip';
import { Icon } from '../../../../ui/Icon';
import { Screen } from '../../../../ui/Screen';
import { Sheet } from '../../../../ui/Sheet';
import { Empty, Skeleton } from '../../../../ui/States';
import { CodeCard } from '../../components/CodeCard';
import { Visits } from '../../components/Visits';
import { keptHouses } from '../../keptKeys';
import { useDoorCode } from '../../useDoorCode';
import { useUnlock } from '../../useUnlock';
import '../../access.css';

const words = accessWords.door;
type Doors = ResponseOf<typeof listOwnDoors>;

const Reason = ({ text }: { text: string }) => (
  <View className="pass-promise">
    <Text className="t2">{text}</Text>
  </View>
);

const DoorList = ({ doors, onRemote }: { doors: Doors; onRemote: (door: OwnDoorView) => void }) => (
  <>
    <Text className="fs-m w6 access-h">{words.doors}</Text>
    <View className="card rows">
      {doors.items.map((door) => (
        <View key={door.id} className="item">
          <View className="item-mark">
            <Icon name="door" size={26} />
          </View>
          <Text className="grow fs-m">{door.name}</Text>
          {door.actions.includes('open') ? (
            <Button word={words.remote} size="sm" label={words.remoteLabel(door.name)} onTap={() => onRemote(door)} />
          ) : null}
        </View>
      ))}
    </View>
    {doors.remoteWhy ? <Reason text={doors.remoteWhy} /> : null}
    {wx.bluetooth ? null : <Reason text={words.noBluetooth} />}
  </>
);

/** One's own doors: the code first, for it works always; then Bluetooth; and from afar, where that is allowed. */
const House = ({ houseId }: { houseId: string }) => {
  const code = useDoorCode(houseId);
  const { data, set, reload } = useRemote(() => call(listOwnDoors, { params: { id: houseId } }), {
    kinds: ['passage.changed', 'binding.changed'],
  });
  const { busy, run } = useCommand();
  const [asking, setAsking] = useState<OwnDoorView | null>(null);
  const openRemote = ({ id: doorId, name }: OwnDoorView): void => {
    void run(async () => {
      const visit = await call(openOwnDoor, { params: { id: houseId, doorId }, body: {} });
      if (data) set({ ...data, recent: [visit, ...data.recent.filter(({ id }) => id !== visit.id)] });
      setAsking(null);
      void Taro.showToast({ title: words.remoteSent(name), icon: 'none' });
      void reload();
    });
  };
  if (code.refusal) return <Empty icon="key" title={words.none} why={code.refusal} />;
  return (
    <>
      {code.code || code.offline || code.kept ? <CodeCard {...code} /> : <Skeleton cards={1} />}
      {data && wx.bluetooth ? <UnlockPart houseId={houseId} doors={data.items} /> : null}
      {data ? <DoorList doors={data} onRemote={setAsking} /> : null}
      {data ? <Visits title={words.recent} none={words.noRecent} visits={data.recent} /> : null}
      {asking ? (
        <Sheet
          title={words.remoteLabel(asking.name)}
          words={words.remoteAsk(asking.name)}
          yes={{ word: words.remote, disabled: busy, onTap: () => openRemote(asking) }}
          no={{ word: zh.cancel, onTap: () => setAsking(null) }}
        />
      ) : null}
    </>
  );
};

const UnlockPart = ({ houseId, doors }: { houseId: string; doors: readonly OwnDoorView[] }) => {
  const { busy, said, start } = useUnlock();
  return (
    <View className="pass-acts">
      <Button
        word={words.bluetooth}
        kind="pri"
        size="big"
        icon="bluetooth"
        className="block"
        disabled={busy || doors.length === 0}
        onTap={() => void start(houseId, doors)}
      />
      {said ? (
        <View className="row g2 pass-promise">
          <Icon name={said.good ? 'bluetooth' : 'close'} size={20} className={said.good ? 'tb' : 'td'} />
          <Text className="fs-m grow">{said.text}</Text>
        </View>
      ) : null}
    </View>
  );
};

const DoorPage = () => {
  const { house: asked } = useRouter().params;
  const { houses, houseId, choose, error } = useHouse(asked ?? null);
  // Without a network nobody says which houses one has: the one that was shown last will do.
  const shown = houseId ?? (error ? (asked ?? keptHouses()[0] ?? null) : null);
  return (
    <Screen title={words.title}>
      {houses && shown ? <HouseStrip houses={houses} houseId={shown} onChoose={choose} /> : null}
      {shown ? (
        <House key={shown} houseId={shown} />
      ) : houses || error ? (
        <Empty
          icon="building"
          title={error ? words.none : words.noHouse}
          why={error ? words.noneWhy : words.noHouseWhy}
          {...(error
            ? {}
            : { action: { word: words.bind, onTap: () => void Taro.navigateTo({ url: pages.bindings }) } })}
        />
      ) : (
        <Skeleton cards={1} />
      )}
    </Screen>
  );
};

export default DoorPage;
