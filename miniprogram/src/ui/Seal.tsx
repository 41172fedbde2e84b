import { View } from '@tarojs/components';
import { useAppearance } from '../lib/appearance';
import { zh } from '../locales/zh-CN';
import { palette } from '../styles/generated/palette';
import { aria } from './aria';
import { svgAddress } from './ring';
import './seal.css';

const sealSvg = (colour: string, word: string): string =>
  `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 80 80'><g transform='rotate(-7 40 40)' fill='none' stroke='${colour}'><rect x='9' y='9' width='62' height='62' rx='10' stroke-width='3'/><rect x='14' y='14' width='52' height='52' rx='6.5'/><text x='40' y='38' text-anchor='middle' font-size='14.5' font-weight='700' font-family='sans-serif' fill='${colour}' stroke='none' letter-spacing='1'>${word}</text><path d='M22 46h36'/><path d='m32 54.5 6 5.5 10.5-10.5' stroke-width='3.4' stroke-linecap='round' stroke-linejoin='round'/></g></svg>`;

/** Stands on a report only after its check has passed on this very device (look/README: not decoration). */
export const Seal = () => {
  const { dark } = useAppearance();
  const colour = palette[dark ? 'dark' : 'light'].brand;
  return (
    <View
      className="seal"
      style={{ backgroundImage: svgAddress(sealSvg(colour, zh.seal)) }}
      {...aria({ role: 'img', label: zh.seal })}
    />
  );
};
