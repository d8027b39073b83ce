/** Log positions are decimal strings without leading zeros: negative, zero or positive as `a` is before, at or after `b`. */
export function comparePositions(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length
  if (a === b) return 0
  return a < b ? -1 : 1
}

export const later = (a: string, b: string): string => (comparePositions(a, b) < 0 ? b : a)
