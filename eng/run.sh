#!/bin/bash
# Runs the program from source (`./virga COMMAND …`, `serve` when there is none). It is built on first use and whenever a
# source changed since; the build says nothing on standard output, so `eval "$(./virga env)"` is safe.
set -euo pipefail
. "$(dirname "$(readlink -f "$0")")/dotnet.sh"

# A build never overwrites what a running server has mapped: each one gets a directory of its own, the last two are kept.
runs=$top/artifacts/run
current=$runs/current
log=$top/artifacts/run/build.log

is_fresh() {
  [ -f "$current/virga-server.dll" ] && [ -z "$(find "$top/src" "$top/eng/BannedSymbols.txt" "$top"/*.props "$top/global.json" \
    \( -name bin -o -name obj \) -prune -o -newer "$current/virga-server.dll" -print -quit)" ]
}

build() {
  local next="build-$$"
  echo "virga: building from source (the first time takes a minute or two; log: $log)" >&2
  if ! dotnet build "$top/src/Virga.Server" -c Release -v q >"$log" 2>&1 </dev/null; then
    grep -E '(error|warning) ' "$log" | sort -u | head -n 40 >&2 || tail -n 40 "$log" >&2
    echo "virga: the build failed; all of it: $log" >&2
    exit 1
  fi
  rm -rf "${runs:?}/$next"
  cp -R "$top/src/Virga.Server/bin/Release/net10.0" "$runs/$next"
  touch "$runs/$next/virga-server.dll"
  ln -sfn "$next" "$current"
  find "$runs" -maxdepth 1 -name 'build-*' -type d -printf '%T@ %p\n' | sort -rn | tail -n +3 | cut -d' ' -f2- | xargs -r rm -rf
}

mkdir -p "$runs"
if ! is_fresh; then
  exec 9>"$runs/lock"
  flock 9
  is_fresh || build 9>&-
  exec 9>&-
fi
[ $# -gt 0 ] || set -- serve
# The real path, so that a later build does not change the directory under a server that runs.
exec dotnet "$(readlink -f "$current")/virga-server.dll" "$@"
