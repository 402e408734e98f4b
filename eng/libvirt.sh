#!/bin/sh
# Brings up libvirt with QEMU on a Debian machine for Virga's virtual machines and their tests, with or without systemd.
#
#   eng/libvirt.sh up       installs what is missing, starts the daemons, the network and pool `default`
#   eng/libvirt.sh down     stops what `up` started, and nothing else; deletes no disk and no domain
#   eng/libvirt.sh status   says what runs; exits 1 where qemu:///system does not answer
#
# Where libvirtd already answers, `up` adds the missing network and pool and leaves the daemons alone.
set -eu

STATE="${VIRGA_STATE:-/var/tmp/virga}"
STARTED="$STATE/libvirt-started"            # one line for each thing that `up` changed, for `down`
PACKAGES="libvirt-daemon-system libvirt-daemon-config-network libvirt-daemon-driver-qemu libvirt-clients
  libvirt0 qemu-system-x86 qemu-utils seabios ovmf dnsmasq-base iptables openssh-client"
VIRSH="virsh -q -c qemu:///system"

say() { echo "libvirt: $*"; }
answers() { command -v virsh >/dev/null && $VIRSH list >/dev/null 2>&1; }
alive() { [ -s "/run/$1.pid" ] && [ "$(cat "/proc/$(cat "/run/$1.pid")/comm" 2>/dev/null)" = "$1" ]; }

install_packages() {
  missing=""
  for package in $PACKAGES; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
  done
  [ -n "$missing" ] || return 0
  say "installing$missing"
  export DEBIAN_FRONTEND=noninteractive
  # shellcheck disable=SC2086
  apt-get -q -y -o DPkg::Lock::Timeout=600 --no-install-recommends install $missing >"$STATE/libvirt-apt.log" 2>&1 \
    || { apt-get -q -o DPkg::Lock::Timeout=600 update >/dev/null &&
         apt-get -q -y -o DPkg::Lock::Timeout=600 --no-install-recommends install $missing >"$STATE/libvirt-apt.log" 2>&1; } \
    || { tail -20 "$STATE/libvirt-apt.log" >&2; exit 1; }
}

# Without udev the device is root's alone, while libvirt probes QEMU as root: it then takes its cached capabilities for
# outdated at every start of a domain and probes again, 4.5 s each time (measured with libvirt 9.0).
open_kvm() {
  [ -c /dev/kvm ] && [ "$(stat -c %G:%a /dev/kvm)" = root:600 ] || return 0
  chgrp kvm /dev/kvm && chmod 660 /dev/kvm && echo kvm >>"$STARTED"
}

start_daemon() {
  alive "$1" && return 0
  "$1" -d && echo "$1" >>"$STARTED"
}

up() {
  mkdir -p "$STATE"
  install_packages
  if ! answers; then
    open_kvm
    if [ -d /run/systemd/system ]; then
      systemctl start libvirtd
    else
      start_daemon virtlogd
      start_daemon libvirtd
    fi
    tries=0
    until answers; do
      tries=$((tries + 1))
      [ $tries -lt 80 ] || { say "libvirtd does not answer after 20 s" >&2; exit 1; }
      sleep 0.25
    done
  fi
  start_network
  start_pool
  status
}

start_network() {
  if ! $VIRSH net-info default >/dev/null 2>&1; then
    $VIRSH net-define /usr/share/libvirt/networks/default.xml
  fi
  if ! $VIRSH net-list --name | grep -qw default; then
    # A machine may refuse this one (no bridge, no iptables): the fabric needs no libvirt network, so say it and go on.
    if $VIRSH net-start default; then echo network >>"$STARTED"; else say "the network default does not start"; fi
  fi
}

start_pool() {
  $VIRSH pool-info default >/dev/null 2>&1 || $VIRSH pool-define-as default dir --target /var/lib/libvirt/images
  if ! $VIRSH pool-list --name | grep -qw default; then
    mkdir -p /var/lib/libvirt/images
    $VIRSH pool-start default && echo pool >>"$STARTED"
  fi
}

stop_daemon() {
  alive "$1" || return 0
  pid=$(cat "/run/$1.pid")
  kill "$pid"
  tries=0
  while kill -0 "$pid" 2>/dev/null && [ $tries -lt 40 ]; do tries=$((tries + 1)); sleep 0.25; done
}

down() {
  [ -s "$STARTED" ] || { say "nothing to stop: up started nothing here"; return 0; }
  if answers; then
    running=$($VIRSH list --name)
    [ -z "$running" ] || { say "still running, not stopping: $running" >&2; exit 1; }
    if grep -qx network "$STARTED"; then $VIRSH net-destroy default || true; fi
    if grep -qx pool "$STARTED"; then $VIRSH pool-destroy default || true; fi   # deactivates; the files stay
  fi
  for daemon in libvirtd virtlogd; do
    if grep -qx "$daemon" "$STARTED"; then stop_daemon "$daemon"; fi
  done
  if grep -qx kvm "$STARTED" && [ -c /dev/kvm ]; then chgrp root /dev/kvm && chmod 600 /dev/kvm; fi
  rm -f "$STARTED"
  say "down"
}

status() {
  answers || { say "qemu:///system does not answer"; exit 1; }
  say "$($VIRSH version --daemon | grep -v '^$' | tail -1); network default: $(
    $VIRSH net-list --name | grep -qw default && echo active || echo inactive); pool default: $(
    $VIRSH pool-list --name | grep -qw default && echo active || echo inactive)"
}

case "${1:-}" in
  up) up ;;
  down) down ;;
  status) status ;;
  *) echo "usage: $0 up|down|status" >&2; exit 2 ;;
esac
