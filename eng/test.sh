#!/bin/bash
# The test command.
#
#   ./virga test            prepares this machine, builds once, publishes the native binary, runs every test project
#   ./virga test WORD…      only the tests whose full name holds one of the words (* is allowed); prepares and publishes nothing
#
# Quick projects run beside the publish, the others one after another when the machine is quiet. The last line is
# "N passed, N failed, N skipped"; the exit status is 0 only when nothing failed, crashed, hung or found no test.
set -uo pipefail
. "$(dirname "$(readlink -f "$0")")/dotnet.sh"
cd "$top"
out=$top/artifacts/test
filters=("$@")
published=$top/artifacts/publish
quick_projects="Virga.Tidy Virga.Tests Virga.Simulation"
rm -rf "$out"
mkdir -p "$out"

say() { printf '%s\n' "$*"; }
# A project that takes longer than this hangs. All of them together have to end within 85 minutes of the start.
limit_seconds() {
  local limit left=$((5100 - SECONDS))
  case $1 in Virga.Tidy) limit=180 ;; Virga.Tests) limit=300 ;; Virga.Simulation) limit=900 ;; *) limit=2700 ;; esac
  if [ $left -lt $limit ]; then limit=$left; fi
  echo $((limit < 10 ? 10 : limit))
}
record() { printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$@" >>"$out/$1.row"; } # NAME passed failed skipped seconds note

# One project: its console goes to a file (shown where it fails), its counts come from the report, never from the exit status alone.
run_project() { # NAME
  local name=$1 began=$SECONDS limit status=0 counts arguments=() word
  limit=$(limit_seconds "$name")
  for word in ${filters[@]+"${filters[@]}"}; do arguments+=(-method "*$word*"); done
  timeout -k 10 "$limit" dotnet "tests/$name/bin/Debug/net10.0/$name.dll" -noLogo -noColor -longRunning 60 \
    -xml "$out/$name.xml" ${arguments[@]+"${arguments[@]}"} >"$out/$name.log" 2>&1 </dev/null || status=$?
  counts=$(awk -f eng/test-counts.awk "$out/$name.xml" 2>/dev/null)
  local passed=0 failed=0 skipped=0 note=""
  [ -z "$counts" ] || read -r passed failed skipped <<<"$counts"
  if [ "$status" = 124 ] || [ "$status" = 137 ]; then note="TIME LIMIT of $limit s"; failed=$((failed + 1))
  elif [ -z "$counts" ]; then note="CRASHED (status $status)"; failed=$((failed + 1))
  elif [ $((passed + failed + skipped)) = 0 ] && [ ${#filters[@]} = 0 ]; then note="RAN NO TEST"; failed=1
  elif [ "$status" != 0 ] && [ "$failed" = 0 ]; then note="STATUS $status"; failed=1
  fi
  record "$name" "$passed" "$failed" "$skipped" $((SECONDS - began)) "$note"
  say "$name: $passed passed, $failed failed, $skipped skipped ($((SECONDS - began)) s) $note"
  [ "$failed" = 0 ] || show_failures "$name" "$counts"
}

# What failed, from the report; where there is none, the end of the log, which names a test that hangs as long running.
show_failures() { # NAME COUNTS
  if [ -n "$2" ]; then awk -f eng/test-failures.awk "$out/$1.xml" | tee "$out/$1.failures"
  else tail -n 150 "$out/$1.log"
  fi | sed 's/^/    /'
  say "    (whole log: $out/$1.log)"
}

publish() {
  local began=$SECONDS
  if timeout -k 10 1500 eng/publish.sh "$published" >"$out/publish.log" 2>&1 </dev/null; then
    record publish 1 0 0 $((SECONDS - began)) "$(tail -n 1 "$out/publish.log")"
    say "publish: done ($((SECONDS - began)) s)"
  else
    rm -rf "$published"
    record publish 0 1 0 $((SECONDS - began)) "FAILED, see $out/publish.log"
    say "publish: FAILED"; tail -n 40 "$out/publish.log" | sed 's/^/    /'
  fi
}

build() {
  local began=$SECONDS
  if timeout -k 10 900 dotnet build Virga.slnx -v q >"$out/build.log" 2>&1 </dev/null; then
    say "build: done ($((SECONDS - began)) s)"
    return 0
  fi
  grep -E 'error ' "$out/build.log" | sort -u | head -n 40 || tail -n 40 "$out/build.log"
  say "the build failed; all of it: $out/build.log"
  say "0 passed, 1 failed, 0 skipped"
  exit 1
}

# The names of what failed, the reasons of all skips with how often each stands, the table, the line that machines read.
sum_up() {
  if ls "$out"/*.failures >/dev/null 2>&1; then say ""; say "Failed:"; grep -hv '^    ' "$out"/*.failures; fi
  if ls "$out"/*.xml >/dev/null 2>&1 && awk -f eng/test-skips.awk "$out"/*.xml | sort | uniq -c | sort -rn >"$out/skips" && [ -s "$out/skips" ]; then
    say ""; say "Skipped, by reason:"; cat "$out/skips"
  fi
  say ""
  cat "$out"/*.row | awk -F'\t' '
    BEGIN { printf "%-22s %8s %8s %8s %8s\n", "project", "passed", "failed", "skipped", "seconds" }
    { printf "%-22s %8d %8d %8d %8d  %s\n", $1, $2, $3, $4, $5, $6; p += $2; f += $3; s += $4 }
    END { print ""; printf "%d passed, %d failed, %d skipped\n", p, f, s; exit (f > 0 || p == 0) }'
}

# AWS CLI before 2.13 and 1.29 (Debian 12 has 2.9) takes its endpoint by an option only; the tests give it by AWS_ENDPOINT_URL.
old_aws() {
  local real
  real=$(type -P aws) || return 0
  case $("$real" --version 2>&1) in
    aws-cli/2.[0-9].*|aws-cli/2.1[0-2].*|aws-cli/1.[0-9].*|aws-cli/1.1[0-9].*|aws-cli/1.2[0-8].*) ;;
    *) return 0 ;;
  esac
  mkdir -p "$out/bin"
  printf '#!/bin/sh\nexec %s ${AWS_ENDPOINT_URL:+--endpoint-url "$AWS_ENDPOINT_URL"} "$@"\n' "$real" >"$out/bin/aws"
  chmod +x "$out/bin/aws"
  PATH=$out/bin:$PATH
}

if [ ${#filters[@]} = 0 ]; then eng/prepare.sh packages; fi
old_aws
build
pids=()
if [ ${#filters[@]} = 0 ]; then
  export VIRGA_PUBLISHED=$published/virga
  eng/prepare.sh guests & pids+=($!)
  publish & pids+=($!)
elif [ -x "$published/virga" ]; then
  export VIRGA_PUBLISHED=$published/virga
fi
for name in $quick_projects; do run_project "$name"; done
[ ${#pids[@]} = 0 ] || wait "${pids[@]}"
for project in tests/*/*.csproj; do
  name=$(basename "$project" .csproj)
  case " $quick_projects " in *" $name "*) ;; *) run_project "$name" ;; esac
done
sum_up
