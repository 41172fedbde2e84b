import { zh } from '../../../locales/zh-CN';
import { Button } from '../../../ui/Button';

/** The way on in a list, for whoever does not scroll to its end. */
export const More = ({ list }: { list: { hasMore: boolean; busy: boolean; more: () => void } }) =>
  list.hasMore ? (
    <Button
      word={list.busy ? zh.loading : zh.more}
      kind="ghost"
      className="block more"
      disabled={list.busy}
      onTap={list.more}
    />
  ) : null;
