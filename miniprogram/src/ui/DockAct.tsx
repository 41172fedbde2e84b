import { Text } from '@tarojs/components';
import { Icon } from './Icon';
import { Tap } from './Tap';

interface Props {
  icon: string;
  word: string;
  onTap: () => void;
  /** Why it does nothing now. */
  why?: string | null;
}

/** A lesser act beside the one filled button of a dock. */
export const DockAct = ({ icon, word, onTap, why = null }: Props) => (
  <Tap
    className={`dock-act ${why ? 'off' : ''}`}
    label={why ? `${word}，${why}` : word}
    disabled={why !== null}
    onTap={onTap}
  >
    <Icon name={icon} />
    <Text>{word}</Text>
  </Tap>
);
