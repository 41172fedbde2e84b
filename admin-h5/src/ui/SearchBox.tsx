import { useState } from 'react';
import { t } from '../locales/zh-CN/common';

/** Searches when it is sent; its words stand in the address bar. */
export const SearchBox = ({
  label,
  value,
  onValue,
}: {
  label: string;
  value: string;
  onValue: (q: string) => void;
}) => {
  const [text, setText] = useState(value);
  return (
    <form
      className="row g2 grow search"
      onSubmit={(event) => {
        event.preventDefault();
        onValue(text.trim());
      }}
    >
      <input
        className="inp grow"
        aria-label={label}
        placeholder={label}
        value={text}
        maxLength={40}
        onChange={(e) => setText(e.target.value)}
      />
      <button type="submit" className="btn ghost sm">
        {t.search}
      </button>
    </form>
  );
};
