/** For the one button of a layer that has just opened. */
export const focusNow = (element: HTMLElement | null): void => element?.focus();
