-- The periods of a plain calendar. A period begins with its first local day and ends where the next one begins (T1):
-- midnight by the zone's own clock, so a day may have 23 or 25 hours.
create table periods as
with days as (
  select day::date as day from generate_series(date '2018-01-01', date '2023-12-31', interval '1 day') as day
),
firsts as (
  select 'day' as grain, day from days
  union all
  select 'week', day from days, calendar where extract(isodow from day) = week_begins
  union all
  select 'month', day from days where extract(day from day) = 1
  union all
  select 'quarter', day from days, calendar
  where extract(day from day) = 1 and mod(extract(month from day)::int + 12 - fiscal_month, 3) = 0
  union all
  select 'year', day from days, calendar where extract(day from day) = 1 and extract(month from day) = fiscal_month
),
cut as (
  select
    grain,
    day as first_day,
    lead(day) over (partition by grain order by day) as next_day,
    lag(day) over (partition by grain order by day) as day_before
  from firsts
),
-- A week is numbered in the year of its Thursday, or of its Saturday where weeks begin on Sunday.
weeks as (
  select first_day, first_day + case when week_begins = 1 then 3 else 6 end as anchor from cut, calendar where grain = 'week'
),
numbered as (
  select first_day, extract(year from anchor) as year, (extract(doy from anchor)::int - 1) / 7 + 1 as number from weeks
),
-- The year before has the week of the same number, or its last one where it has no 53rd.
weeks_before as (
  select own.first_day, max(earlier.first_day) as before
  from numbered as own join numbered as earlier on earlier.year = own.year - 1 and earlier.number <= own.number
  group by own.first_day
),
-- Everything else has the same date in the year before; 29 February has 28 February.
years_before as (
  select grain, first_day, (first_day - interval '1 year')::date as before from cut where grain <> 'week'
  union all
  select 'week', first_day, before from weeks_before
)
select
  cut.grain,
  cut.first_day::timestamp at time zone zone as start,
  cut.next_day::timestamp at time zone zone as stop,
  cut.day_before::timestamp at time zone zone as previous_start,
  cut.first_day::timestamp at time zone zone as previous_stop,
  earlier.first_day::timestamp at time zone zone as year_before_start,
  earlier.next_day::timestamp at time zone zone as year_before_stop
from cut
cross join calendar
join years_before using (grain, first_day)
join cut as earlier on earlier.grain = cut.grain and earlier.first_day = years_before.before
where cut.next_day is not null and cut.day_before is not null;
