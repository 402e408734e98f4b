#!/bin/bash
# Prepares this machine for the whole test run: clients from Debian, a container engine, guest images. Each step may fail:
# that is said loudly, and the tests that need it skip with the reason. Exit status: how many steps failed.
set -uo pipefail
. "$(dirname "$(readlink -f "$0")")/dotnet.sh"
logs=$top/artifacts/test
failures=0
mkdir -p "$logs"

step() { # SECONDS NAME COMMAND…
  local limit=$1 name=$2 log=$logs/prepare-$2.log began=$SECONDS status=0
  shift 2
  timeout -k 10 "$limit" "$@" >"$log" 2>&1 </dev/null || status=$?
  if [ $status = 0 ]; then
    echo "prepare: $name ready ($((SECONDS - began)) s)"
  else
    failures=$((failures + 1))
    echo "prepare: *** $name FAILED (status $status, $((SECONDS - began)) s): the tests that need it will skip. $log ends:"
    tail -n 8 "$log" | sed 's/^/prepare:     /'
  fi
}

script() { # SECONDS NAME [ARGUMENT…]: runs eng/NAME.sh where there is one
  [ -x "$top/eng/$2.sh" ] || return 0
  step "$1" "$2" "$top/eng/$2.sh" "${@:3}"
}

# Clients that the conformance tests drive, and the linker of the native binary; what is there already stays.
packages() {
  local missing=()
  command -v aws >/dev/null || missing+=(awscli)
  python3 -c 'import boto3' 2>/dev/null || missing+=(python3 python3-boto3)
  command -v ssh >/dev/null || missing+=(openssh-client)
  command -v curl >/dev/null || missing+=(curl)
  command -v gcc >/dev/null || missing+=(gcc libc6-dev)
  command -v musl-gcc >/dev/null || missing+=(musl-tools)
  command -v skopeo >/dev/null || missing+=(skopeo)
  command -v buildah >/dev/null || missing+=(buildah)
  # The fabric's image takes it from this machine; Debian only recommends it beside iptables.
  /sbin/ldconfig -p | grep -q libnftables.so.1 || missing+=(libnftables1)
  command -v docker-registry >/dev/null || missing+=(docker-registry)
  command -v ip >/dev/null || missing+=(iproute2)
  # Tests send signals by the program; the shell's own word would hide that it is missing.
  type -P kill >/dev/null || missing+=(procps)
  command -v packer >/dev/null || missing+=(packer)
  # What unit tests load and call; the quick projects run before the hypervisor is up.
  /sbin/ldconfig -p | grep -q libvirt.so.0 || missing+=(libvirt0)
  command -v qemu-img >/dev/null || missing+=(qemu-utils)
  # The collection amazon.aws is in the large one of the two packages; Ansible's own boto3 is that of python3 above.
  command -v ansible-playbook >/dev/null || missing+=(ansible)
  [ ${#missing[@]} = 0 ] || ( . "$top/eng/apt.sh" && install_packages "${missing[@]}" )
}

# Names below localhost mean this machine (RFC 6761), but glibc asks DNS for them; a test registry is named so.
names() {
  local name=000000000000.dkr.ecr.us-east-1.localhost
  getent hosts $name >/dev/null || echo "127.0.0.1 $name" >>/etc/hosts
}
export -f packages names
export top

case "${1:-all}" in
  packages)
    step 600 packages bash -c packages
    step 20 names bash -c names
    ;;
  guests)
    script 300 engine up
    script 900 images build
    script 300 libvirt up
    script 900 vm-images micro
    ;;
  all) "$0" packages; first=$?; "$0" guests; exit $((first + $?)) ;;
  *) echo "usage: eng/prepare.sh [packages|guests]" >&2; exit 64 ;;
esac
exit $failures
