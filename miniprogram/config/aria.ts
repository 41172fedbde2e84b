import type { IPluginContext } from '@tarojs/service';

interface WeappTemplate {
  mergeComponents: (ctx: IPluginContext, components: Record<string, Record<string, string>>) => void;
}

/** Screen readers: Taro's templates leave out WeChat's aria attributes (since 2.7.1), so they are added where we use them. */
const aria = {
  'aria-role': 'i.ariaRole',
  'aria-label': 'i.ariaLabel',
  'aria-hidden': 'i.ariaHidden',
  'aria-checked': 'i.ariaChecked',
};

export default (ctx: IPluginContext): void => {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform: { template?: WeappTemplate }) {
      platform.template?.mergeComponents(ctx, {
        View: aria,
        Input: { 'aria-label': 'i.ariaLabel' },
        Textarea: { 'aria-label': 'i.ariaLabel' },
        Switch: { 'aria-label': 'i.ariaLabel' },
      });
    },
  });
};
