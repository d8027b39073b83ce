import {
  BillOfMaterialChanged,
  type BillOfMaterialPublished,
  type DataOf,
  type PublishBillOfMaterial,
} from '@takt/contracts'
import { mirror } from './mirror.ts'

type Published = (typeof BillOfMaterialPublished | typeof PublishBillOfMaterial)['name']

export const BillOfMaterial = mirror<
  typeof BillOfMaterialChanged.name,
  DataOf<typeof BillOfMaterialPublished>,
  Published
>(BillOfMaterialChanged)
