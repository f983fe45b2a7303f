-- Of the customers active in the period before, the share active in the period; or of what they brought in then, what they
-- bring in now. Active: at least one paid order. Missing where there was no one, or where what came in adds up to 0.
with active as (
  select ordered_at, customer, coalesce(amount, 0) as amount from seen_orders where paid and customer is not null
),
cohort as (
  select grain, start, customer, sum(amount) as was, previous_start
  from periods join active on ordered_at >= previous_start and ordered_at < previous_stop
  group by grain, start, customer, previous_start
),
now_active as (
  select grain, start, customer, sum(amount) as brings
  from periods join active on ordered_at >= start and ordered_at < stop
  group by grain, start, customer
),
firsts as (
  select customer, min(ordered_at) as first_at from active group by customer
),
customers as (
  select
    grain,
    start,
    was,
    brings,
    brings is not null as stayed,
    -- New: never active before the period before.
    first_at >= previous_start as new
  from cohort join firsts using (customer) left join now_active using (grain, start, customer)
),
totals as (
  select
    grain,
    start,
    count(was) as size,
    count(was) filter (where stayed) as stayed,
    count(was) filter (where new) as new_size,
    count(was) filter (where new and stayed) as new_stayed,
    sum(was) as was,
    coalesce(sum(brings), 0) as net,
    coalesce(sum(least(was, brings)) filter (where stayed), 0) as gross,
    coalesce(sum(greatest(brings - was, 0)) filter (where stayed), 0) as gained,
    coalesce(sum(greatest(was - brings, 0)) filter (where stayed), 0) as given_up,
    coalesce(sum(was) filter (where not stayed), 0) as gone
  from periods left join customers using (grain, start)
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
from totals
cross join lateral (
  values
    ('kept', stayed::float8, size::float8, size),
    ('lost', size - stayed, size, size),
    ('kept_new', new_stayed, new_size, new_size),
    ('net_revenue', net, was, size),
    ('gross_revenue', gross, was, size),
    ('expansion', gained, was, size),
    ('contraction', given_up, was, size),
    ('churned_revenue', gone, was, size)
) as answer (metric, over, under, sample);
