-- What is seen: rows from now on are not (T1), and what is no number reads as missing.
create view seen_orders as
select
  ordered_at, customer, price, items, paid, channel,
  case when amount in ('NaN', 'Infinity', '-Infinity') then null else amount end as amount
from orders, calendar
where ordered_at < now;

create view seen_visits as
select visits.* from visits, calendar where visited_at < now;

create view seen_accounts as
select accounts.* from accounts, calendar where recorded_at < now;

create view seen_answers as
select answers.* from answers, calendar where answered_at < now;
