import type { OutageState } from 'shared-types/announcement';
import type { ShapeName } from '../../ui/Chip';

export const outageShapes: Record<OutageState, ShapeName> = { coming: 'waiting', running: 'due', over: 'done' };
