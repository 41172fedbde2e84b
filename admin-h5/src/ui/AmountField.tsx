import type { ComponentProps } from 'react';
import { TextField } from './Field';

/** An amount in yuan, as people write it; whoever shows it reads it with parseYuan. */
export const AmountField = (props: Omit<ComponentProps<typeof TextField>, 'inputMode'>) => (
  <TextField {...props} inputMode="decimal" />
);
