export type Components = Record<string, Record<string, string>>;

const aria = {
  'aria-role': 'i.ariaRole',
  'aria-label': 'i.ariaLabel',
  'aria-hidden': 'i.ariaHidden',
  'aria-checked': 'i.ariaChecked',
};
const named = { 'aria-label': 'i.ariaLabel' };

/** WeChat's aria attributes by the component on which we use them. */
export const ariaComponents: Components = {
  View: aria,
  Input: named,
  Textarea: named,
  Switch: named,
};
