-- What a person entered per month, the later entry of a month in its place. A longer period has a value once every month
-- of it that is over has an entry, and at least one: unknown is not 0 (T5). Shorter periods have none, and are not asked.
with months as (
  select start, stop, row_number() over (order by start) - 1 as place
  from periods, calendar
  where grain = 'month' and start >= begins::timestamp at time zone zone and start < now
),
-- The rows entered: none in every eleventh month; in every fifth a correction, 100 more.
entries as (
  select start, stop, place * 1.5 + case when place % 5 = 0 then 100 else 0 end as value
  from months where place % 11 <> 3
),
entered as (
  select
    periods.grain,
    periods.start,
    count(months.start) filter (where months.stop <= now) as over,
    count(entries.start) as entries,
    sum(entries.value) as total,
    (array_agg(entries.value order by entries.start desc) filter (where entries.start is not null))[1] as last
  from periods
  cross join calendar
  left join months on months.start >= periods.start and months.stop <= periods.stop
  left join entries on entries.start = months.start
  where periods.grain in ('month', 'quarter', 'year')
  group by periods.grain, periods.start
)
select grain, start, metric, value, numerator, denominator, sample
from entered
cross join lateral (
  values
    ('audits', case when entries >= greatest(over, 1) then total end, null, null, entries),
    ('mood', case when entries >= greatest(over, 1) then total / entries end, total, nullif(entries, 0), entries),
    ('offices', last, null, null, least(entries, 1))
) as answer (metric, value, numerator, denominator, sample);
