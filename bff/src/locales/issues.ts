import type { z } from 'shared-types/schemas';

type Issue = z.core.$ZodIssue;

const tooSmall = (issue: Extract<Issue, { code: 'too_small' }>): string => {
  if (issue.origin === 'string') return Number(issue.minimum) <= 1 ? '不能空着' : `至少 ${issue.minimum} 个字`;
  if (issue.origin === 'array') return `至少要 ${issue.minimum} 个`;
  return `不能小于 ${issue.minimum}`;
};

const tooBig = (issue: Extract<Issue, { code: 'too_big' }>): string => {
  if (issue.origin === 'string') return `最多 ${issue.maximum} 个字`;
  if (issue.origin === 'array') return `最多 ${issue.maximum} 个`;
  return `不能大于 ${issue.maximum}`;
};

/** What is wrong with an input, in the user's words. */
export const issueText = (issue: Issue): string => {
  if (issue.code === 'too_small') return tooSmall(issue);
  if (issue.code === 'too_big') return tooBig(issue);
  if (issue.code === 'invalid_value') return '不在可选的范围里';
  if (issue.code === 'invalid_type') return issue.input === undefined ? '要填这一项' : '填得不对';
  return '格式不对';
};

/** Path of each bad field -> its words. */
export const issueFields = (issues: readonly Issue[]): Record<string, string> => {
  const fields: Record<string, string> = {};
  for (const issue of issues.slice(0, 20)) {
    const path = issue.path.map(String).join('.') || 'body';
    fields[path] ??= issueText(issue);
  }
  return fields;
};
