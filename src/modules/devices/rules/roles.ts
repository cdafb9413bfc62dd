import type { Role } from '../../../kernel/officer.ts';

/** Lists who sees the devices of the port. */
export const deviceReaders: readonly Role[] = ['administrator', 'dutyOfficer', 'healthOfficer', 'customsOfficer', 'laboratory', 'disinfection', 'gate', 'auditor'];
/** Lists who sees alarms with their evidence. */
export const alarmReaders: readonly Role[] = ['administrator', 'dutyOfficer', 'healthOfficer', 'customsOfficer', 'auditor'];
/** Lists who makes devices known and approves them. */
export const deviceKeepers: readonly Role[] = ['administrator', 'dutyOfficer'];
/** Lists who takes a device out of service. */
export const deviceSuspenders: readonly Role[] = [...deviceKeepers, 'customsOfficer', 'healthOfficer'];
/** Lists who records calibrations and checks. */
export const deviceCheckers: readonly Role[] = [...deviceSuspenders, 'laboratory'];
/** Lists who sends robots on missions, cancels them, and takes over what they did not do. */
export const missionSenders: readonly Role[] = ['customsOfficer', 'healthOfficer', 'dutyOfficer'];
/** Lists who says where robots may be. */
export const zoneKeepers: readonly Role[] = ['customsOfficer', 'dutyOfficer', 'administrator'];
/** Lists who keeps the templates that identification compares with. */
export const templateKeepers: readonly Role[] = ['administrator', 'dutyOfficer', 'customsOfficer'];
/** Lists who works alarms to their end. */
export const alarmOfficers: readonly Role[] = ['customsOfficer', 'healthOfficer', 'dutyOfficer'];
