import { MAX_JSON_DEPTH } from '../limits.ts'

export type Json =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly sentence: string }

const decoder = new TextDecoder('utf-8', { fatal: true })
const MAYBE_LONG = /[\d.]{16}/
const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g
/** Decimal digits that a double always holds. */
const SAFE_DIGITS = 15

/**
 * UTF-8 JSON. A number with more digits than a double holds is read as a string of its digits, so that none is lost
 * before a contract has seen it.
 */
export function readJson(body: Uint8Array): Json {
  if (body.length === 0) return { ok: false, sentence: 'the body is empty; it must be JSON' }
  let text: string
  try {
    text = decoder.decode(body)
  } catch {
    return { ok: false, sentence: 'the body is not UTF-8; JSON must be' }
  }
  try {
    const value = parseExact(text)
    if (isDeeperThan(value, MAX_JSON_DEPTH))
      return {
        ok: false,
        sentence: `the JSON is nested deeper than ${MAX_JSON_DEPTH} levels, the most that is taken`,
      }
    return { ok: true, value }
  } catch (error) {
    return { ok: false, sentence: `the body is not JSON: ${(error as Error).message.slice(0, 200)}` }
  }
}

/** JSON, with every number that has more digits than a double holds as a string of its digits. Throws a SyntaxError. */
export const parseExact = (text: string): unknown =>
  JSON.parse(MAYBE_LONG.test(text) ? quoteLongNumbers(text) : text)

const quoteLongNumbers = (text: string): string =>
  text.replace(STRING_OR_NUMBER, (token) => (token.startsWith('"') || isExact(token) ? token : `"${token}"`))

function isExact(number: string): boolean {
  const [mantissa = '', exponent = '0'] = number.split(/[eE]/)
  const digits = mantissa.replace(/^-?0*\.?0*/, '').replace('.', '')
  const significant = mantissa.includes('.') ? digits.replace(/0+$/, '') : digits
  return significant.length <= SAFE_DIGITS && Math.abs(Number(exponent)) < 300
}

function isDeeperThan(value: unknown, limit: number): boolean {
  let level = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []))
  }
  return false
}
