-- Another metric over a longer stretch that ends with the period; where the period is not over, it ends now. The stretch
-- is one whole: its rows are aggregated at once, never its periods. Days are counted back on the calendar, not in hours.
with ends as (
  select grain, start, 'own' as which, least(stop, now) as stop from periods, calendar
  union all
  select grain, start, 'previous', least(previous_stop, now) from periods, calendar
),
stretches as (
  select grain, start, which, '28 days' as stretch, ((stop at time zone zone) - interval '28 days') at time zone zone as since, stop
  from ends, calendar
  union all
  select grain, start, which, '12 weeks', ((stop at time zone zone) - interval '84 days') at time zone zone, stop
  from ends, calendar where which = 'own'
  union all
  -- From the start of the quarter or year that holds the last instant of the period.
  select ends.grain, ends.start, which, long.grain, long.start, ends.stop
  from ends join periods as long
    on long.grain in ('quarter', 'year') and long.start < ends.stop and long.stop >= ends.stop
  where which = 'own'
),
orders_in as (
  select
    grain,
    start,
    which,
    stretch,
    coalesce(sum(amount), 0) as spend,
    count(amount) as with_amount,
    count(distinct customer) as customers,
    count(customer) as with_customer,
    coalesce(sum(items), 0)::float8 as items,
    count(items) as with_items,
    percentile_cont(0.9) within group (order by amount) as p90_amount
  from stretches left join seen_orders on ordered_at >= since and ordered_at < stop
  group by grain, start, which, stretch
)
select grain, start, 'spend_28_days' as metric, spend as value, null::float8 as numerator, null::float8 as denominator, with_amount as sample
from orders_in where which = 'own' and stretch = '28 days'
union all
select grain, start, 'customers_12_weeks', customers, null, null, with_customer
from orders_in where stretch = '12 weeks'
union all
select
  grain, start, 'spend_per_item_year', spend / nullif(items, 0),
  case when with_items > 0 then spend end, case when with_items > 0 then items end, with_items
from orders_in where stretch = 'year'
union all
select grain, start, 'p90_quarter', p90_amount, null, null, with_amount
from orders_in where stretch = 'quarter'
union all
-- Rolling and shifting: the window of the period before, taken from this one's.
select grain, start, 'spend_28_change', own.spend - previous.spend, null, null, greatest(own.with_amount, previous.with_amount)
from (select * from orders_in where which = 'own' and stretch = '28 days') as own
join (select * from orders_in where which = 'previous') as previous using (grain, start);
