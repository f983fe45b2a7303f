WITH
pieces0 AS (
  SELECT
    roundDown(toUnixTimestamp64Milli(_at), {starts_0:Array(Int64)}) AS _piece,
    `account` AS _e0,
    argMaxState(tuple(toNullable(toInt128(`seats`))), (_at, _sequence, cityHash64(tuple(`changed`, `account`, `product`, `amount`, `seats`, `plan`, `active`)))) AS _a0,
    argMinState(tuple(toNullable(toInt128(`seats`))), (_at, -_sequence, cityHash64(tuple(`changed`, `account`, `product`, `amount`, `seats`, `plan`, `active`)))) AS _a1,
    countState() AS _a2
  FROM dataset_subscriptions
  WHERE _at >= fromUnixTimestamp64Milli({from_0:Int64}) AND _at < fromUnixTimestamp64Milli({to_0:Int64})
    AND `account` IS NOT NULL
  GROUP BY _piece, _e0
),
runs0 AS (
  SELECT
    _run.1 AS _frame,
    _run.2 AS _period,
    arrayJoin(arraySlice({starts_0:Array(Int64)}, _run.3, _run.4)) AS _piece
  FROM (SELECT arrayJoin(arrayZip({frames_0:Array(UInt16)}, {spans_0:Array(Int64)}, {firsts_0:Array(UInt32)}, {counts_0:Array(UInt32)})) AS _run)
),
entities0 AS (
  SELECT
    _period,
    _e0,
    multiIf(countIf(_frame = 0) > 0, argMinMergeIf(_a1, _frame = 0).1, argMaxMergeIf(_a0, _frame = 1).1) AS _p0,
    countMergeIf(_a2, _frame = 0) AS _p1,
    countMergeIf(_a2, _frame = 1) AS _p2
  FROM pieces0 INNER JOIN runs0 USING (_piece)
  GROUP BY _period, _e0
),
scan0 AS (
  SELECT
    _period,
    countIf((_p1 > {p0:Int64} OR _p2 > {p0:Int64})) AS _s0,
    sumIf(_p0, (_p1 > {p0:Int64} OR _p2 > {p0:Int64}) AND (_p0 IS NOT NULL)) AS _s1
  FROM entities0
  GROUP BY _period
)
SELECT
  _period AS period,
  toFloat64(if(_s0 = 0, NULL, ifNull(_s1, 0))) AS m0_value,
  _s0 AS m0_sample
FROM scan0
ORDER BY period

-- {"starts_0":[979966800000,982645200000,983422800000,986101200000],"from_0":979966800000,"to_0":988689600000,"p0":0,"frames_0":[0,0,1,1],"spans_0":[983422800000,986101200000,983422800000,986101200000],"firsts_0":[3,4,1,2],"counts_0":[1,1,2,2]}
