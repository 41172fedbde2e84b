import type { ErrorCode } from 'shared-types/errors';

interface ErrorText {
  title: string;
  /** What happened and what to do, in a neighbour's words. */
  detail: string;
}

const gone = (what: string): ErrorText => ({
  title: `没有找到这${what}`,
  detail: `没有找到这${what}，可能已经变了，请返回刷新再看。`,
});

/** Every error's words; the compiler asks for each code. */
export const errorTexts: Record<ErrorCode, ErrorText> = {
  'request.malformed': { title: '没看懂', detail: '发来的内容格式不对，请重试。' },
  'request.invalid': { title: '有内容要改一下', detail: '有几处填得不对，请按提示改好再提交。' },
  'request.too_large': { title: '内容太大', detail: '发来的内容太大了，请减少一些再试。' },
  'route.not_found': { title: '没有这个地址', detail: '没有这个地址。' },
  'route.method_not_allowed': { title: '不能这样访问', detail: '这个地址不支持这样访问。' },
  'rate.limited': { title: '太快了', detail: '操作太频繁，请过一会儿再试。' },
  'server.failed': { title: '出错了', detail: '系统出了点问题，已经记下来了。请稍后再试。' },
  'server.busy': { title: '正忙', detail: '系统正忙，请稍后再试。' },
  'upstream.unavailable': { title: '微信那边没有回应', detail: '微信暂时没有回应，请稍后再试。' },

  'idempotency.key_required': { title: '缺少请求编号', detail: '这个操作需要请求编号（Idempotency-Key）。' },
  'idempotency.key_reused': { title: '请求编号重复', detail: '同一个请求编号用在了不同的内容上，请刷新后再试。' },

  'auth.required': { title: '请先登录', detail: '登录已过期，请重新登录。' },
  'auth.bad_credentials': { title: '账号或密码不对', detail: '账号或密码不对，请检查后再试。' },
  'auth.locked': { title: '账号暂时锁定', detail: '密码错了太多次，账号暂时锁定，请过一会儿再试。' },
  'auth.wechat_code_invalid': { title: '微信登录没成功', detail: '微信登录凭证已失效，请重新进入小程序。' },
  'auth.wechat_risky': { title: '微信暂时不让登录', detail: '微信提示这个账号有风险，暂时不能登录，请联系物业。' },
  'auth.phone_code_invalid': { title: '没拿到手机号', detail: '手机号授权已失效，请再点一次按钮。' },
  'auth.password_change_required': { title: '请先改密码', detail: '这是初始密码，请先改成自己的密码。' },
  'auth.password_weak': { title: '密码太简单', detail: '密码至少 8 位，不能是常见密码，也不能和账号一样。' },
  'auth.forbidden': { title: '没有权限', detail: '您的岗位没有这个权限，需要的话请找主管。' },

  'community.not_found': gone('个小区'),
  'house.not_found': gone('套房子'),
  'house.has_open_import': { title: '正在导入', detail: '台账正在导入，请等导入完成后再改。' },
  'person.not_found': gone('个人'),
  'place.not_found': gone('个地方'),
  'place.code_unknown': { title: '不认识这个码', detail: '这不是本小区的码，请对准门牌或公共区域的码再扫一次。' },

  'binding.not_found': gone('条绑定'),
  'binding.already_open': { title: '已经申请过了', detail: '这套房子您已经绑定或正在审核，不用再申请。' },
  'binding.not_pending': { title: '已经处理过了', detail: '这条申请已经处理过了，请刷新再看。' },
  'binding.not_active': { title: '已经解除了', detail: '这条绑定已经解除，不用再操作。' },

  'import.not_found': gone('次导入'),
  'import.row_not_found': gone('一行'),
  'import.unreadable': { title: '读不出这个文件', detail: '读不出这个文件，请用 Excel 另存为 .xlsx 后再试。' },
  'import.closed': { title: '这次导入已经结束', detail: '这次导入已经完成或取消，要改请重新上传。' },
  'import.doubtful_left': { title: '还有疑点', detail: '还有没处理的疑点，请逐行改好、接受或放一边。' },
  'import.nothing_to_do': { title: '没有要导入的', detail: '没有可导入的行：都放到一边了，或者表里没有房屋和车位。' },

  'file.not_found': gone('个文件'),
  'file.type_refused': {
    title: '不支持这种文件',
    detail: '这里只收照片（JPG、PNG、WebP、HEIC）和录音，请换一个。',
  },
  'file.too_large': { title: '文件太大', detail: '文件太大，单个不超过 20 MB（表格 10 MB）。' },
  'file.broken': { title: '文件坏了', detail: '这个文件打不开，可能没有传完整，请换一个再试。' },
  'file.not_yours': { title: '照片没有传好', detail: '有照片或录音没有传好，请删掉重新添加。' },

  'repair.not_found': gone('件报修'),
  'repair.illegal_transition': { title: '现在不能这样操作', detail: '这件报修的进度已经变了，请刷新再看。' },
  'repair.place_refused': { title: '地方不对', detail: '只能为自己绑定的房子或扫码的公共区域报修。' },
  'repair.content_refused': { title: '内容没有通过', detail: '内容里有不合适的文字，请改一下再发。' },
  'repair.urged_enough': { title: '刚催过', detail: '已经催过了，物业正在处理，请过一会儿再催。' },
  'repair.pause_refused': { title: '不能停', detail: '急事没到场前不能停，停的次数和天数也有上限，请看看服务规则。' },
  'repair.rating_exists': { title: '已经评价过了', detail: '这件报修已经评价过了，谢谢您。' },

  'order.not_found': gone('张工单'),
  'order.illegal_transition': { title: '现在不能这样操作', detail: '这张工单的进度已经变了，请刷新再看。' },
  'order.worker_unfit': { title: '不能派给这位', detail: '这位员工已停用，或不接工单，请换一位。' },
  'order.worker_full': { title: '手上已满', detail: '这位师傅手上的单到上限了，先改派一单，或请换一位。' },
  'order.uncertified': { title: '缺证', detail: '这类活要持证上岗，这位没有有效的证，请换一位。' },
  'order.reason_required': { title: '写一下原因', detail: '没有按系统的顺序派，请写明为什么派给这位。' },
  'order.wrong_place': { title: '码不对', detail: '扫的不是这张工单地点的码，请到报修的地方再扫。' },
  'order.photos_missing': { title: '还缺照片', detail: '标准要求的照片还没拍够，补上再完工。' },
  'order.steps_missing': { title: '还有步骤没做', detail: '标准要求的步骤还没做完，做完再完工。' },

  'escalation.not_found': gone('件督办'),
  'escalation.closed': { title: '已经结束了', detail: '这件事已经办结，不用再跟。' },
  'spot_check.not_found': gone('份抽查'),
  'spot_check.judged': { title: '已经查过了', detail: '这份抽查已经有结果了，请刷新再看。' },
  'policy.version_not_found': gone('个版本'),
  'policy.outdated': { title: '规则刚被改过', detail: '有同事刚改过服务规则，请刷新看看新的，再改。' },
  'policy.unchanged': { title: '没有改动', detail: '规则和现在的一样，不用保存。' },

  'staff.not_found': gone('位员工'),
  'staff.username_taken': { title: '账号已有人用', detail: '这个账号已有人用，请换一个。' },
  'staff.self_refused': { title: '不能对自己这样操作', detail: '不能停用自己或改自己的岗位，请找另一位管理员。' },

  'dead_letter.not_found': gone('个任务'),
  'dead_letter.not_dead': { title: '不用再办', detail: '这个任务已经在办或办完了。' },
  'inbox.not_found': gone('条消息'),
};
