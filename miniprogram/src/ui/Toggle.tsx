import { Text, View } from '@tarojs/components';
import { Icon } from './Icon';
import { Tap } from './Tap';
import './toggle.css';

interface Props {
  icon: string;
  word: string;
  why: string;
  on: boolean;
  disabled?: boolean;
  onTap: () => void;
}

/** A row that is on or off. Drawn by us: WeChat's own switch knows neither our colours at night nor a row as one. */
export const Toggle = ({ icon, word, why, on, disabled = false, onTap }: Props) => (
  <Tap className="item" role="switch" checked={on} label={word} disabled={disabled} onTap={onTap}>
    <View className="item-mark">
      <Icon name={icon} size={26} />
    </View>
    <View className="grow">
      <Text className="fs-m w5 line">{word}</Text>
      <Text className="t2 num line">{why}</Text>
    </View>
    <View className={`toggle ${on ? 'on' : ''} ${disabled ? 'off' : ''}`}>
      <View className="toggle-knob" />
    </View>
  </Tap>
);
