import { View } from '@tarojs/components';

/** WeChat wants this component where tabBar.custom is set; the pages draw the bar themselves. */
const CustomTabBar = () => <View />;

export default CustomTabBar;
