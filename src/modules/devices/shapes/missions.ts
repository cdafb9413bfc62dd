/** Lists what a robot can be sent for. */
export const missionPurposes = ['patrol', 'secondaryReading', 'delivery'] as const;
/** Is what a robot is sent for. */
export type MissionPurpose = (typeof missionPurposes)[number];

/** Lists what the house notes of a mission, in the usual order; `cancelling` is a person's wish, `returned` means that a person has to do it, `takenOver` that one has said so. */
export const missionNotes = ['sent', 'accepted', 'cancelling', 'finished', 'rejected', 'cancelled', 'returned', 'takenOver'] as const;
/** Is a note on a mission. */
export type MissionNote = (typeof missionNotes)[number];
