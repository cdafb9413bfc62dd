/** Lists who sees the staff: those who plan and command, and who audits. */
export const staffReaders = ['rosterPlanner', 'dutyOfficer', 'administrator', 'auditor'] as const;

/** Lists who keeps the staff: who plans, and who commands. */
export const staffKeepers = ['rosterPlanner', 'dutyOfficer'] as const;

/** Lists who records what a station has of protective equipment. */
export const stockKeepers = [...staffKeepers, 'healthOfficer', 'sampler', 'disinfection', 'customsOfficer', 'doctor'] as const;
