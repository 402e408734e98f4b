#!/bin/bash
# Makes a Docker engine available to the tests.
#
#   eng/engine.sh up        uses the engine that answers already and changes nothing in it; else installs Debian's
#                           and starts dockerd in the background, with no need of systemd (root only)
#   eng/engine.sh down      stops the engine that "up" started; never another one
#   eng/engine.sh status    says which engine answers; exit status 1 when none does
#
# VIRGA_STATE (default /var/tmp/virga) holds the pid file and the log. DOCKER_HOST is honoured.
set -euo pipefail
PATH=$PATH:/usr/sbin:/sbin
. "$(dirname "$0")/apt.sh"

state=${VIRGA_STATE:-/var/tmp/virga}
pid_file=$state/dockerd.pid
log=$state/dockerd.log
start_limit_seconds=90

answers() { command -v docker >/dev/null && timeout 10 docker version --format '{{.Server.Version}}' >/dev/null 2>&1; }
describe() { docker version --format 'Docker Engine {{.Server.Version}}, API {{.Server.APIVersion}}'; }

# The pid file may outlive its process, and the number may belong to another one by now.
ours() {
  local pid
  pid=$(cat "$pid_file" 2>/dev/null) && [ -n "$pid" ] && [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = dockerd ]
}

# Debian split the client from the engine after bookworm, and recommends rather than depends on iptables.
need_packages() {
  command -v dockerd >/dev/null || install_packages docker.io
  command -v iptables >/dev/null || install_packages iptables
  command -v docker >/dev/null || install_packages docker-cli
}

# A container image of Debian comes without cgroup mounts; dockerd refuses to start then.
need_cgroups() {
  if grep -qE ' /sys/fs/cgroup[ /]' /proc/self/mounts; then return 0; fi
  say "no cgroups are mounted: mounting them"
  mkdir -p /sys/fs/cgroup
  mount -t cgroup2 none /sys/fs/cgroup || die "cgroups can not be mounted; run with more privilege"
}

# dockerd must keep none of our descriptors open: a lock held by whoever called us would never be released.
start_daemon() {
  mkdir -p "$state"
  (
    for fd in /proc/self/fd/*; do
      fd=${fd##*/}
      if [ "$fd" -gt 2 ]; then eval "exec $fd>&-" 2>/dev/null || true; fi
    done
    cd /
    setsid dockerd --pidfile "$pid_file" >"$log" 2>&1 </dev/null &
    echo $! >"$state/dockerd.launched"
  )
}

wait_for_answer() {
  local launched deadline=$((SECONDS + start_limit_seconds))
  launched=$(cat "$state/dockerd.launched")
  until answers; do
    if ! kill -0 "$launched" 2>/dev/null; then
      tail -n 25 "$log" >&2
      die "dockerd ended at once; its whole log is $log"
    fi
    if [ $SECONDS -ge $deadline ]; then
      tail -n 25 "$log" >&2
      die "dockerd did not answer in $start_limit_seconds s; its whole log is $log"
    fi
    sleep 0.2
  done
}

up() {
  if answers; then say "in use, unchanged: $(describe)"; return 0; fi
  [ -z "${DOCKER_HOST:-}" ] || die "DOCKER_HOST=$DOCKER_HOST does not answer; it is not for us to start another one"
  [ "$(id -u)" = 0 ] || die "no engine answers, and starting one needs root"
  need_packages
  # Where systemd runs, the package has started the engine by itself.
  if [ -d /run/systemd/system ]; then systemctl start docker || true; fi
  if answers; then say "started by systemd: $(describe)"; return 0; fi
  need_cgroups
  start_daemon
  wait_for_answer
  say "started: $(describe); log $log"
}

down() {
  if ! ours; then say "nothing of ours runs"; rm -f "$pid_file"; return 0; fi
  local pid
  pid=$(cat "$pid_file")
  kill "$pid"
  for _ in $(seq 150); do
    if ! ours; then say "stopped"; return 0; fi
    sleep 0.2
  done
  die "dockerd $pid does not stop; its log is $log"
}

status() {
  if ! answers; then say "no engine answers"; return 1; fi
  if ours; then say "ours: $(describe)"; else say "not ours: $(describe)"; fi
}

case "${1:-}" in
  up | down | status) "$1" ;;
  *) die "usage: eng/engine.sh up|down|status" ;;
esac
