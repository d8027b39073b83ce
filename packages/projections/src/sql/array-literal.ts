import { clean, cleanJson } from './clean.ts'

/**
 * Values as one Postgres array literal, which every type's array reads. The driver's own arrays ask the server for types
 * and are slower by far.
 */
export function arrayLiteral(values: readonly unknown[], type: string): string {
  const encode = encoder(type)
  return `{${values.map((value) => (value === null || value === undefined ? 'NULL' : encode(value))).join(',')}}`
}

function encoder(type: string): (value: unknown) => string {
  if (type === 'json' || type === 'jsonb') return (value) => quoted(cleanJson(value))
  if (type.endsWith('[]')) {
    const element = type.slice(0, -2)
    return (value) => quoted(arrayLiteral(value as readonly unknown[], element))
  }
  return (value) => quoted(value instanceof Date ? value.toISOString() : clean(String(value)))
}

const quoted = (text: string): string =>
  /["\\]/.test(text) ? `"${text.replaceAll(/["\\]/g, '\\$&')}"` : `"${text}"`
