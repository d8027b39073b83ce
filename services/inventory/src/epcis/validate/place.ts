import type { Namespaces } from '../namespaces.ts'

/** Why a document, or one of its events, cannot be taken. `path` leads to the field: `epcisBody.eventList[1].action`. */
export interface EpcisProblem {
  readonly code: EpcisProblemCode
  readonly path: string
  readonly message: string
}

export type EpcisProblemCode =
  | 'invalid'
  | 'conflict'
  | 'unknown-gtin'
  | 'unknown-unit'
  | 'unknown-plant'
  | 'bad-identifier'

/** The most problems reported of one document; a further sentence says that there are more. */
export const MAX_PROBLEMS = 50

/** Where a check stands in a document, and where it reports what it finds. */
export class Place {
  readonly path: string
  /** The field as its sentence names it. */
  readonly field: string
  readonly namespaces: Namespaces
  readonly #problems: EpcisProblem[]

  constructor(path: string, field: string, namespaces: Namespaces, problems: EpcisProblem[]) {
    this.path = path
    this.field = field
    this.namespaces = namespaces
    this.#problems = problems
  }

  member(name: string): Place {
    return new Place(this.path ? `${this.path}.${name}` : name, name, this.namespaces, this.#problems)
  }

  element(index: number): Place {
    const suffix = `[${index}]`
    return new Place(this.path + suffix, this.field + suffix, this.namespaces, this.#problems)
  }

  with(namespaces: Namespaces): Place {
    return new Place(this.path, this.field, namespaces, this.#problems)
  }

  /** Reports the field with what is wrong with it: `must be …; it is …`. */
  fault(what: string, code: EpcisProblemCode = 'invalid'): void {
    this.report(`${this.field || 'the message'} ${what}`, code)
  }

  report(message: string, code: EpcisProblemCode): void {
    if (this.#problems.length < MAX_PROBLEMS) this.#problems.push({ code, path: this.path, message })
    else if (this.#problems.length === MAX_PROBLEMS)
      this.#problems.push({
        code: 'invalid',
        path: '',
        message: `there are more than ${MAX_PROBLEMS} problems`,
      })
  }
}
