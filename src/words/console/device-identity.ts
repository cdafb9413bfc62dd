import { area } from '../area.ts';

/** The words of how a device shows who it is: certificates with their fingerprints, waiting, registered, revoked. */
export const deviceIdentity = area({
  en: {
    tab: 'Identity', act: 'Actions', certificate: 'Certificate of the device', certificates: 'Certificates of this device', none: 'No certificate', noneDetail: 'The device shows who it is by its key. Register the certificate that it uses for TLS, or let it connect once: it then waits on the wall of devices.',
    fingerprint: 'SHA-256 fingerprint', subject: 'Subject', issuer: 'Issuer', validity: 'Valid', fromTo: '{from} to {until}', state: 'State', serialNumber: 'Number', history: 'What was decided', reason: 'Reason', cancel: 'Cancel', device: 'Device',
    'state.waiting': 'Waits for a decision', 'state.revoked': 'Revoked', 'state.notYet': 'Not valid yet', 'state.expired': 'Expired', 'state.due': 'Ends soon', 'state.valid': 'Valid',
    'decision.bound': 'registered', 'decision.revoked': 'revoked', decided: '{at}: {what} by {who}. {reason}', byAuthority: 'the authority of the port', 'cameBy.console': 'Registered here', 'cameBy.mqtt': 'Shown over MQTT', 'cameBy.http': 'Shown over HTTPS', 'cameBy.mllp': 'Shown over MLLP',
    keyAccepted: 'Its key identifies the device as well. The setting identity=certificate ends that.', keyNotAccepted: 'The device is known by its certificate alone: its key opens nothing (setting identity=certificate).',
    register: 'Register a certificate', registerTitle: 'Register a certificate of {name}', registerDetail: 'The certificate alone, never the private key. From then on whoever proves to have its key speaks for this device, and for no other.', paste: 'Certificate (PEM)', pasteHint: 'Paste the text from BEGIN CERTIFICATE to END CERTIFICATE.', chooseFile: 'Choose a file', fileTitle: 'Or a file', fileDetail: 'PEM, as .pem or .crt', registered: 'The certificate is registered.', wrongPaste: 'Paste a certificate or choose its file.', wrongReason: 'Say the reason in at least three characters.',
    waitingTitle: { one: '{count} certificate waits for a decision', other: '{count} certificates wait for a decision' }, waitingDetail: 'Compare the fingerprint with what the device itself shows before you approve.', claims: 'Wants to speak for {name}', claimsNone: 'Does not say which device it is', bind: 'Approve', bindOne: 'Approve the certificate {subject}', bindTitle: 'Approve a certificate', chooseDevice: 'Choose the device', wrongDevice: 'Choose the device whose certificate this is.', bound: 'The certificate is approved for {name}.', compared: 'I have compared the fingerprint with what the device shows', wrongCompared: 'Compare the fingerprint first.',
    revoke: 'Revoke', revokeOne: 'Revoke the certificate {subject}', turnAway: 'Turn away', revokeTitle: 'Revoke this certificate for good', revokeDetail: 'Whoever shows it is nobody from now on, and a connection that stands on it is cut within a second or two. It cannot be registered again.', revoked: 'The certificate is revoked.',
  },
  zh: {
    tab: '身份', act: '操作', certificate: '设备证书', certificates: '本设备的证书', none: '没有证书', noneDetail: '该设备凭密钥表明身份。请登记其用于 TLS 的证书，或让设备连接一次：证书随后会在设备墙上等待处理。',
    fingerprint: 'SHA-256 指纹', subject: '主体', issuer: '颁发者', validity: '有效期', fromTo: '{from} 至 {until}', state: '状态', serialNumber: '编号', history: '处理记录', reason: '理由', cancel: '取消', device: '设备',
    'state.waiting': '等待处理', 'state.revoked': '已吊销', 'state.notYet': '尚未生效', 'state.expired': '已过期', 'state.due': '即将到期', 'state.valid': '有效',
    'decision.bound': '登记', 'decision.revoked': '吊销', decided: '{at}：{who}{what}。{reason}', byAuthority: '口岸证书机构', 'cameBy.console': '在此登记', 'cameBy.mqtt': '经 MQTT 出示', 'cameBy.http': '经 HTTPS 出示', 'cameBy.mllp': '经 MLLP 出示',
    keyAccepted: '设备密钥同样可以表明身份；设置 identity=certificate 后即不再接受密钥。', keyNotAccepted: '该设备只凭证书表明身份，密钥无效（设置 identity=certificate）。',
    register: '登记证书', registerTitle: '登记{name}的证书', registerDetail: '只需证书，绝不要提供私钥。此后凡能证明持有其私钥者即代表本设备，且只能代表本设备。', paste: '证书（PEM）', pasteHint: '粘贴从 BEGIN CERTIFICATE 到 END CERTIFICATE 的文本。', chooseFile: '选择文件', fileTitle: '或选择文件', fileDetail: 'PEM 格式，.pem 或 .crt', registered: '证书已登记。', wrongPaste: '请粘贴证书或选择证书文件。', wrongReason: '请填写理由，至少三个字。',
    waitingTitle: { other: '{count} 个证书等待处理' }, waitingDetail: '批准前请与设备自身显示的指纹核对。', claims: '请求代表{name}', claimsNone: '未说明是哪台设备', bind: '批准', bindOne: '批准证书 {subject}', bindTitle: '批准证书', chooseDevice: '选择设备', wrongDevice: '请选择该证书所属的设备。', bound: '已批准证书用于{name}。', compared: '我已与设备显示的指纹核对一致', wrongCompared: '请先核对指纹。',
    revoke: '吊销', revokeOne: '吊销证书 {subject}', turnAway: '拒绝', revokeTitle: '永久吊销该证书', revokeDetail: '此后出示该证书者一律不予承认，凭其建立的连接会在一两秒内切断。吊销后不可再次登记。', revoked: '证书已吊销。',
  },
});
