export interface OwnRuleViolation {
  rule: string;
  file: string;
  line: number;
  /** What to do instead. */
  instead: string;
}
export const ownRules: { name: string; instead: string }[];
export function checkSource(file: string, source: string): OwnRuleViolation[];
