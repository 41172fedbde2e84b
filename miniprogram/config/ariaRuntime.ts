import { mergeInternalComponents } from '@tarojs/shared';
import { ariaComponents } from './ariaComponents';

// Templates and runtime number a component's attributes in one order: what is added to one must be added to the other,
// or every attribute behind it gets its neighbour's value.
mergeInternalComponents(ariaComponents);
