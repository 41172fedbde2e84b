import { View } from '@tarojs/components';
import type { PropsWithChildren } from 'react';
import { aria } from './aria';

interface Props {
  className?: string;
  label?: string;
  onTap: () => void;
  /** What it is for a screen reader; a button unless said otherwise. */
  role?: 'button' | 'link' | 'radio' | 'checkbox' | 'tab' | 'switch';
  checked?: boolean;
  disabled?: boolean;
}

/** Anything that answers a tap; reachable by keyboard in the browser, and read as what it is. */
export const Tap = ({
  className = '',
  label,
  onTap,
  role = 'button',
  checked,
  disabled = false,
  children,
}: PropsWithChildren<Props>) => {
  const act = (): void => {
    if (!disabled) onTap();
  };
  const web =
    process.env.TARO_ENV === 'h5'
      ? {
          tabIndex: disabled ? -1 : 0,
          'aria-disabled': disabled ? true : undefined,
          onKeyDown: (event: { key: string; preventDefault: () => void }) => {
            if (event.key !== 'Enter' && event.key !== ' ') return;
            event.preventDefault();
            act();
          },
        }
      : {};
  return (
    <View
      className={className}
      hoverClass={disabled ? 'none' : 'pressed'}
      hoverStayTime={80}
      {...aria({ role, label, checked })}
      {...web}
      onClick={act}
    >
      {children}
    </View>
  );
};
