import { readPlaceCodeImage, readPlaceQr } from 'shared-types/community';
import { t } from '../../locales/zh-CN/house';
import { CodePicture } from '../../ui/CodePicture';

/** Owners' phones read WeChat's own code; a worker's web page reads only the plain one. */
export const PlaceCodes = ({
  code,
  label,
  onSettled,
}: {
  code: string;
  label: string;
  /** Called once a picture, with null for one that did not come. */
  onSettled?: (url: string | null) => void;
}) => {
  const input = { params: { code } };
  return (
    <div className="codes">
      <CodePicture
        contract={readPlaceCodeImage}
        input={input}
        label={label}
        who={t.forOwner}
        {...(onSettled && { onSettled })}
      />
      <CodePicture
        contract={readPlaceQr}
        input={input}
        label={label}
        who={t.forWorker}
        {...(onSettled && { onSettled })}
      />
    </div>
  );
};
