import type { OrderStatus } from 'shared-types/repair';
import type { StatusName } from '../../ui/Chip';

const chips: Record<OrderStatus, StatusName> = {
  waiting: 'waiting',
  assigned: 'assigned',
  accepted: 'assigned',
  arrived: 'working',
  finished: 'done',
  cancelled: 'void',
};

export const orderChip = (status: OrderStatus): StatusName => chips[status];
