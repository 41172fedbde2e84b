import { Image } from '@tarojs/components';
import type { FileView } from 'shared-types/file';
import { absolute } from '../lib/api';
import { wx } from '../lib/wx';
import { zh } from '../locales/zh-CN';
import { AudioBubble } from './AudioBubble';
import { Strip } from './Screen';
import { Tap } from './Tap';

/** Pictures and recordings in the order they were sent; a tap opens them large. */
export const Photos = ({ files }: { files: readonly FileView[] }) => {
  const pictures = files.filter(({ kind }) => kind === 'image');
  const large = pictures.map(({ url }) => absolute(url));
  if (files.length === 0) return null;
  return (
    <Strip className="photos">
      {pictures.map(({ id, url, thumbUrl }, index) => (
        <Tap
          key={id}
          className="photo"
          label={zh.detail.photo(index + 1)}
          onTap={() => wx.showPictures(large, large[index] ?? '')}
        >
          <Image className="photo-picture" mode="aspectFill" lazyLoad src={absolute(thumbUrl ?? url)} />
        </Tap>
      ))}
      {files
        .filter(({ kind }) => kind === 'audio')
        .map(({ id, url, durationMs }) => (
          <AudioBubble key={id} address={absolute(url)} durationMs={durationMs ?? 0} />
        ))}
    </Strip>
  );
};
