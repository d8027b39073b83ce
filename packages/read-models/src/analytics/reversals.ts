/**
 * The common table expressions `reversal` and `reversed`, for a `with recursive`: every reversal with the movement
 * that its chain began with. A movement is reversed once at most and its reversal is a movement, too, so that one with
 * an odd number of them in its chain never was.
 */
export const REVERSALS = `reversal as (
  select distinct plant, item, message_id, reverses from inventory.stock_movement where kind = 'reversal'),
traced as (
  select plant, item, message_id, reverses as root from reversal
  union
  select t.plant, t.item, t.message_id, r.reverses
  from traced t join reversal r on r.plant = t.plant and r.item = t.item and r.message_id = t.root),
reversed as (
  select t.* from traced t where not exists (
    select from reversal r where r.plant = t.plant and r.item = t.item and r.message_id = t.root))`
