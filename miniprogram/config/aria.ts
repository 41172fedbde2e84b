import path from 'node:path';
import type { IPluginContext } from '@tarojs/service';
import type { Components } from './ariaComponents';

interface WeappPlatform {
  template?: { mergeComponents: (ctx: IPluginContext, components: Components) => void };
  runtimePath?: string | string[];
}

/** Screen readers: Taro's templates leave out WeChat's aria attributes (since 2.7.1), so they are added where we use them. */
export default (ctx: IPluginContext, { components }: { components: Components }): void => {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform: WeappPlatform) {
      if (!platform.template) return;
      platform.template.mergeComponents(ctx, components);
      platform.runtimePath = [platform.runtimePath ?? [], path.join(__dirname, 'ariaRuntime.ts')].flat();
    },
  });
};
