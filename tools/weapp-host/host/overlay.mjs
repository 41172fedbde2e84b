const place = document.getElementById('overlay');

/** Lays a sheet over the page; answers the function that takes it away. */
export const overlay = (html, { bottom = false } = {}) => {
  const mask = document.createElement('div');
  mask.className = `wx-mask${bottom ? ' bottom' : ''}`;
  mask.innerHTML = html;
  place.append(mask);
  return () => mask.remove();
};

/** Buttons of a dialog, in one list; `chosen` gets the index. */
export const choices = (mask, texts, main, chosen) => {
  mask.append(
    ...texts.map((text, index) => {
      const item = document.createElement('div');
      item.className = `wx-choice${index === main ? ' main' : ''}`;
      item.setAttribute('role', 'button');
      item.textContent = text;
      item.onclick = () => chosen(index);
      return item;
    }),
  );
};

/** A list at the bottom of the screen. */
export const sheet = (texts, chosen) => {
  const close = overlay('<div class="wx-sheet"><div class="wx-list"></div></div>', { bottom: true });
  choices(place.lastElementChild.querySelector('.wx-list'), texts, -1, (index) => {
    close();
    chosen(index);
  });
  return close;
};
