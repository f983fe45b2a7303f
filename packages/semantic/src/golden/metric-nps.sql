WITH
scan0 AS (
  SELECT
    roundDown(toUnixTimestamp64Milli(_at), {starts:Array(Int64)}) AS _period,
    count() AS _s0,
    sum(multiIf(if(isFinite(`recommends`), `recommends`, NULL) >= {p0:Int64}, {p2:Float64}, if(isFinite(`recommends`), `recommends`, NULL) <= {p1:Int64}, {p3:Float64}, {p4:Float64})) AS _s1
  FROM dataset_answers
  WHERE _at >= fromUnixTimestamp64Milli({from:Int64}) AND _at < fromUnixTimestamp64Milli({to:Int64})
    AND (if(isFinite(`recommends`), `recommends`, NULL) >= {p5:Int64} AND if(isFinite(`recommends`), `recommends`, NULL) <= {p6:Int64})
  GROUP BY _period
)
SELECT
  _period AS period,
  if(isFinite(toFloat64(ifNull(_s1, 0)) / nullIf(toFloat64(_s0), 0)), toFloat64(ifNull(_s1, 0)) / nullIf(toFloat64(_s0), 0), NULL) AS m0_value,
  if(isFinite(toFloat64(ifNull(_s1, 0))), toFloat64(ifNull(_s1, 0)), NULL) AS m0_numerator,
  toFloat64(_s0) AS m0_denominator,
  _s0 AS m0_sample
FROM scan0
ORDER BY period

-- {"starts":[983422800000,986101200000],"p0":9,"p1":6,"p2":100,"p3":-100,"p4":0,"from":983422800000,"to":988689600000,"p5":0,"p6":10}
