import type { feeIcons } from 'shared-types/billing';
import { Icon, type IconName } from './icons';

const icons: Record<(typeof feeIcons)[number], IconName> = {
  home: 'house',
  water: 'drop',
  power: 'bolt',
  gas: 'lamp',
  parking: 'car',
  shared: 'people',
  other: 'bill',
};

/** The picture of a fee. */
export const FeeIcon = ({ icon, size = 20 }: { icon: (typeof feeIcons)[number]; size?: number }) => (
  <Icon name={icons[icon]} size={size} />
);
