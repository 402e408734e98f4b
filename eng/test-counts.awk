# "passed failed skipped" of one xunit report: the attributes of its <assembly …> element; an error of the run is a failure.
BEGIN { RS = "<" }
/^assembly / {
  found = 1
  passed += value("passed"); failed += value("failed") + value("errors"); skipped += value("skipped")
}
END { if (found) print passed + 0, failed + 0, skipped + 0 }
function value(name) {
  return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : 0
}
