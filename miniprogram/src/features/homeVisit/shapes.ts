import type { VisitStatus } from 'shared-types/homeVisit';
import type { ShapeName } from '../../ui/Chip';

/** A visit's state as one of the seventeen shapes. */
export const visitShapes: Record<VisitStatus, ShapeName> = {
  booked: 'waiting',
  given: 'assigned',
  coming: 'working',
  done: 'done',
  missed: 'review',
  cancelled: 'void',
};
