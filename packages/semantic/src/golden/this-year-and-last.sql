WITH
scan0 AS (
  SELECT
    roundDown(toUnixTimestamp64Milli(_at), {starts:Array(Int64)}) AS _period,
    countIf((`delay` < {p0:Int64})) AS _s0,
    count() AS _s1
  FROM dataset_flights
  WHERE ((_at >= fromUnixTimestamp64Milli({from:Int64}) AND _at < fromUnixTimestamp64Milli({to:Int64})) OR (_at >= fromUnixTimestamp64Milli({from2:Int64}) AND _at < fromUnixTimestamp64Milli({to2:Int64})))
  GROUP BY _period
)
SELECT
  _period AS period,
  if(isFinite(toFloat64(_s0) / nullIf(toFloat64(_s1), 0)), toFloat64(_s0) / nullIf(toFloat64(_s1), 0), NULL) AS m0_value,
  toFloat64(_s0) AS m0_numerator,
  toFloat64(_s1) AS m0_denominator,
  _s1 AS m0_sample
FROM scan0
ORDER BY period

-- {"starts":[952318800000,952923600000,983768400000,984373200000],"p0":15,"from":952318800000,"to":953528400000,"from2":983768400000,"to2":984978000000}
