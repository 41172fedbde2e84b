import type { PassState } from 'shared-types/access';
import type { ShapeName } from '../../ui/Chip';

/** The shape of a pass's state. */
export const passShapes: Record<PassState, ShapeName> = {
  soon: 'waiting',
  open: 'valid',
  used: 'done',
  over: 'void',
  revoked: 'void',
};
