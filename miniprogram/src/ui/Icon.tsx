import { View } from '@tarojs/components';
import { aria } from './aria';

interface Props {
  name: string;
  size?: number;
  className?: string;
}

/** An icon in the colour of its text; the word beside it says what it means, so readers skip it. */
export const Icon = ({ name, size = 24, className = '' }: Props) => (
  <View
    className={`ic i-${name} ${className}`}
    style={{ width: `${size}px`, height: `${size}px` }}
    {...aria({ hidden: true })}
  />
);
