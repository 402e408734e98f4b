#!/bin/bash
# The fabric beside the engine's bridge in one run: packets at 2, 100 and 1,000 interfaces, then launches. Needs root, a Docker
# engine and the guest images (eng/engine.sh up, eng/images.sh). Writes baseline.md beside this file.
set -euo pipefail
. "$(dirname "$(dirname "$(dirname "$(readlink -f "$0")")")")/eng/dotnet.sh"
tests=$top/tests/Virga.Conformance/bin/Release/net10.0/Virga.Conformance
table=$(mktemp)
launches=$(mktemp)
trap 'rm -f "$table" "$launches"' EXIT

dotnet build "$top/tests/Virga.Conformance" -c Release -v q -clp:ErrorsOnly </dev/null
VIRGA_BENCH_OUT=$table "$tests" -noLogo -noColor -explicit only -method '*.Fabric.BridgeTests.*'
VIRGA_BENCH_OUT=$launches "$tests" -noLogo -noColor -explicit only -method '*.Network.LaunchTimeTests.*'
[ -s "$table" ] || { echo "nothing was measured: see the skipped tests above" >&2; exit 1; }
{
  echo "# The fabric beside the engine's bridge"
  echo
  echo "Measured by \`./virga bench network\` on $(date +%F): $(nproc) cores, kernel $(uname -r), $(docker version --format 'Docker {{.Server.Version}}')."
  echo "Two subnets with ACLs, 50 groups of ten rules; the bridge is measured again beside each row. One thread has both ends of a"
  echo "connection; times are the tenth percentile of 100 batches, of a rule and of one more cable it is the median of 13."
  echo
  cat "$table"
  echo
  cat "$launches"
} >"$top/bench/network/baseline.md"
cat "$top/bench/network/baseline.md"
