import { area } from '../area.ts';

/** The words of what cameras of devices see. */
export const camera = area({
  en: {
    title: 'Camera', around: 'Camera at the time of the alarm', of: 'Camera of {name}', open: 'Show the picture of {name} large', alt: 'What the camera of {name} saw at {time}', ago: '{seconds} s ago', old: '{time} old', gone: 'The bytes of this picture have been destroyed; its digest remains.',
    none: 'No picture in the last 24 hours', noCamera: 'No device with a camera is in service. A radiation localiser or an inspection robot can send pictures once it is approved.', how: 'A device sends a JPEG or PNG of at most 400 kB with its key to /api/devices/messages; it appears here at once.',
    taken: 'Taken', received: 'Received', place: 'Taken at', size: 'Pixels', people: 'A picture may show people. It is kept as raw evidence, and destroyed at the end of its period.',
  },
  zh: {
    title: '摄像画面', around: '报警时的摄像画面', of: '{name}的摄像画面', open: '放大{name}的画面', alt: '{name}的摄像头在 {time} 拍到的画面', ago: '{seconds} 秒前', old: '已过 {time}', gone: '此画面的数据已销毁，数字指纹仍在。',
    none: '24 小时内没有画面', noCamera: '没有带摄像头的设备投用。核辐射定位仪或巡检机器人获批后即可发送画面。', how: '设备用其密钥把不超过 400 kB 的 JPEG 或 PNG 发到 /api/devices/messages，即在此显示。',
    taken: '拍摄时间', received: '接收时间', place: '拍摄位置', size: '像素', people: '画面中可能有人。画面作为原始证据保存，期满即销毁。',
  },
});
