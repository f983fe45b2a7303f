WITH
scan0 AS (
  SELECT
    roundDown(toUnixTimestamp64Milli(_at), {starts:Array(Int64)}) AS _period,
    countIf((`delay` < {p0:Int64})) AS _s0,
    count() AS _s1
  FROM dataset_flights
  WHERE _at >= fromUnixTimestamp64Milli({from:Int64}) AND _at < fromUnixTimestamp64Milli({to:Int64})
  GROUP BY _period
),
level0 AS (
  SELECT
    _period,
    if(isFinite(toFloat64(_s0) / nullIf(toFloat64(_s1), 0)), toFloat64(_s0) / nullIf(toFloat64(_s1), 0), NULL) AS m0_value,
    toFloat64(_s0) AS m0_numerator,
    toFloat64(_s1) AS m0_denominator,
    _s1 AS m0_sample
  FROM scan0
),
level1 AS (
  SELECT
    *,
    if(isFinite({p1:Float64} - toFloat64(m0_value)), {p1:Float64} - toFloat64(m0_value), NULL) AS m1_value,
    m0_sample AS m1_sample
  FROM level0
)
SELECT
  _period AS period,
  m1_value,
  m1_sample
FROM level1
ORDER BY period

-- {"starts":[983422800000,986101200000],"p0":15,"from":983422800000,"to":988689600000,"p1":1}
