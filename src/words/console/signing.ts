import { area } from '../area.ts';

/** The words with which a second officer signs. */
export const signing = area({
  en: {
    here: '{name} signs here', passwordOf: 'Password of {name}', passwordMissing: '{name} enters their own password first', hint: 'For this one signature; nobody is signed in by it.', persona: 'A persona of the invented world has no password.', sign: '{name} signs',
    signed: '{name} signed by their own password, {time}', signedElsewhere: '{name} signed in their own session, {time}', outdated: '{name} signed at {time}; records have come in since. They sign again.', own: 'Sign as the second officer', ownDone: 'You have signed. The duty officer can close the flight with you.',
    receiverOfficer: 'Receiver with an account', receiverOfficerHint: 'They sign by their own password. Without an account the name stands, and that the giver saw them sign.',
  },
  zh: {
    here: '{name} 在此签署', passwordOf: '{name} 的密码', passwordMissing: '请 {name} 先输入本人密码', hint: '仅用于本次签署，不会登录其账号。', persona: '虚构赛事中的演示人员没有密码。', sign: '{name} 签署',
    signed: '{name} 已以本人密码签署 {time}', signedElsewhere: '{name} 已在本人登录中签署 {time}', outdated: '{name} 于 {time} 签署后又有新记录，请重新签署。', own: '作为复核人签署', ownDone: '您已签署，值班负责人可与您一同销号。',
    receiverOfficer: '有账号的接收人', receiverOfficerHint: '接收人以本人密码签署；没有账号的，登记姓名并由移交人见证签字。',
  },
});
