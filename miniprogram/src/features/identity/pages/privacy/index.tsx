import { Text, View } from '@tarojs/components';
import { zh } from '../../../../locales/zh-CN';
import { Screen } from '../../../../ui/Screen';

const PrivacyPage = () => (
  <Screen title={zh.privacy.title}>
    {zh.privacy.parts.map(([title, words]) => (
      <View key={title} className="card pad-card">
        <Text className="fs-m w6 line">{title}</Text>
        <Text className="t2 line">{words}</Text>
      </View>
    ))}
  </Screen>
);

export default PrivacyPage;
