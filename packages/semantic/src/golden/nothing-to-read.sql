WITH
scan0 AS (
  SELECT
    roundDown(toUnixTimestamp64Milli(_at), {starts:Array(Int64)}) AS _period,
    count() AS _s0
  FROM dataset_flights
  WHERE false
  GROUP BY _period
)
SELECT
  _period AS period,
  toFloat64(_s0) AS m0_value,
  _s0 AS m0_sample
FROM scan0
ORDER BY period

-- {"starts":[0]}
