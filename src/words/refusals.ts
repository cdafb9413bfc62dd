import { area } from './area.ts';

/** One sentence for every refusal code, said to the officer who was refused; `{params}` come with the refusal. */
export const refusals = area({
  en: {
    unknownRefusal: 'Refused ({code}).',
    notSignedIn: 'You are not signed in, or your session has ended. Sign in again.',
    wrongPassword: 'The user name or the password is wrong.',
    tooManyAttempts: 'Too many attempts. Try again later.',
    forbidden: 'Your roles do not allow this.',
    invalidInput: 'Something entered is not valid.',
    notFound: 'It does not exist, or it is not yours to see.',
    busy: 'The server is busy. Nothing was recorded; try again.',
  },
  zh: {
    unknownRefusal: '操作被拒绝（{code}）。',
    notSignedIn: '您尚未登录或登录已失效，请重新登录。',
    wrongPassword: '用户名或密码错误。',
    tooManyAttempts: '尝试次数过多，请稍后再试。',
    forbidden: '您的角色无权执行此操作。',
    invalidInput: '填写内容有误。',
    notFound: '对象不存在，或您无权查看。',
    busy: '服务器繁忙，未作任何记录，请重试。',
  },
});
