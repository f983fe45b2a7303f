WITH
scan0 AS (
  SELECT
    roundDown(toUnixTimestamp64Milli(_at), {starts:Array(Int64)}) AS _period,
    `origin` AS _d0,
    `cancelled` AS _d1,
    countIf((`delay` IS NOT NULL)) AS _s0,
    sum(toInt128(`delay`)) AS _s1
  FROM dataset_flights
  WHERE _at >= fromUnixTimestamp64Milli({from:Int64}) AND _at < fromUnixTimestamp64Milli({to:Int64})
  GROUP BY _period, _d0, _d1
),
level0 AS (
  SELECT
    _period,
    toString(_d0) AS _d0,
    toString(_d1) AS _d1,
    if(isFinite(toFloat64(ifNull(_s1, 0)) / nullIf(toFloat64(_s0), 0)), toFloat64(ifNull(_s1, 0)) / nullIf(toFloat64(_s0), 0), NULL) AS m0_value,
    if(isFinite(toFloat64(ifNull(_s1, 0))), toFloat64(ifNull(_s1, 0)), NULL) AS m0_numerator,
    toFloat64(_s0) AS m0_denominator,
    _s0 AS m0_sample
  FROM scan0
),
weighed AS (
  SELECT *, sum(m0_sample) OVER (PARTITION BY _d0, _d1) AS _rows
  FROM level0
),
ranked AS (
  SELECT *, dense_rank() OVER (ORDER BY _rows DESC, _d0, _d1) AS _rank
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
  _d1 AS slice1,
  _slices AS slices,
  m0_value,
  m0_numerator,
  m0_denominator,
  m0_sample
FROM shown
ORDER BY _rank, period

-- {"starts":[983422800000,986101200000],"from":983422800000,"to":988689600000,"slices":5}
