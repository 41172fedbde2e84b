import { categoryName } from '../repair/case.door.js';

/** What may be complained about, in the order in which it is offered: problem types, so that chain rules fit them too. */
const offered = [
  'cleaning',
  'noise',
  'order',
  'gate',
  'service',
  'fees',
  'lift',
  'greening',
  'pest',
  'masonry',
  'other',
] as const;

export const categories: readonly { id: string; name: string }[] = offered.map((id) => ({
  id,
  name: categoryName(id),
}));

export const isOffered = (id: string): boolean => categories.some((one) => one.id === id);
