const soonDays = 30;
const dayMs = 86_400_000;

/** A paper holds through its last day; in the thirty days before it people are told. Days are YYYY-MM-DD; empty: still typed. */
export const certificateState = (validUntil: string, today: string): 'valid' | 'soon' | 'expired' => {
  if (!validUntil) return 'valid';
  if (validUntil < today) return 'expired';
  return Date.parse(validUntil) - Date.parse(today) <= soonDays * dayMs ? 'soon' : 'valid';
};
