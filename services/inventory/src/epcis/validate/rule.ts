import { asList, isObject, show } from '../json.ts'
import type { Place } from './place.ts'

/** What a value must be: a phrase for sentences, and the check, which reports at the place. */
export interface Rule {
  readonly expects: string
  check(value: unknown, at: Place): void
}

export const scalar = (expects: string, holds: (value: unknown, at: Place) => boolean): Rule => ({
  expects,
  check(value, at) {
    if (!holds(value, at)) at.fault(`must be ${expects}; it is ${show(value)}`)
  },
})

interface ListOptions {
  readonly min?: number
  readonly unique?: boolean
}

/** A list; a single value is taken as a list of one, as JSON-LD does. */
export const list = (of: Rule, { min = 0, unique = false }: ListOptions = {}): Rule => ({
  expects: `a list, each entry ${of.expects}`,
  check(value, at) {
    const entries = asList(value)
    if (entries.length < min)
      at.fault(`must have at least ${min === 1 ? 'one entry' : `${min} entries`}; it is empty`)
    const seen = new Map<unknown, number>()
    entries.forEach((entry, i) => {
      of.check(entry, at.element(i))
      const first = unique ? seen.get(entry) : undefined
      if (first !== undefined)
        at.element(i).fault(`repeats ${at.field}[${first}], ${show(entry)}: each may stand in the list once`)
      else seen.set(entry, i)
    })
  },
})

interface ObjectOptions {
  readonly required?: readonly string[]
  /**
   * Which further members it may have. `extensions`: those with a namespace, or a term that the `@context` defines.
   * `none`: no others. `any`: all.
   */
  readonly others?: 'extensions' | 'none' | 'any'
  /** Members of other kinds of object: no namespace would mend them here. */
  readonly elsewhere?: ReadonlySet<string>
}

export function object(
  what: string,
  members: Readonly<Record<string, Rule>>,
  { required = [], others = 'extensions', elsewhere = new Set() }: ObjectOptions = {},
): Rule {
  return {
    expects: what,
    check(value, at) {
      if (!isObject(value)) return at.fault(`must be ${what}; it is ${show(value)}`)
      for (const name of required)
        if (value[name] === undefined)
          at.member(name).fault(`is missing: it must be ${members[name]?.expects}`)
      for (const [name, member] of Object.entries(value)) {
        const rule = Object.hasOwn(members, name) ? members[name] : undefined
        if (rule) rule.check(member, at.member(name))
        else if (elsewhere.has(name)) at.member(name).fault(`is no field of ${what}`)
        else if (others !== 'any') checkName(name, what, others, at)
      }
    },
  }
}

function checkName(name: string, what: string, others: 'extensions' | 'none', at: Place): void {
  const member = at.member(name)
  if (others === 'none') member.fault(`is no field of ${what}, which takes no others than its own`)
  else if (!isExtensionName(name, at))
    member.fault(
      `is no field of ${what}: a field of your own needs a namespace, such as "example:${name}", or a term in @context`,
    )
}

/** A URI, a compact URI, a term that the document's `@context` defines, or a keyword of JSON-LD. */
export const isExtensionName = (name: string, at: Place): boolean =>
  name.startsWith('@') ||
  isUri(name) ||
  at.namespaces.has(name) ||
  at.namespaces.has(name.split(':', 1)[0] ?? '')

export const isUri = (value: unknown): boolean =>
  typeof value === 'string' && /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+$/.test(value)
