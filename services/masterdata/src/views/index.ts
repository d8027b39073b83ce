import { billsOfMaterial } from './bills-of-material.ts'
import { items } from './items.ts'
import { plants } from './plants.ts'
import { suppliers } from './suppliers.ts'

export const views = [billsOfMaterial, items, plants, suppliers]
