import { area } from '../area.ts';

/** One sentence for every refusal of robots, their missions, spectra and templates. */
export const deviceRefusals = area({
  en: {
    'device-not-robot': 'Only a robot can be sent on a mission. Choose an inspection robot.',
    'robot-not-approved': 'This robot is not in service. Approve it for a station first.',
    'robot-not-online': 'The robot cannot be reached at the moment. Switch it on, or wait until the wall of devices shows it online.',
    'robot-busy': 'The robot has a mission that has not ended. Wait for it or cancel it first.',
    'mission-invalid': 'The robot could not drive this mission: {reason}',
    'mission-unknown': 'There is no such mission. Choose one from the list.',
    'template-no-spectrum': 'The file has no gamma spectrum with an energy calibration. Choose an N42 file that has one.',
    'template-no-model': 'The file does not say which detector model measured it. Enter the model.',
    'spectrum-none': 'This message has no spectrum.',
    'mission-not-returned': 'This mission was not given back: the robot does it, or has done it. Choose one that waits for a person.',
    'mission-ended': 'This mission has ended; there is nothing to cancel.',
  },
  zh: {
    'device-not-robot': '只有机器人可以执行任务，请选择巡检机器人。',
    'robot-not-approved': '该机器人未投入使用，请先批准并指定岗位。',
    'robot-not-online': '暂时无法联系该机器人。请开机，或等待设备墙显示其在线。',
    'robot-busy': '该机器人的任务尚未结束，请等待或先取消该任务。',
    'mission-invalid': '机器人无法执行该任务：{reason}',
    'mission-unknown': '没有此任务，请从列表中选择。',
    'template-no-spectrum': '文件中没有带能量刻度的 γ 能谱，请选择含有能谱的 N42 文件。',
    'template-no-model': '文件未说明探测器型号，请填写型号。',
    'spectrum-none': '该消息不含能谱。',
    'mission-not-returned': '该任务未退回：机器人正在执行、已完成，或已有人接手。请选择等待人工处理的任务。',
    'mission-ended': '该任务已结束，无需取消。',
  },
});
