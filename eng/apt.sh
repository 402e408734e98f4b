# Sourced by the scripts beside it: say, die, and an apt-get that is tolerant of flaky mirrors and loud about failure.

say() { echo "$(basename "$0"): $*" >&2; }
die() { say "$*"; exit 1; }

install_packages() {
  local attempt
  [ "$(id -u)" = 0 ] || die "these packages are missing and installing them needs root: $*"
  command -v apt-get >/dev/null || die "this is no Debian: install the equivalents of these yourself: $*"
  export DEBIAN_FRONTEND=noninteractive
  for attempt in 1 2 3; do
    say "apt-get install $* (attempt $attempt)"
    # A third-party list that fails to update must not keep us from Debian's packages.
    apt-get update -q >&2 || say "apt-get update reported errors; going on with the lists there are"
    if apt-get install -y -q --no-install-recommends "$@" >&2; then return 0; fi
    say "apt-get install failed"
    sleep $((attempt * 4))
  done
  die "could not install: $*"
}
