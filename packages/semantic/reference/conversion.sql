-- An order counts for the last visit of the same customer that is not after it, and for none but that one, when it comes
-- within the window: so many local days after the visit. Visits of one customer at one instant are one visit. The period
-- is that of the visit, however much later the order comes.
with visits_of as (
  select distinct 'customer' as rule, customer as who, visited_at, interval '7 days' as within
  from seen_visits where customer is not null
  union all
  -- By channel too: both have to be known and equal.
  select distinct 'channel', customer || ' by ' || channel, visited_at, interval '28 days'
  from seen_visits where customer is not null and channel is not null
),
orders_of as (
  select 'customer' as rule, customer as who, ordered_at from seen_orders where paid and customer is not null
  union all
  select 'channel', customer || ' by ' || channel, ordered_at
  from seen_orders where paid and customer is not null and channel is not null
),
followed as (
  select
    rule,
    who,
    ordered_at,
    (
      select max(visited_at) from visits_of
      where visits_of.rule = orders_of.rule and visits_of.who = orders_of.who and visited_at <= ordered_at
    ) as visited_at
  from orders_of
),
counted as (
  select rule, who, visited_at, count(*) as orders, extract(epoch from min(ordered_at) - visited_at) / 3600 as hours
  from followed join visits_of using (rule, who, visited_at) cross join calendar
  where ordered_at < ((visited_at at time zone zone) + within) at time zone zone
  group by rule, who, visited_at
),
totals as (
  select
    grain,
    start,
    count(visited_at) filter (where rule = 'customer') as visits,
    count(orders) filter (where rule = 'customer') as converted,
    coalesce(sum(orders) filter (where rule = 'customer'), 0) as orders,
    percentile_cont(0.5) within group (order by hours) filter (where rule = 'customer') as hours,
    count(visited_at) filter (where rule = 'channel') as channel_visits,
    count(orders) filter (where rule = 'channel') as channel_converted
  from periods
  left join (visits_of left join counted using (rule, who, visited_at)) on visited_at >= start and visited_at < stop
  group by grain, start
)
select grain, start, metric, value, numerator, denominator, sample
from totals
cross join lateral (
  values
    ('conversion_rate', converted::float8 / nullif(visits, 0), case when visits > 0 then converted end, nullif(visits, 0), visits),
    ('conversions', orders, null, null, visits),
    ('hours_to_order', hours, null, null, converted),
    (
      'channel_rate', channel_converted::float8 / nullif(channel_visits, 0),
      case when channel_visits > 0 then channel_converted end, nullif(channel_visits, 0), channel_visits
    )
) as answer (metric, value, numerator, denominator, sample);
