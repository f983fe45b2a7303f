-- Answers on the scale count, 0 to 10 or 1 to 5; others are none. NPS is 100 times promoters (9, 10) less detractors (0 to
-- 6) over answers, CSAT the share of 4 and 5, a Likert score the mean. A response rate is answers over who was asked.
with answers_in as (
  select
    grain,
    start,
    count(*) filter (where score between 0 and 10) as answers,
    count(*) filter (where score in (9, 10)) as promoters,
    count(*) filter (where score in (7, 8)) as passives,
    count(*) filter (where score between 0 and 6) as detractors,
    count(*) filter (where rating between 1 and 5) as ratings,
    count(*) filter (where rating in (4, 5)) as satisfied,
    sum(rating) filter (where rating between 1 and 5) as total
  from periods left join seen_answers on answered_at >= start and answered_at < stop
  group by grain, start
),
visits_in as (
  select grain, start, count(visited_at) as visits
  from periods left join seen_visits on visited_at >= start and visited_at < stop
  group by grain, start
),
shares as (
  select grain, start, metric, over, under
  from answers_in
  join visits_in using (grain, start)
  cross join lateral (
    values
      ('nps', 100.0 * (promoters - detractors), answers),
      ('csat', satisfied, ratings),
      ('mean_rating', total, ratings),
      ('response_rate', answers, visits)
  ) as share (metric, over, under)
)
select
  grain, start, metric, over::float8 / nullif(under, 0) as value,
  case when under > 0 then over::float8 end as numerator, nullif(under, 0)::float8 as denominator, under as sample
from shares
union all
select grain, start, metric, value, null, null, answers
from answers_in
cross join lateral (values ('promoters', promoters), ('passives', passives), ('detractors', detractors)) as counts (metric, value);
