import { Text, View } from '@tarojs/components';

/** Names and what they are, a line each; empty ones are left out. */
export const Facts = ({ items }: { items: readonly (readonly [string, string | null])[] }) => (
  <View className="card pad-card facts">
    {items.map(([name, value]) =>
      value ? (
        <View key={name} className="row">
          <Text className="fact-name">{name}</Text>
          <Text className="grow num">{value}</Text>
        </View>
      ) : null,
    )}
  </View>
);
