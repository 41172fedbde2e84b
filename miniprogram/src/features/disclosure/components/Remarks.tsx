import { Text, View } from '@tarojs/components';
import { disclosureWords as words } from '../../../locales/zh-CN/disclosure';

/** What was still open on the day of the report: it counts neither here nor there, and is said. */
export const Remarks = ({ remarks }: { remarks: readonly string[] }) =>
  remarks.length === 0 ? null : (
    <>
      <Text className="fs-m w6 line where">{words.remarks}</Text>
      <View className="card pad-card">
        {remarks.map((remark) => (
          <Text key={remark} className="line num">
            {remark}
          </Text>
        ))}
      </View>
    </>
  );
