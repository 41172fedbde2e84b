import { Text, View } from '@tarojs/components';
import type { PropsWithChildren, ReactNode } from 'react';
import { formatFen } from 'shared-types/money';
import { aria } from './aria';
import { Icon } from './Icon';
import { Money } from './Money';
import { Tap } from './Tap';
import './slip.css';

interface RowProps {
  icon: string;
  name: string;
  fen: number;
  /** The arithmetic, a line each. */
  words: readonly string[];
  /** What takes from the sum: coupons, prepayments. */
  credit?: boolean;
  /** In front of the icon: a tick box where rows can be chosen. */
  lead?: ReactNode;
  /** Opens what stands behind the amount. */
  onTap?: () => void;
}

/** One bill: its name, its amount and the arithmetic below. */
export const SlipRow = ({
  icon,
  name,
  fen,
  words,
  credit = false,
  lead,
  onTap,
  children,
}: PropsWithChildren<RowProps>) => {
  const content = (
    <>
      <Icon name={icon} className={`slip-icon ${credit ? 'tb' : 't2'}`} />
      <View className="grow">
        <View className="row g2">
          <Text className="fs-m w5 grow">{name}</Text>
          <Money fen={fen} className="fs-m" />
        </View>
        {words.map((line) => (
          <Text key={line} className="t2 num line slip-words">
            {line}
          </Text>
        ))}
        {children}
      </View>
    </>
  );
  return (
    <View className={`slip-row ${credit ? 'tb' : ''}`}>
      {lead}
      {onTap ? (
        <Tap className="slip-main" role="link" label={`${name} ${formatFen(fen)} ${words.join('，')}`} onTap={onTap}>
          {content}
        </Tap>
      ) : (
        <View className="slip-main">{content}</View>
      )}
    </View>
  );
};

/** Paper with a perforated edge: rows above it, what they come to below. */
export const Slip = ({ children, sum, className = '' }: PropsWithChildren<{ sum: ReactNode; className?: string }>) => (
  <View className={`card slip ${className}`}>
    {children}
    <View className="slip-edge" {...aria({ hidden: true })} />
    <View className="slip-sum">{sum}</View>
  </View>
);
