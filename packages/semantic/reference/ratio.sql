-- One sum or count over another, each over the whole period; missing where the denominator is 0. The sample is the
-- denominator's. What has no sample shows no parts.
with orders_in as (
  select
    grain,
    start,
    count(ordered_at) as orders,
    coalesce(sum(amount), 0) as spend,
    coalesce(sum(items), 0) as items,
    count(items) as with_items,
    -- Before noon by the clock on the wall.
    count(*) filter (where extract(hour from ordered_at at time zone zone) < 12) as mornings
  from periods cross join calendar left join seen_orders on ordered_at >= start and ordered_at < stop
  group by grain, start
),
visits_in as (
  select grain, start, count(visited_at) as visits
  from periods left join seen_visits on visited_at >= start and visited_at < stop
  group by grain, start
)
select
  grain,
  start,
  metric,
  over / nullif(under, 0) as value,
  case when sample > 0 then over end as numerator,
  case when sample > 0 then under end as denominator,
  sample
from orders_in
join visits_in using (grain, start)
cross join lateral (
  values
    ('spend_per_item', spend::float8, items::float8, with_items),
    ('orders_per_visit', orders, visits, visits),
    ('morning_share', mornings, orders, orders)
) as answer (metric, over, under, sample);
