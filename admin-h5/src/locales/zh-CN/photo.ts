/** Words of picking photos. */
export const t = {
  addPhoto: '拍照',
  sending: '在传…',
  removePhoto: (n: number) => `去掉第 ${n} 张照片`,
};
