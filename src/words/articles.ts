import { area } from './area.ts';

/** The words of the desk of personal articles and of the public checker. Kinds, needs and travellers have theirs in the guide. */
export const articles = area({
  en: {
    title: 'Personal articles', detail: 'What a traveller carries: the verdict stands beside each row while you type.', traveller: 'Traveller', 'class.resident': 'Resident', 'class.visitor': 'Visitor', person: 'Accreditation', personHint: 'Only for what leaves again; otherwise leave it empty.',
    carried: 'What is carried', kind: 'Article', amount: 'Amount', value: 'Value, CNY', taxClass: 'Tax class', 'tax.1': '1 books, food, computers', 'tax.2': '2 clothes, cameras, sport', 'tax.3': '3 jewellery, alcohol', medicine: 'Medicine', medicineHint: 'Looked up only; its name is not kept.', notListed: 'Not found in the list', listedAs: '{name}: class {class}', serial: 'Serial number', shown: 'Shown', decision: 'Decision', reference: 'Receipt',
    'unit.valueCny': 'CNY', 'unit.valueUsd': 'USD', 'unit.piece': 'pieces', 'unit.gram': 'g', 'unit.litre': 'l', 'unit.dose': 'doses',
    'decision.letIn': 'let in', 'decision.taxed': 'taxed', 'decision.kept': 'kept', 'decision.returned': 'returned', 'decision.declared': 'declared in writing',
    'verdict.free': 'free', 'verdict.tax': '{excess} {unit} above the limit: tax {tax} CNY', 'verdict.taxUnknown': '{excess} {unit} above the limit: value needed', 'verdict.declare': '{excess} {unit} above the limit: declare in writing', 'verdict.show': 'show: {needs}', 'verdict.shown': 'everything was shown', 'verdict.exempt': '{excess} {unit} above the limit: tax too small to collect',
    'applied.limit': 'Limit {value}', 'applied.rate': 'Rate {value}', since: 'since {day}',
    'channel.green': 'Green channel', 'channel.red': 'Red channel', total: 'Tax {tax} CNY', exempt: 'The tax is at most 50 CNY and is not collected.', unknown: 'Enter the values to see the tax.', record: 'Record', recorded: 'Recorded. Tax {tax} CNY.', add: 'Add an article', remove: 'Remove row {position}', nothing: 'Enter what the traveller carries.', row: 'Row {position}',
    today: 'Today', records: { one: '{count} traveller', other: '{count} travellers' }, taxToday: 'Tax {tax} CNY', none: 'Nothing recorded today', leaving: 'Must leave again', leavingNone: 'Nothing must leave', leave: 'Record the exit', leaveTitle: 'Who takes it out?', left: 'The exit is recorded.', cancel: 'Cancel', at: 'Time', tax: 'Tax, CNY', listed: 'under doping rules',
    checkTitle: 'Green or red channel?', checkLead: 'Say what you carry and see which channel you take and why. Nothing that you enter is kept.', check: 'Check', checkAgain: 'Change what I carry', iAm: 'I am', quantity: 'How much', checkMedicine: 'I carry medicines', checkListed: 'One of them is under doping rules', checkAlso: 'I carry', substances: 'Substances under doping rules that are carried most', substancesNote: 'This list is not complete: ask your team doctor. Source: WADA Prohibited List 2022; the class of each is still to be verified.', amountWrong: '{article}: enter a number, like 400 or 1.5.', result: 'Your channel', why: 'Why', allFree: 'Nothing exceeds a limit and nothing must be shown.', link: 'Check what you carry', valueOf: 'Value of all of it, CNY', estimated: 'Tax at these values: {tax} CNY',
  },
  zh: {
    title: '个人物品', detail: '录入旅客携带物品，每行即时显示结论。', traveller: '旅客', 'class.resident': '居民旅客', 'class.visitor': '非居民旅客', person: '注册卡号', personHint: '仅用于须复带出境的物品，其他情形留空。',
    carried: '携带物品', kind: '物品', amount: '数量', value: '价值（元）', taxClass: '税目', 'tax.1': '一 书刊、食品、电脑', 'tax.2': '二 服装、相机、运动用品', 'tax.3': '三 首饰、烟酒', medicine: '药品名称', medicineHint: '仅供查询，不保存名称。', notListed: '目录中未找到', listedAs: '{name}：{class} 类', serial: '序列号', shown: '已出示', decision: '处理', reference: '单据号',
    'unit.valueCny': '元', 'unit.valueUsd': '美元', 'unit.piece': '件', 'unit.gram': '克', 'unit.litre': '升', 'unit.dose': '剂',
    'decision.letIn': '放行', 'decision.taxed': '征税', 'decision.kept': '暂存', 'decision.returned': '退运', 'decision.declared': '书面申报',
    'verdict.free': '免税放行', 'verdict.tax': '超限 {excess} {unit}：税款 {tax} 元', 'verdict.taxUnknown': '超限 {excess} {unit}：请填写价值', 'verdict.declare': '超限 {excess} {unit}：须书面申报', 'verdict.show': '须出示：{needs}', 'verdict.shown': '已出示齐全', 'verdict.exempt': '超限 {excess} {unit}：税额低，予以免征',
    'applied.limit': '限额 {value}', 'applied.rate': '税率 {value}', since: '{day} 起',
    'channel.green': '绿色通道', 'channel.red': '红色通道', total: '税款 {tax} 元', exempt: '税额在 50 元以下，予以免征。', unknown: '请填写价值以计算税款。', record: '记录', recorded: '已记录，税款 {tax} 元。', add: '添加一项', remove: '删除第 {position} 行', nothing: '请录入旅客携带物品。', row: '第 {position} 行',
    today: '今日记录', records: { other: '{count} 名旅客' }, taxToday: '税款 {tax} 元', none: '今日尚无记录', leaving: '待复带出境', leavingNone: '没有待带出物品', leave: '登记带出', leaveTitle: '由谁带出？', left: '已登记带出。', cancel: '取消', at: '时间', tax: '税款（元）', listed: '属兴奋剂目录',
    checkTitle: '走绿色通道还是红色通道？', checkLead: '填写携带物品，即可知道应走的通道和原因。所填内容不保存。', check: '查询', checkAgain: '修改携带物品', iAm: '我是', quantity: '数量', checkMedicine: '我携带药品', checkListed: '其中有兴奋剂目录所列药品', checkAlso: '我携带', substances: '常见的兴奋剂目录所列物质', substancesNote: '本表并不完整，请咨询队医。来源：世界反兴奋剂机构2022年禁用清单，各项类别尚待核实。', amountWrong: '{article}：请填写数字，如 400 或 1.5。', result: '应走通道', why: '原因', allFree: '没有超过限额，也没有须出示的物品。', link: '查询携带物品', valueOf: '总价值（元）', estimated: '按所填价值计税：{tax} 元',
  },
});
