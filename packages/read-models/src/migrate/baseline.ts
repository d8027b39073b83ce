import { createTable } from '../schema/ddl.ts'
import { publishedSchemas, publishedShapes } from '../schema/published.ts'

/** The migration that makes every table from nothing. Until the first release it is the only one, made anew on change. */
export function baseline(): string {
  return [
    '-- Generated from the tables in packages/read-models/src by `npm run generate`. Do not edit.',
    ...publishedSchemas.map((schema) => `create schema if not exists ${schema};`),
    ...publishedShapes().map((table) =>
      createTable(table)
        .map((statement) => `${statement};`)
        .join('\n'),
    ),
  ]
    .join('\n\n')
    .concat('\n')
}
