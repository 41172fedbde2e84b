import { readDeviceCodeImage, readDeviceQr } from 'shared-types/staffDevice';
import { t } from '../../locales/zh-CN/device';
import { CodePicture } from '../../ui/CodePicture';

interface DeviceCodesProps {
  id: string;
  name: string;
  /** Called once a picture, with null for one that did not come. */
  onSettled: (url: string | null) => void;
}

/** Pictures that one label has. */
export const picturesOfALabel = 2;

/** Owners' phones read WeChat's own code; a web page reads only the plain one. */
export const DeviceCodes = ({ id, name, onSettled }: DeviceCodesProps) => {
  const input = { params: { id } };
  return (
    <div className="codes">
      <CodePicture contract={readDeviceCodeImage} input={input} label={name} who={t.forOwner} onSettled={onSettled} />
      <CodePicture contract={readDeviceQr} input={input} label={name} who={t.forStaff} onSettled={onSettled} />
    </div>
  );
};
