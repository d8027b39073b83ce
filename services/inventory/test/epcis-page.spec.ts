import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { epcisPage } from './epcis-samples/page.ts'

test('docs/epcis.md shows what the code does (mend it with `npm run generate`)', () => {
  const page = new URL('../../../docs/epcis.md', import.meta.url)
  expect(readFileSync(page, 'utf8')).toBe(epcisPage())
})
