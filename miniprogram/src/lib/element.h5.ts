/** A piece of the page outside React, for what stands in for WeChat's own windows. */
export const element = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  text = '',
): HTMLElementTagNameMap[K] => {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
};

/** A sheet over the page, in the theme of the page that is seen; answers how to take it away. */
export const openSheet = (label: string, ...content: HTMLElement[]): (() => void) => {
  const seen = Array.from(document.querySelectorAll<HTMLElement>('.screen')).find(
    ({ offsetParent }) => offsetParent !== null,
  );
  const shade = element('div', `${seen?.className ?? 'screen'} scan-sheet`);
  const sheet = element('div', 'sheet-body');
  sheet.setAttribute('role', 'dialog');
  sheet.setAttribute('aria-label', label);
  sheet.append(...content);
  shade.append(sheet);
  document.body.append(shade);
  return () => shade.remove();
};
