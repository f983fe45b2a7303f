-- A row belongs to the period its instant lies in, the start included, the end not. A count of nothing is 0, a sum of
-- nothing is 0, a mean, an extreme or a percentile of nothing is missing (T5). The sample is the rows with a value (N4).
with orders_in as (
  select
    grain,
    start,
    count(ordered_at) as orders,
    count(*) filter (where channel = 'web') as web,
    count(distinct customer) as customers,
    count(customer) as with_customer,
    -- A pair counts where both are known.
    count(distinct (customer, channel)) filter (where customer is not null and channel is not null) as pairs,
    count(*) filter (where customer is not null and channel is not null) as with_pair,
    coalesce(sum(amount), 0) as spend,
    count(amount) as with_amount,
    coalesce(sum(price), 0) as billed,
    count(price) as with_price,
    coalesce(sum(items), 0) as items,
    count(items) as with_items,
    avg(amount) as mean_amount,
    min(amount) as least_amount,
    max(price) as largest_price,
    percentile_cont(0.5) within group (order by items) as median_items,
    percentile_cont(0.9) within group (order by amount) as p90_amount,
    count(*) filter (where paid) as paid,
    count(paid) as with_paid
  from periods left join seen_orders on ordered_at >= start and ordered_at < stop
  group by grain, start
),
visits_in as (
  select grain, start, count(visited_at) as visits, coalesce(sum(pages), 0) as pages, count(pages) as with_pages
  from periods left join seen_visits on visited_at >= start and visited_at < stop
  group by grain, start
)
select grain, start, metric, value, numerator, denominator, sample
from orders_in
join visits_in using (grain, start)
cross join lateral (
  values
    ('orders_placed', orders::float8, null::float8, null::float8, orders),
    ('web_orders', web, null, null, web),
    ('customers', customers, null, null, with_customer),
    ('pairs', pairs, null, null, with_pair),
    ('spend', spend, null, null, with_amount),
    ('billed', billed, null, null, with_price),
    ('items_sold', items, null, null, with_items),
    -- A mean shows what was divided by what, where anything was.
    ('mean_amount', mean_amount, case when with_amount > 0 then spend end, nullif(with_amount, 0), with_amount),
    ('least_amount', least_amount, null, null, with_amount),
    ('largest_price', largest_price, null, null, with_price),
    ('median_items', median_items, null, null, with_items),
    ('p90_amount', p90_amount, null, null, with_amount),
    ('orders_paid', paid, null, null, with_paid),
    ('visits_made', visits, null, null, visits),
    ('pages_read', pages, null, null, with_pages)
) as answer (metric, value, numerator, denominator, sample);
