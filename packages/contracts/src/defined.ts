/** The object without its members that are undefined: what is not said is not written. */
export function defined<T extends object>(data: T): T {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined)) as T
}
