#!/bin/bash
# Publishes the native binary: `./virga publish [DIR]` (default artifacts/publish) leaves DIR/virga and DIR/libe_sqlite3.so.
# .NET 10 is tried first; where its native packs can not be restored it is .NET 9. Warnings of the trimmer are errors.
set -euo pipefail
. "$(dirname "$(readlink -f "$0")")/dotnet.sh"
target=$(readlink -m "${1:-$top/artifacts/publish}")
work=$top/artifacts/native
mkdir -p "$work" "$target"

say() { echo "publish: $*" >&2; }
command -v clang >/dev/null || command -v gcc >/dev/null || { say "a linker is missing: apt-get install gcc libc6-dev"; exit 1; }
# The SDK looks for clang only; gcc links as well.
linker=()
command -v clang >/dev/null || linker=(-p:CppCompilerAndLinker=gcc)

case "$(uname -m)" in x86_64) rid=linux-x64 ;; aarch64) rid=linux-arm64 ;; *) say "no native binary for $(uname -m)"; exit 1 ;; esac

attempt() { # FRAMEWORK
  # Its own artifacts path: the assets of one framework must not be taken for those of the other, nor for the JIT build's.
  local options=(-r "$rid" -p:VirgaFramework="$1" -p:VirgaNative=true "${linker[@]}" --artifacts-path "$work/$1")
  dotnet restore "$top/src/Virga.Server" "${options[@]}" -v q >"$work/$1-restore.log" 2>&1 </dev/null || return 2
  rm -rf "$work/out"
  dotnet publish "$top/src/Virga.Server" -c Release --no-restore "${options[@]}" -o "$work/out" -v q >"$work/$1.log" 2>&1 </dev/null
}

finish() { # FRAMEWORK
  mv -f "$work/out/virga-server" "$target/virga"
  for library in "$work/out"/*.so; do [ ! -e "$library" ] || install -m 755 "$library" "$target/"; done
  say "native binary for $rid as $1: $target/virga, $(du -ch "$target/virga" "$target"/*.so 2>/dev/null | tail -n 1 | cut -f1)B with its library, $SECONDS s"
}

for framework in net10.0 net9.0; do
  status=0
  attempt "$framework" || status=$?
  case $status in
    0) finish "$framework"; exit 0 ;;
    2) say "$framework: the native packs do not restore here ($(grep -oE 'error NU[0-9]+: Unable to find package [^ ]*' "$work/$framework-restore.log" | head -n 1 || true)); see $work/$framework-restore.log" ;;
    *) grep -E '(error|warning) ' "$work/$framework.log" | sort -u | head -n 40 >&2 || tail -n 40 "$work/$framework.log" >&2
       say "$framework: FAILED; all of it: $work/$framework.log"; exit 1 ;;
  esac
done
say "no framework could be published"
exit 1
