"""Solves one programme with native HiGHS: native_highs.py FOLDER OPTIONS. Prints seconds, or why it has none."""
import json
import sys
import time

try:
    import highspy
    import numpy
except ImportError as missing:
    print(json.dumps({"missing": str(missing)}))
    sys.exit(0)

folder, options = sys.argv[1], json.loads(sys.argv[2])
size = json.load(open(f"{folder}/size.json"))


def read(name, kind):
    return numpy.fromfile(f"{folder}/{name}", dtype=kind)


programme = highspy.HighsLp()
programme.num_col_, programme.num_row_ = size["columnsCount"], size["rowsCount"]
programme.col_cost_ = read("cost", "f8")
programme.col_lower_, programme.col_upper_ = read("lower", "f8"), read("upper", "f8")
programme.row_lower_ = programme.row_upper_ = read("rightHandSide", "f8")
programme.a_matrix_.format_ = highspy.MatrixFormat.kColwise
programme.a_matrix_.start_, programme.a_matrix_.index_ = read("starts", "i4"), read("rows", "i4")
programme.a_matrix_.value_ = read("values", "f8")

highs = highspy.Highs()
for name, value in options.items():
    highs.setOptionValue(name, value)
highs.passModel(programme)
started = time.perf_counter()
highs.run()
seconds = time.perf_counter() - started
status = highs.modelStatusToString(highs.getModelStatus())
print(json.dumps({"seconds": seconds, "status": status, "version": highs.version()}))
