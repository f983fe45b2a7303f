-- One state per account, then one number of all accounts. An account is known where it has a row; whether it counts is
-- judged by the row that gives its state. Where none is known the value is missing; where none counts, sums are 0.
with spans as (
  select
    grain,
    start,
    least(stop, now) as stop,
    -- A last state is carried into the period from as far back as the limit before the period's end.
    ((least(stop, now) at time zone zone) - interval '40 days') at time zone zone as back_40,
    ((least(stop, now) at time zone zone) - interval '60 days') at time zone zone as back_60,
    -- For averages it is carried to the period's start.
    ((start at time zone zone) - interval '40 days') at time zone zone as before_40
  from periods, calendar
),
known_accounts as (
  select * from seen_accounts where account is not null
),
last_40 as (
  select distinct on (grain, start, account) grain, start, account, seats, active
  from spans join known_accounts on recorded_at >= least(start, back_40) and recorded_at < stop
  order by grain, start, account, recorded_at desc
),
last_60 as (
  select distinct on (grain, start, account) grain, start, account, active
  from spans join known_accounts on recorded_at >= least(start, back_60) and recorded_at < stop
  order by grain, start, account, recorded_at desc
),
last_own as (
  select distinct on (grain, start, account) grain, start, account, seats
  from spans join known_accounts on recorded_at >= start and recorded_at < stop
  order by grain, start, account, recorded_at desc
),
first_own as (
  select distinct on (grain, start, account) grain, start, account, seats
  from spans join known_accounts on recorded_at >= start and recorded_at < stop
  order by grain, start, account, recorded_at
),
mean_own as (
  select grain, start, account, avg(seats) filter (where active) as seats
  from spans join known_accounts on recorded_at >= start and recorded_at < stop
  group by grain, start, account
),
carried as (
  select distinct on (grain, start, account) grain, start, account, case when active then seats end as seats
  from spans join known_accounts on recorded_at >= before_40 and recorded_at < start
  order by grain, start, account, recorded_at desc
),
-- The mean over the rows of the period that count; of an account without any row there, the state carried into it.
mean_or_carried as (
  select grain, start, account, seats from mean_own
  union all
  select carried.* from carried left join mean_own using (grain, start, account) where mean_own.account is null
),
answers_of as (
  select grain, start, 'seats_held' as metric, coalesce(sum(seats) filter (where active), 0)::float8 as value, count(*) as sample
  from last_40 group by grain, start
  union all
  select grain, start, 'accounts_held', count(*) filter (where active), count(*) from last_60 group by grain, start
  union all
  select grain, start, 'seats_first', coalesce(sum(seats), 0), count(*) from first_own group by grain, start
  union all
  select grain, start, 'seats_mean', coalesce(sum(seats), 0), count(*) from mean_or_carried group by grain, start
  union all
  select grain, start, 'seats_most', max(seats), count(seats) from last_40 group by grain, start
),
each as (
  select grain, start, 'seats_each' as metric, avg(seats)::float8 as value, sum(seats) as total, count(seats) as sample
  from last_own group by grain, start
)
select grain, start, metric, value, null::float8 as numerator, null::float8 as denominator, coalesce(sample, 0) as sample
from periods
cross join (values ('seats_held'), ('accounts_held'), ('seats_first'), ('seats_mean'), ('seats_most')) as asked (metric)
left join answers_of using (grain, start, metric)
union all
select grain, start, 'seats_each', value, case when sample > 0 then total end, nullif(sample, 0), coalesce(sample, 0)
from periods left join each using (grain, start);
