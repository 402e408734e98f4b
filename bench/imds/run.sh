#!/bin/bash
# Measures the metadata mock of the published binary: `bench/imds/run.sh [BINARY]`. Needs wrk and curl.
# With VIRGA_STORM_REQUESTS=1000000 the conformance test StormTests is the check that no reply belongs to another.
set -euo pipefail
top=$(dirname "$(dirname "$(dirname "$(readlink -f "$0")")")")
binary=${1:-$top/artifacts/publish/virga}
port=${PORT:-14338}
url=http://127.0.0.1:$port
for tool in wrk curl; do command -v "$tool" >/dev/null || { echo "$tool is missing" >&2; exit 1; }; done
scripts=$(mktemp -d)
server=
trap 'kill "$server" 2>/dev/null || true; rm -rf "$scripts"' EXIT

started=$(date +%s%N)
"$binary" imds -n 127.0.0.1 -p "$port" >/dev/null 2>&1 &
server=$!
until curl -sf -o /dev/null "$url/latest/meta-data/instance-id"; do kill -0 "$server"; done
echo "first answer, with curl's own start: $((($(date +%s%N) - started) / 1000000)) ms"

load() { # NAME CONNECTIONS ARGUMENTS...
  echo "$1: $(wrk -t1 -c"$2" -d5s --latency "${@:3}" | awk '/50%|99%/ {printf "%s %s  ", $1, $2} /Requests\/sec/ {printf "%s a second", $2} /Non-2xx/ {printf "  ERRORS %s", $NF}')"
}
load "leaf, 16 connections" 16 "$url/latest/meta-data/instance-id"
load "leaf, 256 connections" 256 "$url/latest/meta-data/instance-id"
token=$(curl -s -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 21600' "$url/latest/api/token")
load "leaf with a token, 16 connections" 16 -H "X-aws-ec2-metadata-token: $token" "$url/latest/meta-data/instance-id"
echo 'wrk.method = "PUT"' >"$scripts/put.lua"
load "tokens, 64 connections" 64 -s "$scripts/put.lua" -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' "$url/latest/api/token"
grep -E 'VmRSS|RssAnon' "/proc/$server/status"
