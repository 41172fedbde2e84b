import { t } from '../../locales/zh-CN/fee';
import type { Bad, FeeForm } from './feeForm';

/** What the parts of the form work on. */
export interface Edit {
  form: FeeForm;
  set: (part: Partial<FeeForm>) => void;
  /** What is wrong with a field, in words; nothing is blamed before somebody tried to save. */
  bad: (field: string) => string | undefined;
}

export const editOf = (
  form: FeeForm,
  set: (part: Partial<FeeForm>) => void,
  bad: Record<string, Bad>,
  tried: boolean,
): Edit => ({
  form,
  set,
  bad: (field) => {
    const fault = bad[field];
    return tried && fault ? t.bad[fault] : undefined;
  },
});
