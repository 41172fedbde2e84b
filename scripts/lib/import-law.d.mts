export interface ImportViolation {
  rule: string;
  from: string;
  to: string;
  /** What to do instead. */
  message: string | undefined;
  cycle?: string[];
}
export function findViolations(
  base: string,
  folders: string[],
): Promise<{ violations: ImportViolation[]; modules: number }>;
