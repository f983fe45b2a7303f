WITH
scan0 AS (
  SELECT
    roundDown(toUnixTimestamp64Milli(_at), {starts:Array(Int64)}) AS _period,
    countIf((if(isFinite(_j0_c0), _j0_c0, NULL) IS NOT NULL)) AS _s0,
    sum(if(isFinite(_j0_c0), _j0_c0, NULL)) AS _s1
  FROM dataset_bags
  ANY LEFT JOIN (SELECT `number` AS _j0_k0, argMax(tuple(toNullable(`miles`)), (_sequence, _at)).1 AS _j0_c0 FROM dataset_members GROUP BY _j0_k0) AS _j0 ON `member` = _j0_k0
  WHERE _at >= fromUnixTimestamp64Milli({from:Int64}) AND _at < fromUnixTimestamp64Milli({to:Int64})
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

-- {"starts":[983422800000,986101200000],"from":983422800000,"to":988689600000}
