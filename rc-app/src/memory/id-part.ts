/** An id as one part of a key whose parts colons separate. */
export const idPart = (id: string): string => id.replace(/[%:]/g, encodeURIComponent);
