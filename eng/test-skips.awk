# The reason of each skipped test in xunit reports, a line each.
BEGIN { RS = "<" }
/^reason>/ { waiting = 1; next }
waiting && /^!\[CDATA\[/ {
  reason = substr($0, 9); sub(/\]\]>.*$/, "", reason); gsub(/[\r\n]+/, " ", reason)
  print reason
}
{ waiting = 0 }
