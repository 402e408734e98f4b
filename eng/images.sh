#!/bin/bash
# Builds the guest images for the tests from Debian's packages, since tests must not need a registry.
#
#   eng/images.sh [build]   builds what is missing and imports it into the engine; instant when nothing is
#   eng/images.sh list      the tags, and which of them are in the engine
#   eng/images.sh remove    takes out of the engine what this script put there; the cache stays
#
# Trees and tars are cached in $VIRGA_STATE/guests (default /var/tmp/virga/guests). A tag that somebody else's image
# already holds is left alone, so a real image of that name is never replaced.
set -euo pipefail
PATH=$PATH:/usr/sbin:/sbin
. "$(dirname "$0")/apt.sh"

cache=${VIRGA_STATE:-/var/tmp/virga}/guests
suite=${VIRGA_DEBIAN_SUITE:-bookworm}
mirror=${VIRGA_DEBIAN_MIRROR:-http://deb.debian.org/debian}
label=virga.test-image

# Each image stands on the one before it: one debootstrap, and each package is unpacked once.
packages_debian_sshd="openssh-server python3 curl iproute2 iputils-ping procps e2fsprogs sudo"
packages_debian_systemd="systemd systemd-sysv dbus"
packages_debian_cloud_init="cloud-init"

# The names the product's image table and the two seeds' walkthroughs expect.
tags_debian_sshd="virga-test/debian-sshd:latest
  virga-ec2/ubuntu-22.04:ami-df5de72bdb3b
  virga-ec2/ubuntu-20.04:ami-ff0fea8310f3
  virga-ec2/amazonlinux-2023:ami-024f768332f0
  localstack-ec2/ubuntu-22.04-jammy-jellyfish:ami-df5de72bdb3b
  localstack-ec2/amazonlinux-2023:ami-024f768332f0
  public.ecr.aws/docker/library/debian:12
  public.ecr.aws/docker/library/ubuntu:22.04
  public.ecr.aws/docker/library/ubuntu:20.04
  public.ecr.aws/amazonlinux/amazonlinux:2023
  public.ecr.aws/amazonlinux/amazonlinux:2"
tags_debian_systemd="virga-test/debian-systemd:latest"
tags_debian_cloud_init="virga-test/debian-cloud-init:latest"
tags_busybox="virga-test/busybox:latest
  public.ecr.aws/docker/library/alpine:latest"

command_debian_sshd=/bin/bash
command_debian_systemd=/sbin/init
command_debian_cloud_init=/sbin/init
command_busybox=/bin/sh

images="debian_sshd debian_systemd debian_cloud_init busybox"

value_of() { local name=$1_$2; echo "${!name}"; }
tree_of() { echo "$cache/$recipe/$1"; }
in_root() { local root=$1; shift; env -i PATH="$PATH" HOME=/root LC_ALL=C DEBIAN_FRONTEND=noninteractive \
  http_proxy="${http_proxy:-}" https_proxy="${https_proxy:-}" chroot "$root" "$@"; }

# Debian's minimal system with apt set up to unpack fast and without documentation.
build_base() {
  local root=$1
  mkdir -p "$cache/apt"
  debootstrap --variant=minbase --cache-dir="$cache/apt" "$suite" "$root" "$mirror" >"$cache/debootstrap.log" 2>&1 \
    || { tail -n 20 "$cache/debootstrap.log" >&2; die "debootstrap failed ($cache/debootstrap.log)"; }
  cat >"$root/etc/dpkg/dpkg.cfg.d/virga-test" <<'END'
force-unsafe-io
path-exclude /usr/share/doc/*
path-exclude /usr/share/man/*
path-exclude /usr/share/locale/*
END
  printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
  chmod 755 "$root/usr/sbin/policy-rc.d"
  rm -rf "$root"/usr/share/{doc,man,locale}/* "$root"/var/cache/apt/*.bin
}

install_into() {
  local root=$1; shift
  cp /etc/resolv.conf "$root/etc/resolv.conf"
  echo "deb $mirror $suite main" >"$root/etc/apt/sources.list"
  local options=(-o Acquire::Check-Valid-Until=false -o Acquire::Retries=3 -o APT::Sandbox::User=root)
  in_root "$root" apt-get "${options[@]}" update -qq
  in_root "$root" apt-get "${options[@]}" install -y -qq --no-install-recommends "$@"
  finish "$root"
}

# What a launched guest must not share with others, or would reach the network for. An empty list of sources lets
# "apt update" in a guest succeed at once where there is no network.
finish() {
  local root=$1
  rm -rf "$root"/etc/ssh/ssh_host_* "$root"/var/lib/apt/lists/* "$root"/var/cache/apt/archives/*.deb \
    "$root"/var/cache/apt/*.bin "$root"/var/log/*.log "$root"/var/log/apt
  : >"$root/etc/apt/sources.list"
  : >"$root/etc/machine-id"
  : >"$root/etc/resolv.conf"
}

# A fresh machine has no package lists yet.
fetch() {
  local get=(apt-get -qq -o APT::Sandbox::User=root)
  "${get[@]}" download "$@" 2>/dev/null || { "${get[@]}" update && "${get[@]}" download "$@"; }
}

build_busybox() {
  local root=$1 work=$cache/busybox-package applet
  mkdir -p "$work" "$root"/{bin,etc,proc,sys,dev,tmp,root,var/log,var/lib}
  (cd "$work" && fetch busybox-static) || die "busybox-static can not be downloaded"
  dpkg-deb -x "$work"/busybox-static_*.deb "$work/files"
  cp "$work/files/bin/busybox" "$root/bin/busybox"
  for applet in $("$root/bin/busybox" --list); do [ "$applet" = busybox ] || ln -s busybox "$root/bin/$applet"; done
  ln -s bin "$root/sbin"
  chmod 1777 "$root/tmp"
  chmod 700 "$root/root"
  echo 'root:x:0:0:root:/root:/bin/sh' >"$root/etc/passwd"
  echo 'root:x:0:' >"$root/etc/group"
  rm -rf "$work"
}

# What makes the trees names them: a change here makes other trees and other images.
recipe=$({ declare -f in_root build_base install_into finish build_busybox; declare -p ${!packages_*}
  echo "$suite $mirror"; } | sha256sum | cut -c1-12)

# Trees are made under another name and renamed, so that an interrupted run leaves nothing that looks finished.
need_tree() {
  local image=$1 tree parent=$2
  tree=$(tree_of "$image")
  [ -d "$tree" ] && return 0
  say "building $image"
  rm -rf "$tree.partial"
  mkdir -p "$(dirname "$tree")"
  case $image in
    base) build_base "$tree.partial" ;;
    busybox) build_busybox "$tree.partial" ;;
    *)
      need_tree "$parent" base
      cp -a --reflink=auto "$(tree_of "$parent")" "$tree.partial"
      # shellcheck disable=SC2046
      install_into "$tree.partial" $(value_of packages "$image") >"$cache/$image.log" 2>&1 \
        || { tail -n 20 "$cache/$image.log" >&2; die "installing into $image failed ($cache/$image.log)"; }
      ;;
  esac
  mv "$tree.partial" "$tree"
}

parent_of() {
  case $1 in
    debian_sshd) echo base ;;
    debian_systemd) echo debian_sshd ;;
    debian_cloud_init) echo debian_systemd ;;
    busybox) echo none ;;
  esac
}

need_image() {
  local image=$1 first
  first=$(value_of tags "$image" | head -n 1)
  [ "$(label_of "$first")" = "$recipe" ] && return 0
  need_tree "$image" "$(parent_of "$image")"
  say "importing $first"
  tar -C "$(tree_of "$image")" --numeric-owner --exclude=./usr/sbin/policy-rc.d -c . \
    | docker import -c "CMD [\"$(value_of command "$image")\"]" -c "LABEL $label=$recipe" - "$first" >/dev/null
}

label_of() { docker image inspect -f "{{index .Config.Labels \"$label\"}}" "$1" 2>/dev/null || true; }
image_id() { docker image inspect -f '{{.Id}}' "$1"; }

tag_image() {
  local image=$1 tag first id
  first=$(value_of tags "$image" | head -n 1)
  id=$(image_id "$first")
  for tag in $(value_of tags "$image"); do
    if ! docker image inspect "$tag" >/dev/null 2>&1; then
      docker tag "$id" "$tag"
    elif [ -n "$(label_of "$tag")" ]; then
      [ "$(image_id "$tag")" = "$id" ] || docker tag "$id" "$tag"
    else
      say "left alone: $tag is an image of yours"
    fi
  done
}

all_tags() { local image; for image in $images; do value_of tags "$image"; done | awk '{print $1}'; }

complete() {
  local have
  have=$(docker image ls --filter "label=$label=$recipe" --format '{{.Repository}}:{{.Tag}}')
  for tag in $(all_tags); do grep -qxF "$tag" <<<"$have" || return 1; done
}

build() {
  local image started=$SECONDS
  if complete; then say "all images are there"; return 0; fi
  [ "$(id -u)" = 0 ] || die "building guest images needs root (debootstrap)"
  command -v debootstrap >/dev/null || install_packages debootstrap
  mkdir -p "$cache"
  # Two runs at once would tear each other's trees down.
  exec 9>"$cache/lock"
  flock 9
  find "$cache" -mindepth 1 -maxdepth 1 -type d -name '????????????' ! -name "$recipe" -exec rm -rf {} +
  for image in $images; do need_image "$image"; tag_image "$image"; done
  # Only untagged images of ours: what an older recipe left behind.
  docker image prune -f --filter "label=$label" >/dev/null
  say "done in $((SECONDS - started)) s"
}

list() { local tag; for tag in $(all_tags); do echo "$tag $(label_of "$tag" | sed "s/^$recipe$/current/")"; done; }

remove() {
  local tag
  for tag in $(all_tags); do if [ -n "$(label_of "$tag")" ]; then docker rmi "$tag" >/dev/null; fi; done
}

case "${1:-build}" in
  build | list | remove) "${1:-build}" ;;
  *) die "usage: eng/images.sh [build|list|remove]" ;;
esac
