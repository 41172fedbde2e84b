import { zh } from '../locales/zh-CN';

/** One picture over the whole page; a tap or Escape closes it, the arrows turn. */
export const showPictures = (urls: string[], current: string): void => {
  let at = Math.max(urls.indexOf(current), 0);
  const shade = document.createElement('div');
  shade.className = 'pictures';
  shade.tabIndex = 0;
  shade.setAttribute('role', 'dialog');
  shade.setAttribute('aria-label', zh.picture);
  const image = document.createElement('img');
  image.alt = '';
  const close = document.createElement('button');
  close.className = 'btn ghost';
  close.textContent = zh.close;
  const next = document.createElement('button');
  next.className = 'btn sec';
  next.textContent = zh.nextPicture;
  const turn = (by: number): void => {
    at = (at + by + urls.length) % urls.length;
    image.src = urls[at] ?? '';
  };
  const end = (): void => shade.remove();
  close.addEventListener('click', end);
  next.addEventListener('click', () => turn(1));
  image.addEventListener('click', end);
  shade.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') end();
    if (key === 'ArrowRight') turn(1);
    if (key === 'ArrowLeft') turn(-1);
  });
  const row = document.createElement('div');
  row.className = 'row g3';
  row.append(close, ...(urls.length > 1 ? [next] : []));
  shade.append(image, row);
  // Inside the frame of the page that is seen, where its colours are; pages below it are still there, hidden.
  const seen = Array.from(document.querySelectorAll<HTMLElement>('.screen')).find(
    ({ offsetParent }) => offsetParent !== null,
  );
  (seen ?? document.body).append(shade);
  turn(0);
  shade.focus();
};
