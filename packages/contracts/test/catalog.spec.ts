import { describe, expect, test } from 'vitest'
import { allContracts, contractByName, contractBySubject } from '../src/index.ts'

describe.each(allContracts.map((c) => [c.name, c] as const))('%s', (_name, contract) => {
  test('every version takes its own example, which survives JSON', () => {
    for (const { number, example } of contract.versions) {
      const parsed = contract.parse(number, JSON.parse(JSON.stringify(example)))
      expect(parsed).toEqual({ ok: true, data: contract.read(number, example) })
    }
    expect(contract.parse(contract.version, contract.example.data)).toEqual({
      ok: true,
      data: contract.example.data,
    })
  })

  test('is found by its name and by its place on subjects', () => {
    expect(contractByName(contract.name)).toBe(contract)
    expect(contractBySubject(contract.context, contract.subjectName)).toBe(contract)
  })
})

test('an unknown message is not found', () => {
  expect(contractByName('inventory.NeverHeardOf')).toBeUndefined()
  expect(contractBySubject('inventory', 'never-heard-of')).toBeUndefined()
})
