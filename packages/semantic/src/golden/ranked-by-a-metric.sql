WITH
scan0 AS (
  SELECT
    roundDown(toUnixTimestamp64Milli(_at), {starts:Array(Int64)}) AS _period,
    `origin` AS _d0,
    countIf((`delay` IS NOT NULL)) AS _s0,
    sum(toInt128(`delay`)) AS _s1
  FROM dataset_flights
  WHERE _at >= fromUnixTimestamp64Milli({from:Int64}) AND _at < fromUnixTimestamp64Milli({to:Int64})
  GROUP BY _period, _d0
),
scan1 AS (
  SELECT
    roundDown(toUnixTimestamp64Milli(_at), {starts:Array(Int64)}) AS _period,
    `origin` AS _d0,
    sum(toInt128(`seats`)) AS _s2,
    count() AS _s3
  FROM dataset_bookings
  WHERE _at >= fromUnixTimestamp64Milli({from:Int64}) AND _at < fromUnixTimestamp64Milli({to:Int64})
  GROUP BY _period, _d0
),
joined AS (
  SELECT _period, _d0, any(_s0) AS _s0, any(_s1) AS _s1, any(_s2) AS _s2, any(_s3) AS _s3
  FROM (
    SELECT _period, toString(_d0) AS _d0, _s0, _s1, NULL AS _s2, NULL AS _s3 FROM scan0
    UNION ALL
    SELECT _period, toString(_d0) AS _d0, NULL AS _s0, NULL AS _s1, _s2, _s3 FROM scan1
  )
  GROUP BY _period, _d0
),
level0 AS (
  SELECT
    _period,
    _d0,
    if(isFinite(toFloat64(ifNull(_s1, 0)) / nullIf(toFloat64(ifNull(_s0, 0)), 0)), toFloat64(ifNull(_s1, 0)) / nullIf(toFloat64(ifNull(_s0, 0)), 0), NULL) AS m0_value,
    if(isFinite(toFloat64(ifNull(_s1, 0))), toFloat64(ifNull(_s1, 0)), NULL) AS m0_numerator,
    toFloat64(ifNull(_s0, 0)) AS m0_denominator,
    ifNull(_s0, 0) AS m0_sample,
    if(isFinite(toFloat64(ifNull(_s2, 0))), toFloat64(ifNull(_s2, 0)), NULL) AS m1_value,
    ifNull(_s3, 0) AS m1_sample
  FROM joined
),
weighed AS (
  SELECT *, sum(m0_sample + m1_sample) OVER (PARTITION BY _d0) AS _rows, maxIf(m0_value, _period = {ranked_in:Int64}) OVER (PARTITION BY _d0) AS _weight
  FROM level0
),
ranked AS (
  SELECT *, dense_rank() OVER (ORDER BY _weight DESC NULLS LAST, _rows DESC, _d0) AS _rank
  FROM weighed
  WHERE _rows > 0
),
shown AS (
  SELECT *
  FROM (SELECT *, max(_rank) OVER () AS _slices FROM ranked)
  WHERE _rank <= {slices:UInt32}
)
SELECT
  _period AS period,
  _d0 AS slice0,
  _slices AS slices,
  m0_value,
  m0_numerator,
  m0_denominator,
  m0_sample,
  m1_value,
  m1_sample
FROM shown
ORDER BY _rank, period

-- {"starts":[983422800000,986101200000],"from":983422800000,"to":988689600000,"slices":3,"ranked_in":986101200000}
