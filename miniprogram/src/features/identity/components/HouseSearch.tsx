import { Input, Text, View } from '@tarojs/components';
import { useState } from 'react';
import { searchHouses } from 'shared-types/binding';
import type { ResponseOf } from 'shared-types/contract';
import { call } from '../../../lib/api';
import { useCommand } from '../../../lib/hooks';
import { zh } from '../../../locales/zh-CN';
import { fieldLabel } from '../../../ui/aria';
import { Button } from '../../../ui/Button';
import { Icon } from '../../../ui/Icon';
import { Tap } from '../../../ui/Tap';

const words = zh.apply;

interface House {
  id: string;
  label: string;
}

interface Props {
  communityId: string;
  house: House | null;
  onChoose: (house: House | null) => void;
}

/** "1栋101", "1-1-101", "一号楼101": the server understands; what is left out is said. */
export const HouseSearch = ({ communityId, house, onChoose }: Props) => {
  const [q, setQ] = useState('');
  const [found, setFound] = useState<ResponseOf<typeof searchHouses> | null>(null);
  const { busy, run } = useCommand();
  const search = (): void => {
    if (q.trim() === '') return;
    void run(async () => setFound(await call(searchHouses, { query: { communityId, q: q.trim() } })));
  };
  return (
    <>
      <View className="step-h">
        <Text>{words.house}</Text>
      </View>
      {house ? (
        <View className="card pad-card row g3">
          <Icon name="building" size={26} className="tb" />
          <Text className="fs-m w6 grow">{house.label}</Text>
          <Button word={words.change} kind="ghost" size="sm" onTap={() => onChoose(null)} />
        </View>
      ) : (
        <>
          <View className="row g2">
            <View className="grow">
              <Input
                className="field"
                value={q}
                maxlength={40}
                confirmType="search"
                placeholder={words.search}
                {...fieldLabel(words.house)}
                onInput={({ detail }) => setQ(detail.value)}
                onConfirm={search}
              />
            </View>
            <Button word={words.searchDo} disabled={busy} onTap={search} />
          </View>
          {found ? (
            <View className="opts found">
              {found.items.map((one) => (
                <Tap
                  key={one.id}
                  role="radio"
                  className="opt"
                  checked={false}
                  label={one.label}
                  onTap={() => onChoose(one)}
                >
                  <Text className="num">{one.label}</Text>
                </Tap>
              ))}
              {found.items.length === 0 ? <Text className="t2">{words.noHouse}</Text> : null}
              {found.total > found.items.length ? (
                <Text className="t2">{words.moreHouses(found.items.length, found.total)}</Text>
              ) : null}
            </View>
          ) : null}
        </>
      )}
    </>
  );
};
