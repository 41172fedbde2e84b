import { View } from '@tarojs/components';
import type { ReportVoucher } from 'shared-types/disclosure';
import { absolute } from '../../../lib/api';
import { wx } from '../../../lib/wx';
import { disclosureWords as words } from '../../../locales/zh-CN/disclosure';
import { Button } from '../../../ui/Button';

/** Photos and papers of a voucher; their addresses are short-lived and need no sign-in. */
export const VoucherFiles = ({ files }: { files: ReportVoucher['files'] }) => {
  const pictures = files.filter(({ kind }) => kind === 'image').map(({ url }) => absolute(url));
  const open = (file: ReportVoucher['files'][number], index: number): void => {
    if (file.kind === 'image') wx.showPictures(pictures, absolute(file.url));
    else
      void wx
        .openDocument({ url: absolute(file.url), headers: {}, name: `${words.paper(index + 1)}.pdf` })
        .catch(() => undefined);
  };
  if (files.length === 0) return null;
  return (
    <View className="row g2 wrap">
      {files.map((file, index) => (
        <Button
          key={file.id}
          word={file.kind === 'image' ? words.picture(index + 1) : words.paper(index + 1)}
          icon={file.kind === 'image' ? 'camera' : 'file'}
          size="sm"
          onTap={() => open(file, index)}
        />
      ))}
    </View>
  );
};
