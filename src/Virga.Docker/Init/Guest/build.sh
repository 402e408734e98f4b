#!/bin/sh
# Compiles the guest init: build.sh OUTPUT [RUNTIME-IDENTIFIER]. It must be static, to run in any image.
# musl makes 0.1 MB of it, glibc 1 MB. Where no compiler does, it says so and leaves no output: the program then builds,
# and says what is missing when an instance is launched.
set -u
cd "$(dirname "$0")" || exit 1
output=$1
flags="-std=gnu17 -D_GNU_SOURCE -Os -static -s -Wall -Wextra -Wno-format-truncation
  -ffunction-sections -fdata-sections -Wl,--gc-sections"

case "${2:-}:$(uname -m)" in
  linux*-x64:x86_64 | linux*-arm64:aarch64 | :*) compilers="musl-gcc gcc clang" ;;
  linux*-x64:*) compilers="x86_64-linux-musl-gcc x86_64-linux-gnu-gcc" ;;
  linux*-arm64:*) compilers="aarch64-linux-musl-gcc aarch64-linux-gnu-gcc" ;;
  *) compilers="" ;;
esac
[ "$(uname -s)" = Linux ] || compilers=""

for compiler in $compilers; do
  command -v "$compiler" >/dev/null || continue
  # shellcheck disable=SC2086
  if "$compiler" $flags -o "$output.new" ./*.c; then
    mv "$output.new" "$output"
    exit 0
  fi
done
rm -f "$output" "$output.new"
echo "The guest init is left out of this build: no C compiler made it (Debian: apt-get install musl-tools, or gcc" \
  "libc6-dev). Container instances will not launch."
