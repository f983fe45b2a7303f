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
scan1 AS (
  SELECT
    roundDown(toUnixTimestamp64Milli(_at), {starts:Array(Int64)}) AS _period,
    sum(toInt128(`seats`)) AS _s2,
    count() AS _s3
  FROM dataset_bookings
  WHERE _at >= fromUnixTimestamp64Milli({from:Int64}) AND _at < fromUnixTimestamp64Milli({to:Int64})
  GROUP BY _period
),
joined AS (
  SELECT _period, any(_s0) AS _s0, any(_s1) AS _s1, any(_s2) AS _s2, any(_s3) AS _s3
  FROM (
    SELECT _period, _s0, _s1, NULL AS _s2, NULL AS _s3 FROM scan0
    UNION ALL
    SELECT _period, NULL AS _s0, NULL AS _s1, _s2, _s3 FROM scan1
  )
  GROUP BY _period
),
level0 AS (
  SELECT
    _period,
    if(isFinite(toFloat64(ifNull(_s0, 0)) / nullIf(toFloat64(ifNull(_s1, 0)), 0)), toFloat64(ifNull(_s0, 0)) / nullIf(toFloat64(ifNull(_s1, 0)), 0), NULL) AS m0_value,
    toFloat64(ifNull(_s0, 0)) AS m0_numerator,
    toFloat64(ifNull(_s1, 0)) AS m0_denominator,
    ifNull(_s1, 0) AS m0_sample,
    if(isFinite(toFloat64(ifNull(_s2, 0))), toFloat64(ifNull(_s2, 0)), NULL) AS m2_value,
    ifNull(_s3, 0) AS m2_sample,
    toFloat64(ifNull(_s1, 0)) AS m3_value,
    ifNull(_s1, 0) AS m3_sample
  FROM joined
),
level1 AS (
  SELECT
    *,
    if(isFinite({p1:Float64} - toFloat64(m0_value)), {p1:Float64} - toFloat64(m0_value), NULL) AS m1_value,
    m0_sample AS m1_sample,
    if(isFinite(toFloat64(m2_value) - toFloat64(m3_value)), toFloat64(m2_value) - toFloat64(m3_value), NULL) AS m4_value,
    greatest(m2_sample, m3_sample) AS m4_sample
  FROM level0
),
level2 AS (
  SELECT
    *,
    if(isFinite(coalesce(toFloat64(m1_value), {p2:Float64}) * {p3:Float64} + max2(toFloat64(m4_value), {p2:Float64})), coalesce(toFloat64(m1_value), {p2:Float64}) * {p3:Float64} + max2(toFloat64(m4_value), {p2:Float64}), NULL) AS m5_value,
    m1_sample AS m5_sample
  FROM level1
)
SELECT
  _period AS period,
  m5_value,
  m5_sample
FROM level2
ORDER BY period

-- {"starts":[983422800000,986101200000],"p0":15,"from":983422800000,"to":988689600000,"p1":1,"p2":0,"p3":100}
