import { type AnyContract, jsonSchema } from '@takt/contracts'
import { builder } from '../builder.ts'

/** The part of JSON Schema that contracts use. */
interface Schema {
  readonly type?: string | readonly string[]
  readonly format?: string
  readonly enum?: readonly string[]
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly default?: unknown
  readonly description?: string
  /** Names a scalar of the API, where the contract's field has one of its own. */
  readonly title?: string
}

/** A GraphQL input type: a scalar's name or a reference that Pothos made, and whether it is a list of it. */
type Input = { readonly type: unknown; readonly list: boolean }

/** Shapes and lists of words that many commands share have one name in the API. */
const SHAPES: Readonly<Record<string, string>> = {
  'amount,unit': 'QuantityInput',
  'id,line,type': 'DocumentInput',
  'kind,party': 'OwnerInput',
  'from,guaranteed,max,releaseOn,until': 'AllocationPeriodInput',
  'class,document': 'BackorderLineInput',
  'order,rest,segments': 'BackorderSelectionInput',
  'class,name,order,where': 'BackorderSegmentInput',
  'by,descending': 'BackorderSortInput',
  'customers,documents,late,pool,priorities,promisedFrom,promisedUntil,requiredFrom,requiredUntil,short':
    'BackorderFilterInput',
  'lots,serials,strategy': 'HardReservationInput',
  'lot,quantity': 'LotQuantityInput',
}
const WORDS: Readonly<Record<string, string>> = {
  'consignment|customer': 'OwnerKind',
  'fefo|fifo|given': 'ReservationStrategy',
  'fill|gain|lose|redistribute|win': 'BackorderClass',
  'askedAt|priority|promisedDate|quantity|requiredDate|short': 'BackorderSortBy',
  'delivery|inspection|purchaseOrder|quote|salesOrder|transferOrder|workOrder': 'DocumentType',
}

const known = new Map<string, unknown>()
const TITLES: ReadonlySet<string> = new Set(['StockStatus'])

/**
 * The input type of a command, derived from its contract, so that the API and the wire never disagree.
 * `{ amount, unit }` is `QuantityInput` everywhere; a shape GraphQL has no input for (a choice between objects)
 * is `JSON`, and the contract's own validation answers for it.
 */
export function commandInput(contract: AnyContract): unknown {
  const pascal = contract.name.split('.')[1] as string
  return objectInput(pascal, jsonSchema(contract, contract.version) as Schema, contract.summary)
}

/** An input type that commands share, by its name; those of the commands are to be there before. */
export function sharedInput(name: string): unknown {
  const found = known.get(name)
  if (!found) throw new Error(`no command has an input of ${name}`)
  return found
}

function objectInput(name: string, schema: Schema, description?: string): unknown {
  const properties = Object.entries(schema.properties ?? {})
  const typeName =
    SHAPES[
      Object.keys(schema.properties ?? {})
        .sort()
        .join()
    ] ?? `${name}Input`
  const existing = known.get(typeName)
  if (existing) return existing
  const fields = properties.map(([key, property]) => {
    const required = (schema.required ?? []).includes(key) && property.default === undefined
    return {
      key,
      required,
      input: inputOf(`${name}${upper(key)}`, property),
      description: property.description,
    }
  })
  const ref = builder.inputType(typeName, {
    ...(description ? { description } : {}),
    fields: (t) =>
      Object.fromEntries(
        fields.map(({ key, required, input, description: about }) => {
          const type = (input.list ? [input.type] : input.type) as 'String'
          return [key, t.field({ type, required, ...(about ? { description: about } : {}) })]
        }),
      ),
  })
  known.set(typeName, ref)
  return ref
}

function inputOf(name: string, schema: Schema): Input {
  if (schema.type === 'array') return { type: inputOf(name, schema.items ?? {}).type, list: true }
  if (schema.enum) return { type: enumInput(name, schema.enum), list: false }
  if (schema.type === 'object' && schema.properties) return { type: objectInput(name, schema), list: false }
  return { type: scalar(schema), list: false }
}

function scalar(schema: Schema): string {
  if (schema.title !== undefined && TITLES.has(schema.title)) return schema.title
  if ([...(schema.type ?? [])].sort().join() === 'number,string') return 'Decimal'
  if (schema.type === 'string') {
    if (schema.format === 'date') return 'Date'
    return schema.format === 'date-time' ? 'DateTime' : 'String'
  }
  if (schema.type === 'integer') return 'Int'
  if (schema.type === 'boolean') return 'Boolean'
  return 'JSON'
}

function enumInput(name: string, values: readonly string[]): unknown {
  const signature = [...values].sort().join('|')
  const existing = known.get(signature)
  if (existing) return existing
  const ref = builder.enumType(WORDS[signature] ?? name, {
    values: Object.fromEntries(values.map((v) => [v, { value: v }])),
  })
  known.set(signature, ref)
  return ref
}

const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
