/** GraphQL says null where a field is left out; contracts do not know null. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([, v]) => v !== null)
  return Object.fromEntries(kept.map(([k, v]) => [k, withoutNulls(v)]))
}
