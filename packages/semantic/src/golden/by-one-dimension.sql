WITH
scan0 AS (
  SELECT
    roundDown(toUnixTimestamp64Milli(_at), {starts:Array(Int64)}) AS _period,
    `origin` AS _d0,
    countIf((`delay` < {p0:Int64})) AS _s0,
    count() AS _s1
  FROM dataset_flights
  WHERE _at >= fromUnixTimestamp64Milli({from:Int64}) AND _at < fromUnixTimestamp64Milli({to:Int64})
  GROUP BY _period, _d0
),
level0 AS (
  SELECT
    _period,
    toString(_d0) AS _d0,
    if(isFinite(toFloat64(_s0) / nullIf(toFloat64(_s1), 0)), toFloat64(_s0) / nullIf(toFloat64(_s1), 0), NULL) AS m0_value,
    toFloat64(_s0) AS m0_numerator,
    toFloat64(_s1) AS m0_denominator,
    _s1 AS m0_sample,
    toFloat64(_s1) AS m1_value,
    _s1 AS m1_sample
  FROM scan0
),
weighed AS (
  SELECT *, sum(m0_sample + m1_sample) OVER (PARTITION BY _d0) AS _rows
  FROM level0
),
ranked AS (
  SELECT *, dense_rank() OVER (ORDER BY _rows DESC, _d0) AS _rank
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

-- {"starts":[983422800000,986101200000],"p0":15,"from":983422800000,"to":988689600000,"slices":20}
