import { area } from '../area.ts';

/** One sentence for every refusal of the watch and its hand-over. */
export const dutyRefusals = area({
  en: {
    'shift-wrong': 'A shift ends after it begins and lasts at most {hours} hours. Enter other times.',
    'shift-not-over': 'A sheet says what was recorded until the end of the shift, and that is still to come. Enter an end that has passed.',
    'taker-self': 'Nobody hands the watch over to themselves. Choose another duty officer.',
    'taker-unknown': 'This is no duty officer who can sign in. Choose one from the list.',
    'hand-over-unknown': 'There is no such hand-over. Choose one from the list.',
    'hand-over-not-yours': 'The watch was handed over to {name}, who alone can take it. Ask for another hand-over if that is wrong.',
    'hand-over-taken': 'This watch was taken already. Load the page again.',
    'shown-as-of': 'The page shows a past instant, and the past is not changed. Go back to now, then do it again.',
    'hand-over-newer': 'There is a newer hand-over of this port. Take that one.',
  },
  zh: {
    'shift-wrong': '班次的结束须晚于开始，且最长 {hours} 小时，请改填时间。',
    'shift-not-over': '交接单反映截至班次结束时的记录，而该时间尚未到来。请填写已过去的结束时间。',
    'taker-self': '不能向本人交班，请选择另一名值班长。',
    'taker-unknown': '此人不是可登录的值班长，请从列表中选择。',
    'hand-over-unknown': '没有此交接，请从列表中选择。',
    'hand-over-not-yours': '该班已交给 {name}，只能由其本人接班。如有误，请重新交班。',
    'hand-over-taken': '该班已接，请重新打开页面。',
    'shown-as-of': '页面显示的是过去某一时刻，过去不可更改。请返回当前后再操作。',
    'hand-over-newer': '该口岸已有更新的交接，请接最新的一份。',
  },
});
