import { baseline } from '../migrate/baseline.ts'
import { analystsPage } from './analysts-page.ts'

/** What is generated from the tables and views: path from the repository's root → content. */
export function* readModelFiles(): Iterable<[string, string]> {
  yield ['packages/read-models/migrations/0001_baseline.sql', baseline()]
  yield ['docs/analysts.md', analystsPage()]
}
