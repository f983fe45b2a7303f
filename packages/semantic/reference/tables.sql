-- The rows of the datasets, and what a question is asked with. NaN and infinities are kept as they came.
create table orders (
  ordered_at timestamptz not null,
  customer text,
  amount double precision,
  price numeric,
  items bigint,
  paid boolean,
  channel text
);
create table visits (visited_at timestamptz not null, customer text, pages bigint, channel text);
create table accounts (recorded_at timestamptz not null, account text, seats bigint, active boolean not null);
create table answers (answered_at timestamptz not null, score bigint, rating bigint);

-- One row: the zone, the weekday weeks begin on (ISO: 1 Monday, 7 Sunday), the month fiscal years begin in, the first day
-- values are compared from, and now.
create table calendar (zone text, week_begins int, fiscal_month int, begins date, now timestamptz);
