# Each failed test of xunit reports: its name, what it said, where, and the end of its output.
BEGIN { RS = "<" }
inside {
  end = index($0, "]]>")
  text = text "<" (end ? substr($0, 1, end - 1) : $0)
  if (end) { inside = 0; show() }
  next
}
/^test / { name = attribute("name"); failed = / result="Fail"/; if (failed) print name }
/^(message|stack-trace|output)>/ { part = failed ? substr($0, 1, index($0, ">") - 1) : ""; next }
/^!\[CDATA\[/ && part != "" {
  text = substr($0, 9)
  if (end = index(text, "]]>")) { text = substr(text, 1, end - 1); show() } else inside = 1
  next
}
{ part = "" }
function show(  lines, line, most, at) {
  lines = split(text, line, "\n")
  most = part == "message" ? 30 : part == "output" ? 25 : 8
  for (at = part == "output" && lines > most ? lines - most + 1 : 1; at <= lines && most > 0; at++) {
    if (line[at] == "") continue
    print "    " substr(line[at], 1, 400)
    most--
  }
  part = ""
}
function attribute(key) {
  if (!match($0, " " key "=\"[^\"]*\"")) return "a test without a name"
  key = substr($0, RSTART + length(key) + 3, RLENGTH - length(key) - 4)
  gsub(/&quot;/, "\"", key); gsub(/&lt;/, "<", key); gsub(/&gt;/, ">", key); gsub(/&amp;/, "\\&", key)
  return key
}
