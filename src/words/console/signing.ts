import { area } from '../area.ts';

/** The words with which a second officer signs. */
export const signing = area({
  en: {
    here: '{name} signs here', passwordOf: 'Password of {name}', passwordMissing: '{name} enters their own password first', hint: 'For this one signature; nobody is signed in by it.', persona: 'A persona of the invented world has no password.', sign: '{name} signs',
    signed: '{name} signed by their own password, {time}', signedElsewhere: '{name} signed in their own session, {time}', outdated: '{name} signed at {time}; records have come in since. They sign again.', own: 'Sign as the second officer', ownDone: 'You have signed. The duty officer can close the flight with you.',
    receiverOfficer: 'Receiver with an account', receiverOfficerHint: 'They sign by their own password, or in their own session.',
    noAccount: 'No account', noAccountDetail: 'Only a name and the giver’s word: weaker evidence than a signature by their own account.',
    ask: 'Lay it before {name}', asked: 'Laid before {name}, {time}: waits for their signature', takeBack: 'Take back', orHere: 'They sign in their own session. Or here and now:', waitsFor: '{name} has not signed yet', whyFirst: 'Choose the reason first', receiverAccount: 'Signed by the account of the receiver',
    offers: 'Laid before receivers', noOffers: 'Nothing laid before a receiver', takeUp: 'Take up again',
    'state.waiting': 'Waits', 'state.signed': 'Signed', 'state.handedOver': 'Handed over', 'state.withdrawn': 'Taken back', 'state.replaced': 'Replaced',
    receive: 'To receive', receiveDetail: { one: '{count} hand-over waits for your signature', other: '{count} hand-overs wait for your signature' }, receiveNone: 'Nothing waits for your signature', receiveNoneDetail: 'What is laid before you at a vehicle or an ambulance appears here by itself.',
    at: 'Laid before you', vehicle: 'Vehicle', to: 'To', kind: 'Kind', flight: 'Flight', given: 'Given', counted: 'Counted', state: 'State', laidBy: 'Handed over by', why: 'Why', hash: 'SHA-256 of what you sign',
    ownCount: 'Your own count', ownCountHint: 'Count the people yourself; Enter signs.', countFirst: 'Count the people first', signNow: 'Sign', signOne: 'Sign for {name}', signedOne: 'Signed: {vehicle}', names: { one: '{count} person', other: '{count} persons' }, seat: 'Seat', chooseOne: 'Choose a hand-over',
    signedBy: 'You signed, {time}', differs: '{given} are given, you counted {received}. Count again together.',
  },
  zh: {
    here: '{name} 在此签署', passwordOf: '{name} 的密码', passwordMissing: '请 {name} 先输入本人密码', hint: '仅用于本次签署，不会登录其账号。', persona: '虚构赛事中的演示人员没有密码。', sign: '{name} 签署',
    signed: '{name} 已以本人密码签署 {time}', signedElsewhere: '{name} 已在本人登录中签署 {time}', outdated: '{name} 于 {time} 签署后又有新记录，请重新签署。', own: '作为复核人签署', ownDone: '您已签署，值班负责人可与您一同销号。',
    receiverOfficer: '有账号的接收人', receiverOfficerHint: '接收人以本人密码签署，或在本人登录中签署。',
    noAccount: '无账号', noAccountDetail: '仅登记姓名并由移交人见证，证明力弱于以本人账号签署。',
    ask: '提请 {name} 签收', asked: '已于 {time} 提请 {name} 签收，等待签署', takeBack: '撤回', orHere: '接收人在本人登录中签署；也可在此当面签署：', waitsFor: '{name} 尚未签署', whyFirst: '请先选择原因', receiverAccount: '接收人以账号签署',
    offers: '已提请签收', noOffers: '尚未提请任何接收人签收', takeUp: '继续办理',
    'state.waiting': '待签署', 'state.signed': '已签署', 'state.handedOver': '已移交', 'state.withdrawn': '已撤回', 'state.replaced': '已被替代',
    receive: '待我签收', receiveDetail: { other: '{count} 项移交待您签署' }, receiveNone: '没有待您签署的移交', receiveNoneDetail: '车辆或救护车旁提请您签收的移交会自动出现在此处。',
    at: '提请时间', vehicle: '车辆', to: '去向', kind: '类别', flight: '航班', given: '移交', counted: '清点', state: '状态', laidBy: '移交人', why: '原因', hash: '签署内容的 SHA-256',
    ownCount: '您清点的人数', ownCountHint: '请自行清点人数；按 Enter 签署。', countFirst: '请先清点人数', signNow: '签署', signOne: '签收 {name}', signedOne: '已签署：{vehicle}', names: { other: '{count} 人' }, seat: '座位', chooseOne: '请选择一项移交',
    signedBy: '您已于 {time} 签署', differs: '移交 {given} 人，您清点 {received} 人。请双方重新清点。',
  },
});
