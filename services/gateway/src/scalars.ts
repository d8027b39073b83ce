import { Day, parseAmount } from '@takt/contracts'
import { GraphQLError, type GraphQLScalarLiteralParser, Kind, valueFromASTUntyped } from 'graphql'
import { builder } from './builder.ts'

const text =
  (name: string, check: (value: string) => string | undefined) =>
  (value: unknown): string => {
    const written = typeof value === 'number' ? String(value) : value
    const fault = typeof written === 'string' ? check(written) : 'must be a string'
    if (fault !== undefined) throw new GraphQLError(`${name} ${fault}`)
    return written as string
  }

const literal =
  (parse: (value: unknown) => string): GraphQLScalarLiteralParser<string> =>
  (node) => {
    if (node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT)
      return parse(node.value)
    throw new GraphQLError('must be a string or a number', { nodes: [node] })
  }

const decimal = (value: unknown): string => {
  const parsed = parseAmount(value as string | number)
  if (!parsed.ok) throw new GraphQLError(`Decimal ${parsed.message}`)
  return parsed.value
}

const isDay = (v: string): boolean => Day.safeParse(v).success

const day = text('Date', (v) =>
  isDay(v) ? undefined : `must be a calendar day such as 2026-03-02, not "${v}"`,
)
const instant = text('DateTime', (v) =>
  isDay(v.slice(0, 10)) && /^.{10}T.*(Z|[+-]\d{2}:\d{2})$/.test(v) && !Number.isNaN(Date.parse(v))
    ? undefined
    : `must be an ISO 8601 instant with its zone such as 2026-03-02T08:00:00Z, not "${v}"`,
)
const position = text('Position', (v) =>
  /^\d{1,20}$/.test(v) ? undefined : `must be the position a command answered with, not "${v}"`,
)

const stockStatus = text('StockStatus', (v) => (v.trim() === '' ? 'must not be empty' : undefined))

builder.scalarType('StockStatus', {
  description:
    "A status of stock: unrestricted, inInspection, blocked, or a code of the plant's own (`stockStatuses` of the plant). In a query's text it may stand without quotes.",
  serialize: stockStatus,
  parseValue: stockStatus,
  parseLiteral: (node) => (node.kind === Kind.ENUM ? node.value : literal(stockStatus)(node, undefined)),
})
builder.scalarType('Decimal', {
  description: 'An exact decimal, written as a string such as "12.5". Numbers are taken on input.',
  serialize: (value) => decimal(String(value)),
  parseValue: decimal,
  parseLiteral: literal(decimal),
})
builder.scalarType('Date', {
  description: "A calendar day in the plant's own time zone, `YYYY-MM-DD`.",
  serialize: day,
  parseValue: day,
  parseLiteral: literal(day),
})
builder.scalarType('DateTime', {
  description: 'An instant, ISO 8601 in UTC.',
  serialize: (value) => (value instanceof Date ? value : new Date(value)).toISOString(),
  parseValue: instant,
  parseLiteral: literal(instant),
})
builder.scalarType('Position', {
  description:
    'A place in the event log. A command answers with one; a query that names it (`readAfter`) waits until the read model holds it.',
  serialize: position,
  parseValue: position,
  parseLiteral: literal(position),
})
builder.scalarType('JSON', {
  description: 'Any JSON value.',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
})
