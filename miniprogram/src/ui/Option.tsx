import { Text } from '@tarojs/components';
import { Icon } from './Icon';
import { Tap } from './Tap';

interface Props {
  word: string;
  on: boolean;
  onTap: () => void;
  danger?: boolean;
  icon?: string;
  many?: boolean;
}

/** One choice of several; the chosen one has a tick, not only a colour. */
export const Option = ({ word, on, onTap, danger = false, icon, many = false }: Props) => (
  <Tap
    className={`opt ${on ? 'on' : ''} ${danger ? 'danger' : ''}`}
    role={many ? 'checkbox' : 'radio'}
    checked={on}
    label={word}
    onTap={onTap}
  >
    {on ? <Icon name="tick" size={16} /> : icon ? <Icon name={icon} size={18} /> : null}
    <Text>{word}</Text>
  </Tap>
);
