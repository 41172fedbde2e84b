import { Image, Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import type { Media, MediaBox } from '../lib/media';
import { wx } from '../lib/wx';
import { zh } from '../locales/zh-CN';
import { Icon } from './Icon';
import { Tap } from './Tap';
import './photoGrid.css';

const words = zh.report;

const State = ({ one, onRetry }: { one: Media; onRetry: () => void }) => {
  if (one.state === 'sent') return null;
  if (one.state === 'failed') {
    return (
      <Tap className="pg-state failed" label={`${words.failedRetry} ${one.why ?? ''}`} onTap={onRetry}>
        <Icon name="again" size={18} />
        <Text>{words.failedRetry}</Text>
      </Tap>
    );
  }
  return (
    <View className="pg-state">
      <Text className="num">{one.state === 'waiting' ? words.waitingRetry : words.uploading(one.percent)}</Text>
    </View>
  );
};

/** Its own file; the server's picture of it when that cannot be drawn here; its mere place when neither is there. */
const Thumb = ({ one: { path, sent } }: { one: Media }) => {
  const [broken, setBroken] = useState<string[]>([]);
  const source = [path, sent?.thumb ?? ''].find((address) => address && !broken.includes(address));
  return source ? (
    <Image
      key={source}
      className="photo-picture"
      mode="aspectFill"
      src={source}
      onError={() => setBroken((before) => [...before, source])}
    />
  ) : (
    <View className="pg-blank">
      <Icon name="album" />
    </View>
  );
};

const heic = /\.hei[cf]$/i;
const largeOf = ({ name, path, sent }: Media): string => (heic.test(name) && sent ? sent.large : path);

interface Props {
  box: MediaBox;
  limit?: number;
  locked?: boolean;
}

/** Pictures to send: each shows how far it is; taking more and choosing from the album stand behind them. */
export const PhotoGrid = ({ box, limit = 9, locked = false }: Props) => {
  const pictures = box.media.filter(({ kind }) => kind === 'image');
  const room = limit - pictures.length;
  const pick = (from: 'camera' | 'album'): void => {
    void wx.choosePictures(from === 'camera' ? 1 : room, from).then((files) => {
      if (files.length > 0) box.add(files.slice(0, room), 'image');
      // WeChat holds to the number; a browser's chooser does not.
      if (files.length > room) void Taro.showToast({ title: words.photosFull, icon: 'none' });
    });
  };
  const why = pictures.find((one) => one.why)?.why;
  return (
    <View className="pg">
      {pictures.map((one, index) => (
        <View key={one.id} className="pg-cell">
          <Tap
            className="photo"
            label={zh.detail.photo(index + 1)}
            onTap={() => {
              if (largeOf(one)) wx.showPictures(pictures.map(largeOf).filter(Boolean), largeOf(one));
            }}
          >
            <Thumb one={one} />
          </Tap>
          <State one={one} onRetry={() => box.retry(one.id)} />
          {locked ? null : (
            <Tap
              className="pg-remove"
              label={`${words.remove} ${zh.detail.photo(index + 1)}`}
              onTap={() => box.remove(one.id)}
            >
              <View className="pg-remove-mark">
                <Icon name="close" size={12} />
              </View>
            </Tap>
          )}
        </View>
      ))}
      {room > 0 && !locked ? (
        <>
          <Tap className="pg-add" label={words.takePhoto} onTap={() => pick('camera')}>
            <Icon name="camera" size={22} />
            <Text>{words.takePhoto}</Text>
          </Tap>
          <Tap className="pg-add" label={words.fromAlbum} onTap={() => pick('album')}>
            <Icon name="album" size={22} />
            <Text>{words.fromAlbum}</Text>
          </Tap>
        </>
      ) : null}
      {room <= 0 && !locked ? <Text className="t3 pg-why">{words.photosFull}</Text> : null}
      {why ? <Text className="td pg-why">{why}</Text> : null}
    </View>
  );
};
