import { area } from '../area.ts';

/** The words of files kept with a consignment. */
export const goodsFiles = area({
  en: {
    tab: 'Files', title: 'Files of {number}', attach: 'Attach a file', attachTitle: 'Attach files to {number}', kind: 'What it is', choose: 'Choose files', camera: 'Take a photograph',
    limits: 'JPEG, PNG, WebP or PDF, {size} a file at most. Pictures are made smaller and lose place and device before they are sent.',
    none: 'No files yet', noneDetail: 'Documents of the declaration and photographs of the inspection are kept here, each named by its hash.', notLoaded: 'The files cannot be shown now.',
    preparing: 'getting ready', sending: 'being sent', kept: 'kept', same: 'kept already as {name}', failed: 'The file could not be sent. Try again.', again: 'Try again',
    keptBy: '{who} · {when}', byTrader: 'company', byOfficer: 'officer', hash: 'SHA-256 {hash}', openOf: 'Open {name}', saveOf: 'Save {name}', replace: 'Replace', replaceOf: 'Replace {name}', replaceTitle: 'Replace {name}',
    replaceDetail: 'The older file stays and shows what replaced it, and why.', reason: 'Why it is replaced', wrongReason: 'Say in a few words why it is replaced.', replaced: 'replaced: {reason}', replaces: 'in the place of {name}', gone: 'The period of this file is over: its bytes were destroyed, its hash stays.', goneName: 'destroyed',
    examinedIn: 'examined: {steps}', notExamined: 'not examined yet', documents: 'Documents', notAttached: 'not attached', named: 'named as {number}',
    examine: 'Files examined', examineHint: 'What is ticked is named in the record by its hash.', photographs: 'Photographs', photographsHint: 'Take several if need be. What is ticked is kept with the record.', tick: 'Name {name} in the record', noPhotographs: 'No photographs yet.', noDocuments: 'Nothing is attached. Ask for what is missing by a hold, with the company as who acts next.',
    incomplete: 'Documents are missing: {note}', incompletePlain: 'Customs found the documents incomplete.', opens: 'opens in a new tab', popUp: 'The browser kept the new tab shut. Allow it, or save the file.', withFiling: 'Documents', withFilingHint: 'Not needed now: they can be attached until the consignment has ended.', withFilingCount: { one: '{count} file goes with the list', other: '{count} files go with the list' },
    someNotKept: { one: '{count} file was not kept. Attach it on this page.', other: '{count} files were not kept. Attach them on this page.' }, remove: 'Leave out {name}',
  },
  zh: {
    tab: '文件', title: '{number} 的文件', attach: '添加文件', attachTitle: '为 {number} 添加文件', kind: '单证种类', choose: '选择文件', camera: '拍照',
    limits: 'JPEG、PNG、WebP 或 PDF，每个文件不超过 {size}。图片发送前会缩小，并去除位置和设备信息。',
    none: '尚无文件', noneDetail: '报关单证和查验照片保存在此，均以校验值命名。', notLoaded: '现在无法显示文件。',
    preparing: '准备中', sending: '发送中', kept: '已保存', same: '已保存为 {name}', failed: '文件未能发送，请重试。', again: '重试',
    keptBy: '{who} · {when}', byTrader: '企业', byOfficer: '关员', hash: 'SHA-256 {hash}', openOf: '打开 {name}', saveOf: '保存 {name}', replace: '替换', replaceOf: '替换 {name}', replaceTitle: '替换 {name}',
    replaceDetail: '原文件保留，并注明由何文件、因何原因替换。', reason: '替换原因', wrongReason: '请简要说明替换原因。', replaced: '已替换：{reason}', replaces: '替换 {name}', gone: '该文件保存期已满，内容已销毁，校验值保留。', goneName: '已销毁',
    examinedIn: '已审：{steps}', notExamined: '尚未审核', documents: '随附单证', notAttached: '未附', named: '注明编号 {number}',
    examine: '审核的文件', examineHint: '勾选的文件将以校验值写入记录。', photographs: '照片', photographsHint: '可拍摄多张。勾选的照片随记录保存。', tick: '将 {name} 写入记录', noPhotographs: '尚无照片。', noDocuments: '尚无随附文件。缺少的单证可通过扣留要求企业补交。',
    incomplete: '单证不全：{note}', incompletePlain: '海关审核认为单证不全。', opens: '在新标签页打开', popUp: '浏览器阻止了新标签页。请允许打开，或保存文件。', withFiling: '随附单证', withFilingHint: '现在不必提交：在该批物资结束前均可添加。', withFilingCount: { one: '{count} 个文件随清单提交', other: '{count} 个文件随清单提交' },
    someNotKept: { one: '有 {count} 个文件未保存，请在本页添加。', other: '有 {count} 个文件未保存，请在本页添加。' }, remove: '不提交 {name}',
  },
});
