import { createStore, useStore } from './store';

const printing = matchMedia('print');

/** Paper is narrower than a desk: a page that is being printed keeps the layout that it has. */
const watch = (query: string) => {
  const list = matchMedia(query);
  const store = createStore(list.matches);
  list.addEventListener('change', () => {
    if (!printing.matches) store.set(list.matches);
  });
  return store;
};

const phone = watch('(max-width: 767px)');
const wide = watch('(min-width: 1180px)');

export const useIsPhone = (): boolean => useStore(phone);
/** Room for a side panel beside the page. */
export const useIsWide = (): boolean => useStore(wide);

const themeKey = 'anju.staff.theme';
export type Theme = 'auto' | 'light' | 'dark';
const kept = localStorage.getItem(themeKey);
export const theme = createStore<Theme>(kept === 'light' || kept === 'dark' ? kept : 'auto');

export const setTheme = (next: Theme): void => {
  localStorage.setItem(themeKey, next);
  theme.set(next);
  applyTheme();
};

export const applyTheme = (): void => {
  const value = theme.get();
  if (value === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = value;
};
