import { Text } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { Icon } from './Icon';
import { Tap } from './Tap';

interface Props {
  word: string;
  onTap: () => void;
  /** A page has one `pri`. */
  kind?: 'pri' | 'sec' | 'ghost' | 'dan';
  size?: 'sm' | 'big' | '';
  icon?: string;
  label?: string;
  disabled?: boolean;
  className?: string;
}

export const Button = ({
  word,
  onTap,
  kind = 'sec',
  size = '',
  icon,
  label,
  disabled = false,
  className = '',
}: Props) => (
  <Tap
    className={`btn ${kind} ${size} ${disabled ? 'off' : ''} ${className}`}
    label={label ?? word}
    disabled={disabled}
    onTap={onTap}
  >
    {icon ? <Icon name={icon} size={20} /> : null}
    <Text>{word}</Text>
  </Tap>
);

/** A lone icon is allowed for call, back and close only. */
export const CallButton = ({ phone, label }: { phone: string; label: string }) => (
  <Tap className="btn sec round" label={label} onTap={() => callPhone(phone)}>
    <Icon name="phone" size={22} />
  </Tap>
);

/** Dialling may be declined by the person; that is no error. */
export const callPhone = (phone: string): void => {
  Taro.makePhoneCall({ phoneNumber: phone }).catch(() => undefined);
};
