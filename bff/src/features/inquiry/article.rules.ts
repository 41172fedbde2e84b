/** When an article answers. Days of the community, both included. */
export interface Validity {
  validFrom: string | null;
  validUntil: string | null;
  retiredAt: Date | null;
}

export const articleState = (
  { validFrom, validUntil, retiredAt }: Validity,
  today: string,
): 'valid' | 'coming' | 'over' | 'retired' => {
  if (retiredAt) return 'retired';
  if (validFrom !== null && today < validFrom) return 'coming';
  return validUntil !== null && today > validUntil ? 'over' : 'valid';
};
