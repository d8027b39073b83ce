import { alerts } from './alerts.ts'

export const views = [alerts]
