/** The room of an event in `ingress`, also when its text is gone: `laneIn` (admit/admitted.ts) puts it first, and escapes it. */
export const ROOM_OF_LANE = `replace(replace(substr(lane, 1, instr(lane || ':', ':') - 1), '%3A', ':'), '%25', '%')`;
