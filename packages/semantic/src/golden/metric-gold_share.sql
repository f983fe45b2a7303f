WITH
scan0 AS (
  SELECT
    roundDown(toUnixTimestamp64Milli(_at), {starts:Array(Int64)}) AS _period,
    countIf((_j1_c0 = {p0:String})) AS _s0,
    count() AS _s1
  FROM dataset_bags
  ANY LEFT JOIN (SELECT `number` AS _j0_k0, argMax(tuple(toNullable(`programme`), toNullable(`region`)), (_sequence, _at)).1 AS _j0_c0, argMax(tuple(toNullable(`programme`), toNullable(`region`)), (_sequence, _at)).2 AS _j0_c1 FROM dataset_members GROUP BY _j0_k0) AS _j0 ON `member` = _j0_k0
  ANY LEFT JOIN (SELECT `code` AS _j1_k0, `region` AS _j1_k1, argMax(tuple(toNullable(`tier`)), (_sequence, _at)).1 AS _j1_c0 FROM dataset_programmes GROUP BY _j1_k0, _j1_k1) AS _j1 ON _j0_c0 = _j1_k0 AND _j0_c1 = _j1_k1
  WHERE _at >= fromUnixTimestamp64Milli({from:Int64}) AND _at < fromUnixTimestamp64Milli({to:Int64})
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

-- {"starts":[983422800000,986101200000],"p0":"gold","from":983422800000,"to":988689600000}
