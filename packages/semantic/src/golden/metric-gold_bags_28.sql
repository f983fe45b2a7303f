WITH
pieces0 AS (
  SELECT
    roundDown(toUnixTimestamp64Milli(_at), {starts_0:Array(Int64)}) AS _piece,
    countState() AS _a0
  FROM dataset_bags
  ANY LEFT JOIN (SELECT `number` AS _j0_k0, argMax(tuple(toNullable(`programme`), toNullable(`region`)), (_sequence, _at)).1 AS _j0_c0, argMax(tuple(toNullable(`programme`), toNullable(`region`)), (_sequence, _at)).2 AS _j0_c1 FROM dataset_members GROUP BY _j0_k0) AS _j0 ON `member` = _j0_k0
  ANY LEFT JOIN (SELECT `code` AS _j1_k0, `region` AS _j1_k1, argMax(tuple(toNullable(`tier`)), (_sequence, _at)).1 AS _j1_c0 FROM dataset_programmes GROUP BY _j1_k0, _j1_k1) AS _j1 ON _j0_c0 = _j1_k0 AND _j0_c1 = _j1_k1
  WHERE ((_at >= fromUnixTimestamp64Milli({from_0:Int64}) AND _at < fromUnixTimestamp64Milli({to_0:Int64})) OR (_at >= fromUnixTimestamp64Milli({from2_0:Int64}) AND _at < fromUnixTimestamp64Milli({to2_0:Int64})))
    AND (_j1_c0 = {p0:String})
    AND (if(isFinite(`weight`), `weight`, NULL) > {p1:Int64})
  GROUP BY _piece
),
runs0 AS (
  SELECT
    _run.1 AS _frame,
    _run.2 AS _period,
    arrayJoin(arraySlice({starts_0:Array(Int64)}, _run.3, _run.4)) AS _piece
  FROM (SELECT arrayJoin(arrayZip({frames_0:Array(UInt16)}, {spans_0:Array(Int64)}, {firsts_0:Array(UInt32)}, {counts_0:Array(UInt32)})) AS _run)
),
scan0 AS (
  SELECT
    _period,
    countMergeIf(_a0, _frame = 1) AS _s0
  FROM pieces0 INNER JOIN runs0 USING (_piece)
  GROUP BY _period
)
SELECT
  _period AS period,
  toFloat64(_s0) AS m0_value,
  _s0 AS m0_sample
FROM scan0
ORDER BY period

-- {"starts_0":[983682000000,986101200000,986270400000],"from_0":983682000000,"to_0":986101200000,"from2_0":986270400000,"to2_0":988689600000,"p0":"gold","p1":10,"frames_0":[1,1],"spans_0":[983422800000,986101200000],"firsts_0":[1,3],"counts_0":[1,1]}
