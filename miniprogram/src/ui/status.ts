import type { RepairStatus } from 'shared-types/repair';
import type { ShapeName } from './Chip';

/** A request's state as one of the seventeen shapes. */
export const statusShape: Record<RepairStatus, ShapeName> = {
  submitted: 'waiting',
  assigned: 'assigned',
  working: 'working',
  done: 'asking',
  closed: 'done',
  cancelled: 'void',
};
