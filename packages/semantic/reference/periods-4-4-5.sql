-- Two fiscal years of whole weeks, from a calendar on paper: months of 4, 4 and 5 weeks, years that end on the last
-- Saturday of July. Fiscal 2020: 28 July 2019 to 25 July 2020, 52 weeks. Fiscal 2021: 26 July 2020 to 31 July 2021, 53
-- weeks, the 53rd in its last month.
create table periods as
with months (year, month, first_day, next_day) as (
  values
    (2020, 1, date '2019-07-28', date '2019-08-25'),
    (2020, 2, date '2019-08-25', date '2019-09-22'),
    (2020, 3, date '2019-09-22', date '2019-10-27'),
    (2020, 4, date '2019-10-27', date '2019-11-24'),
    (2020, 5, date '2019-11-24', date '2019-12-22'),
    (2020, 6, date '2019-12-22', date '2020-01-26'),
    (2020, 7, date '2020-01-26', date '2020-02-23'),
    (2020, 8, date '2020-02-23', date '2020-03-22'),
    (2020, 9, date '2020-03-22', date '2020-04-26'),
    (2020, 10, date '2020-04-26', date '2020-05-24'),
    (2020, 11, date '2020-05-24', date '2020-06-21'),
    (2020, 12, date '2020-06-21', date '2020-07-26'),
    (2021, 1, date '2020-07-26', date '2020-08-23'),
    (2021, 2, date '2020-08-23', date '2020-09-20'),
    (2021, 3, date '2020-09-20', date '2020-10-25'),
    (2021, 4, date '2020-10-25', date '2020-11-22'),
    (2021, 5, date '2020-11-22', date '2020-12-20'),
    (2021, 6, date '2020-12-20', date '2021-01-24'),
    (2021, 7, date '2021-01-24', date '2021-02-21'),
    (2021, 8, date '2021-02-21', date '2021-03-21'),
    (2021, 9, date '2021-03-21', date '2021-04-25'),
    (2021, 10, date '2021-04-25', date '2021-05-23'),
    (2021, 11, date '2021-05-23', date '2021-06-20'),
    (2021, 12, date '2021-06-20', date '2021-08-01')
),
-- Months, quarters and years by their place in the fiscal year, so that the year before has the same place.
parts as (
  select 'month' as grain, year, month as place, first_day, next_day from months
  union all
  select 'quarter', year, (month + 2) / 3, min(first_day), max(next_day) from months group by year, (month + 2) / 3
  union all
  select 'year', year, 1, min(first_day), max(next_day) from months group by year
),
long as (
  select own.grain, own.first_day, own.next_day, previous.first_day as day_before, earlier.first_day as year_before, earlier.next_day as year_after
  from parts as own
  join parts as previous on previous.grain = own.grain and previous.next_day = own.first_day
  join parts as earlier on earlier.grain = own.grain and earlier.year = own.year - 1 and earlier.place = own.place
),
-- Days have the same weekday of the same fiscal week, 364 days earlier; those of the 53rd week of fiscal 2021 that of the 52nd.
days as (
  select 'day' as grain, day::date as first_day, day::date + 1 as next_day, day::date - 1 as day_before,
    day::date - case when day >= '2021-07-25' then 371 else 364 end as year_before
  from generate_series(date '2020-07-26', date '2021-07-31', interval '1 day') as day
),
-- Weeks have the week of the same number of the calendar year before; 2019 to 2021 have 52 of them each.
weeks as (
  select 'week' as grain, day::date as first_day, day::date + 7 as next_day, day::date - 7 as day_before, day::date - 364 as year_before
  from generate_series(date '2020-07-26', date '2021-07-31', interval '7 days') as day
),
everything as (
  select * from long
  union all
  select *, year_before + 1 from days
  union all
  select *, year_before + 7 from weeks
)
select
  grain,
  first_day::timestamp at time zone zone as start,
  next_day::timestamp at time zone zone as stop,
  day_before::timestamp at time zone zone as previous_start,
  first_day::timestamp at time zone zone as previous_stop,
  year_before::timestamp at time zone zone as year_before_start,
  year_after::timestamp at time zone zone as year_before_stop
from everything, calendar;
