import { area } from './area.ts';

/** The words of the messages to people who are called up. */
export const callUpMail = area({
  en: {
    calledSubject: 'You are called up: {skill}, {point}, {from}', called: 'Staff number {number}: you are called up for {skill} at {point}, from {from} until {until} (time of the port).', why: 'Reason: {reason}', answer: 'Please say here whether you come:',
    tell: 'Please tell your planner by telephone whether you come.', stoodDownSubject: 'You are no longer needed: {skill}, {point}, {from}', stoodDown: 'Staff number {number}: the call-up for {skill} at {point}, from {from} until {until} (time of the port), is stood down. You need not come.',
  },
  zh: {
    calledSubject: '征召通知：{point} {skill}，{from}', called: '工号 {number}：现征召您到 {point} 承担{skill}工作，{from} 至 {until}（口岸时间）。', why: '事由：{reason}', answer: '请在此答复是否到岗：',
    tell: '请电话告知排班员是否到岗。', stoodDownSubject: '征召解除：{point} {skill}，{from}', stoodDown: '工号 {number}：{point} {skill}的征召（{from} 至 {until}，口岸时间）已解除，无需到岗。',
  },
});
