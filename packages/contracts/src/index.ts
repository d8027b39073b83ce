export * from './define.ts'
export * from './quantity.ts'
export * from './subjects.ts'
