WITH
scan0 AS (
  SELECT
    roundDown(toUnixTimestamp64Milli(_at), {starts:Array(Int64)}) AS _period,
    sum(toInt128(`seats`)) AS _s0,
    count() AS _s1
  FROM dataset_bookings
  WHERE _at >= fromUnixTimestamp64Milli({from:Int64}) AND _at < fromUnixTimestamp64Milli({to:Int64})
  GROUP BY _period
),
scan1 AS (
  SELECT
    roundDown(toUnixTimestamp64Milli(_at), {starts:Array(Int64)}) AS _period,
    count() AS _s2
  FROM dataset_flights
  WHERE _at >= fromUnixTimestamp64Milli({from:Int64}) AND _at < fromUnixTimestamp64Milli({to:Int64})
  GROUP BY _period
),
joined AS (
  SELECT _period, any(_s0) AS _s0, any(_s1) AS _s1, any(_s2) AS _s2
  FROM (
    SELECT _period, _s0, _s1, NULL AS _s2 FROM scan0
    UNION ALL
    SELECT _period, NULL AS _s0, NULL AS _s1, _s2 FROM scan1
  )
  GROUP BY _period
)
SELECT
  _period AS period,
  if(isFinite(toFloat64(ifNull(_s0, 0)) / nullIf(toFloat64(ifNull(_s2, 0)), 0)), toFloat64(ifNull(_s0, 0)) / nullIf(toFloat64(ifNull(_s2, 0)), 0), NULL) AS m0_value,
  if(isFinite(toFloat64(ifNull(_s0, 0))), toFloat64(ifNull(_s0, 0)), NULL) AS m0_numerator,
  toFloat64(ifNull(_s2, 0)) AS m0_denominator,
  ifNull(_s2, 0) AS m0_sample
FROM joined
ORDER BY period

-- {"starts":[983422800000,986101200000],"from":983422800000,"to":988689600000}
