import { View } from '@tarojs/components';
import { Icon } from './Icon';
import { Tap } from './Tap';
import './tick.css';

interface Props {
  on: boolean;
  label: string;
  disabled?: boolean;
  onTap: () => void;
}

/** A box to tick; its touch area is larger than what is seen. */
export const Tick = ({ on, label, disabled = false, onTap }: Props) => (
  <Tap className="tick" role="checkbox" checked={on} label={label} disabled={disabled} onTap={onTap}>
    <View className={`tick-box ${on ? 'on' : ''} ${disabled ? 'off' : ''}`}>
      {on ? <Icon name="tick" size={16} /> : null}
    </View>
  </Tap>
);
