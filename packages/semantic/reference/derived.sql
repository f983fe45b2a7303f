-- A formula over whole numbers of the period, or of another one: missing where something in it is missing, or where it
-- divides by 0. The sample is the least one of its estimates; of counts and sums alone the largest.
with orders_at as (
  -- The period itself, the one before, and that of the year before.
  select grain, start, 'own' as which, start as since, stop as until from periods
  union all
  select grain, start, 'previous', previous_start, previous_stop from periods
  union all
  select grain, start, 'year before', year_before_start, year_before_stop from periods
),
orders_in as (
  select
    grain,
    start,
    which,
    count(ordered_at)::float8 as orders,
    count(*) filter (where paid)::float8 as paid,
    count(paid) as with_paid,
    coalesce(sum(amount), 0) as spend,
    count(amount) as with_amount,
    coalesce(sum(items), 0)::float8 as items,
    count(items) as with_items,
    avg(amount) as mean_amount
  from orders_at left join seen_orders on ordered_at >= since and ordered_at < until
  group by grain, start, which
),
visits_in as (
  select grain, start, coalesce(sum(pages), 0)::float8 as pages, count(pages) as with_pages
  from periods left join seen_visits on visited_at >= start and visited_at < stop
  group by grain, start
)
select grain, start, metric, value, null::float8 as numerator, null::float8 as denominator, sample
from (select * from orders_in where which = 'own') as own
join (select * from orders_in where which = 'previous') as previous using (grain, start)
join (select * from orders_in where which = 'year before') as year_before using (grain, start)
join visits_in using (grain, start)
cross join lateral (
  values
    ('unpaid', own.orders - own.paid, greatest(own.orders::bigint, own.with_paid)),
    ('price_gap', own.mean_amount - own.spend / nullif(own.items, 0), least(own.with_amount, own.with_items)),
    ('chain', own.spend / nullif(own.items, 0) / nullif(pages, 0), greatest(own.with_amount, own.with_items, with_pages)),
    ('growth', (own.orders - year_before.orders) / nullif(year_before.orders, 0), greatest(own.orders, year_before.orders)::bigint),
    ('step', own.mean_amount - previous.mean_amount, least(own.with_amount, previous.with_amount))
) as answer (metric, value, sample);
