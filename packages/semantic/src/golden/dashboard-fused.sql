WITH
scan0 AS (
  SELECT
    roundDown(toUnixTimestamp64Milli(_at), {starts:Array(Int64)}) AS _period,
    count() AS _s0,
    countIf((`delay` < {p0:Int64})) AS _s1,
    countIf((`delay` < {p0:Int64}) AND (toHour(`departure`, 'America/New_York') < {p1:Int64})) AS _s2,
    countIf((toHour(`departure`, 'America/New_York') < {p1:Int64})) AS _s3,
    countIf((`delay` IS NOT NULL)) AS _s4,
    sum(toInt128(`delay`)) AS _s5,
    quantileExactInclusive(0.9)(`delay`) AS _s6,
    countIf((`delay` >= {p2:Int64})) AS _s7,
    uniqExact(`origin`, `destination`) AS _s8,
    countIf((`origin` IS NOT NULL) AND (`destination` IS NOT NULL)) AS _s9,
    sum(toInt128(`distance`)) AS _s10,
    countIf((`distance` IS NOT NULL)) AS _s11
  FROM dataset_flights
  WHERE _at >= fromUnixTimestamp64Milli({from:Int64}) AND _at < fromUnixTimestamp64Milli({to:Int64})
  GROUP BY _period
)
SELECT
  _period AS period,
  toFloat64(_s0) AS m0_value,
  _s0 AS m0_sample,
  if(isFinite(toFloat64(_s1) / nullIf(toFloat64(_s0), 0)), toFloat64(_s1) / nullIf(toFloat64(_s0), 0), NULL) AS m1_value,
  toFloat64(_s1) AS m1_numerator,
  toFloat64(_s0) AS m1_denominator,
  _s0 AS m1_sample,
  if(isFinite(toFloat64(_s2) / nullIf(toFloat64(_s3), 0)), toFloat64(_s2) / nullIf(toFloat64(_s3), 0), NULL) AS m2_value,
  toFloat64(_s2) AS m2_numerator,
  toFloat64(_s3) AS m2_denominator,
  _s3 AS m2_sample,
  if(isFinite(toFloat64(ifNull(_s5, 0)) / nullIf(toFloat64(_s4), 0)), toFloat64(ifNull(_s5, 0)) / nullIf(toFloat64(_s4), 0), NULL) AS m3_value,
  if(isFinite(toFloat64(ifNull(_s5, 0))), toFloat64(ifNull(_s5, 0)), NULL) AS m3_numerator,
  toFloat64(_s4) AS m3_denominator,
  _s4 AS m3_sample,
  toFloat64(if(_s4 = 0, NULL, _s6)) AS m4_value,
  _s4 AS m4_sample,
  toFloat64(_s7) AS m5_value,
  _s4 AS m5_sample,
  toFloat64(_s8) AS m6_value,
  _s9 AS m6_sample,
  if(isFinite(toFloat64(ifNull(_s10, 0))), toFloat64(ifNull(_s10, 0)), NULL) AS m7_value,
  _s11 AS m7_sample
FROM scan0
ORDER BY period

-- {"starts":[983422800000,986101200000],"p0":15,"p1":10,"p2":60,"from":983422800000,"to":988689600000}
