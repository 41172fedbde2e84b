import { View } from '@tarojs/components';
import type { BoundHouse } from 'shared-types/auth';
import { zh } from '../locales/zh-CN';
import { aria } from './aria';
import { Option } from './Option';
import { Strip } from './Screen';
import './houseStrip.css';

interface Props {
  houses: readonly BoundHouse[] | null;
  houseId: string;
  onChoose: (houseId: string) => void;
}

/** Which house it is about, where there is more than one. */
export const HouseStrip = ({ houses, houseId, onChoose }: Props) =>
  houses && houses.length > 1 ? (
    <View className="house-strip" {...aria({ role: 'radiogroup', label: zh.chooseHouse })}>
      <Strip>
        {houses.map((house) => (
          <Option
            key={house.houseId}
            word={house.label}
            on={house.houseId === houseId}
            onTap={() => onChoose(house.houseId)}
          />
        ))}
      </Strip>
    </View>
  ) : null;
