import { View } from '@tarojs/components';
import { zh } from '../locales/zh-CN';
import { aria } from './aria';
import { Icon } from './Icon';
import { Tap } from './Tap';

const all = [1, 2, 3, 4, 5];

/** Stars to give, or given. */
export const Stars = ({ value, onChange }: { value: number; onChange?: (stars: number) => void }) => (
  <View className={`stars ${onChange ? 'give' : ''}`} {...aria({ label: zh.rate.star(value) })}>
    {all.map((star) => {
      const icon = <Icon key={star} name={star <= value ? 'star-on' : 'star'} size={onChange ? 36 : 20} />;
      return onChange ? (
        <Tap
          key={star}
          role="radio"
          className={`star ${star <= value ? 'on' : ''}`}
          label={zh.rate.star(star)}
          checked={star === value}
          onTap={() => onChange(star)}
        >
          {icon}
        </Tap>
      ) : (
        <View key={star} className={`star ${star <= value ? 'on' : ''}`}>
          {icon}
        </View>
      );
    })}
  </View>
);
