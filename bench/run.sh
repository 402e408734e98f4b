#!/bin/bash
# `./virga bench`: measures the published binary, with moto beside it where `moto_server` is installed, and writes bench/baseline.md.
#
#   ./virga bench              publishes first when the binary is missing or older than a source
#   ./virga bench --quick      shorter runs; writes artifacts/bench.md and leaves the baseline alone
#   ./virga bench network      the fabric beside the engine's bridge (root, a Docker engine); writes bench/network/baseline.md
#   ./virga bench ecr          the registry beside CNCF distribution (Debian's docker-registry); writes bench/ecr/baseline.md
#   ./virga bench imds         the metadata mock (wrk), beside Amazon's where it is installed; writes bench/imds/baseline.md
#   ./virga bench vm           launches of virtual machines beside plain virsh (libvirt); writes bench/vm/baseline.md
#   ./virga bench ec2          launches of container instances beside `docker run`; writes bench/ec2/baseline.md
set -euo pipefail
. "$(dirname "$(dirname "$(readlink -f "$0")")")/eng/dotnet.sh"
if [ "${1:-}" = network ]; then
  exec "$top/bench/network/run.sh"
fi
binary=$top/artifacts/publish/virga
log=$top/artifacts/bench-build.log

if [ ! -x "$binary" ] || [ -n "$(find "$top/src" \( -name bin -o -name obj \) -prune -o -type f -newer "$binary" -print -quit)" ]; then
  "$top/eng/publish.sh"
fi
mkdir -p "$top/artifacts"
if [ "${1:-}" = ecr ]; then
  shift
  distribution=$(command -v docker-registry) || { echo "docker-registry is missing: eng/prepare.sh packages" >&2; exit 1; }
  exec python3 "$top/bench/ecr/run.py" "$binary" "$distribution" "$top/bench/ecr/baseline.md" "$@"
fi
if [ "${1:-}" = imds ]; then
  exec "$top/bench/imds/run.sh" "$binary"
fi
if [ "${1:-}" = vm ]; then
  shift
  image=$("$top/eng/vm-images.sh" micro)
  exec python3 "$top/bench/vm/run.py" "$binary" --image "$image" --rounds 6 --out "$top/bench/vm/baseline.md" "$@"
fi
if [ "${1:-}" = ec2 ]; then
  shift
  exec python3 "$top/bench/ec2/run.py" "$binary" "$top/bench/ec2/baseline.md" "$@"
fi
dotnet build "$top/bench/Virga.Bench" -c Release -v q >"$log" 2>&1 </dev/null || { grep 'error ' "$log" | sort -u | head; exit 1; }

# A version manager's shim is a shell script, whose time would count as moto's.
moto=$(command -v moto_server || true)
case $moto in */shims/*) moto=$(pyenv which moto_server) ;; esac

target=(--out "$top/bench/baseline.md")
case " $* " in *" --quick "*) target=(--out "$top/artifacts/bench.md") ;; esac
exec dotnet "$top/bench/Virga.Bench/bin/Release/net10.0/Virga.Bench.dll" --virga "$binary" --moto "$moto" "${target[@]}" "$@"
