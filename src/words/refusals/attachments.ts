import { area } from '../area.ts';

/** One sentence for every refusal of a file that is to be kept with a consignment. */
export const attachmentRefusals = area({
  en: {
    'attachment-too-large': '{name} is larger than {megabytes} MB, the most that is kept as one file. Scan it in grey at 200 dots per inch, or part it into several files.',
    'attachment-too-many': '{number} has {most} files already, the most that are kept with one consignment. Put several pages into one PDF.',
    'attachment-unknown-format': '{name} is no JPEG, PNG, WebP or PDF by its content, whatever its name says. Export it as PDF, or photograph the paper.',
    'attachment-heif': '{name} is a HEIC or AVIF picture, which many browsers cannot show. Set the camera to “Most compatible” (JPEG), or export the picture as JPEG.',
    'attachment-tiff': '{name} is a TIFF, which browsers cannot show. Save it as PDF, or set the scanner to PDF or JPEG.',
    'attachment-broken': '{name} did not arrive whole, or is damaged: its content stops before its end. Open it on your own device; if it is whole there, choose it again, else save it anew.',
    'attachment-locked': '{name} is a PDF with a password, which nobody could open later. Save it without a password, or print it into a new PDF.',
    'attachment-pixels': '{name} measures {width} × {height} pixels, too many to be looked at on a station. Make the picture smaller.',
    'attachment-not-picture': '{name} is no picture. Choose what the document is instead of “Photograph”.',
    'attachment-unknown': 'No such file is kept with this consignment. Load the page again and choose one from its list.',
    'attachment-gone': 'The period of this file is over and its bytes were destroyed; its hash stays. It cannot be opened or examined any more.',
    'attachment-same': 'These are the bytes of {name}, which is kept with this consignment already. Choose the right file.',
    'attachment-superseded': '{name} was replaced by a newer file already. Load the page again and replace the newest one.',
    'attachment-of-others': '{name} was given by the other side, and only they replace it. Add your own file beside it.',
    'evidence-by-action': 'Files are named by {action}, which looks whether they are kept with the consignment. Record the step there.',
  },
  zh: {
    'attachment-too-large': '{name} 超过单个文件上限 {megabytes} MB。请以 200 dpi 灰度扫描，或拆分为多个文件。',
    'attachment-too-many': '{number} 已有 {most} 个文件，达到每批物资的上限。请将多页合并为一个 PDF。',
    'attachment-unknown-format': '{name} 的内容不是 JPEG、PNG、WebP 或 PDF（不论文件名如何）。请导出为 PDF，或拍摄纸质单证。',
    'attachment-heif': '{name} 是 HEIC 或 AVIF 图片，许多浏览器无法显示。请将相机设为“兼容性最佳”（JPEG），或将图片导出为 JPEG。',
    'attachment-tiff': '{name} 是 TIFF 图片，浏览器无法显示。请另存为 PDF，或将扫描仪设为 PDF 或 JPEG。',
    'attachment-broken': '{name} 未完整送达或已损坏：内容在结尾之前中断。请先在本机打开；若本机完好，请重新选择，否则请重新保存。',
    'attachment-locked': '{name} 是设有密码的 PDF，日后无人能打开。请去除密码后保存，或打印为新的 PDF。',
    'attachment-pixels': '{name} 为 {width} × {height} 像素，过大，工位上无法查看。请缩小图片。',
    'attachment-not-picture': '{name} 不是图片。请选择该单证的种类，而不是“照片”。',
    'attachment-unknown': '该批物资没有此文件。请重新载入页面并从列表中选择。',
    'attachment-gone': '该文件的保存期已满，内容已销毁，校验值保留。不能再打开或审核。',
    'attachment-same': '内容与已保存的 {name} 完全相同。请选择正确的文件。',
    'attachment-superseded': '{name} 已被更新的文件替换。请重新载入页面并替换最新文件。',
    'attachment-of-others': '{name} 由对方提交，只能由对方替换。请在其旁另行添加文件。',
    'evidence-by-action': '文件须经 {action} 指明，由其核对文件是否随该批物资保存。请在该处记录。',
  },
});
