WITH
scan0 AS (
  SELECT
    roundDown(toUnixTimestamp64Milli(_at), {starts:Array(Int64)}) AS _period,
    countIf((`delay` IS NOT NULL)) AS _s0,
    quantilesExactInclusive(0.5, 0.9)(`delay`)[2] AS _s1,
    quantilesExactInclusive(0.5, 0.9)(`delay`)[1] AS _s2,
    sum(toInt128(`delay`)) AS _s3
  FROM dataset_flights
  WHERE _at >= fromUnixTimestamp64Milli({from:Int64}) AND _at < fromUnixTimestamp64Milli({to:Int64})
  GROUP BY _period
)
SELECT
  _period AS period,
  toFloat64(if(_s0 = 0, NULL, _s1)) AS m0_value,
  _s0 AS m0_sample,
  toFloat64(if(_s0 = 0, NULL, _s2)) AS m1_value,
  _s0 AS m1_sample,
  if(isFinite(toFloat64(ifNull(_s3, 0)) / nullIf(toFloat64(_s0), 0)), toFloat64(ifNull(_s3, 0)) / nullIf(toFloat64(_s0), 0), NULL) AS m2_value,
  if(isFinite(toFloat64(ifNull(_s3, 0))), toFloat64(ifNull(_s3, 0)), NULL) AS m2_numerator,
  toFloat64(_s0) AS m2_denominator,
  _s0 AS m2_sample
FROM scan0
ORDER BY period

-- {"starts":[983422800000,986101200000],"from":983422800000,"to":988689600000}
