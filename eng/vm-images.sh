#!/bin/bash
# Builds the guest images of the virtual machine tests from Debian packages alone: no download of an image, no loop device.
#
#   eng/vm-images.sh micro   kernel, busybox, dropbear and a shell init that reads NoCloud or the metadata service: 20 MB, boots
#                            in 15 s under emulation, needs no root to build
#   eng/vm-images.sh cloud   Debian with its own cloud-init, trimmed to boot in 40 s under emulation: 450 MB, needs root
#
# Prints the path of the qcow2. Kept under ${VIRGA_STATE:-/var/tmp/virga}/images, and built again when a recipe changes.
set -euo pipefail
umask 022

HERE=$(dirname "$(readlink -f "$0")")
RECIPES=$HERE/vm-images
STATE=${VIRGA_STATE:-/var/tmp/virga}
SUITE=${VIRGA_DEBIAN_SUITE:-bookworm}
VARIANT=${1:-}
export LC_ALL=C PATH=$PATH:/usr/sbin:/sbin DEBIAN_FRONTEND=noninteractive

say() { echo "vm-images: $*" >&2; }

need() { # COMMAND PACKAGE
  command -v "$1" >/dev/null && return 0
  [ "$(id -u)" = 0 ] || { say "$1 is missing: install $2"; exit 1; }
  apt-get -q -y -o DPkg::Lock::Timeout=600 --no-install-recommends install "$2" >/dev/null
}

# The smallest initramfs that finds a virtio disk. $1: tree with lib/modules and busybox, $2: output, $3: init, $4: tree to add
make_initramfs() {
  local tree modules module number=10
  tree=$(mktemp -d "$WORK/initramfs.XXXX")
  modules=$(echo "$1"/lib/modules/*/kernel)
  mkdir -p "$tree"/{bin,proc,sys,dev,etc,mod,root,mnt,newroot,run,tmp}
  cp -L "$1/bin/busybox" "$tree/bin/"
  [ -z "${4:-}" ] || cp -a "$4/." "$tree/"
  for module in drivers/virtio/virtio_ring drivers/virtio/virtio drivers/virtio/virtio_pci_modern_dev \
    drivers/virtio/virtio_pci_legacy_dev drivers/virtio/virtio_pci drivers/block/virtio_blk net/core/failover \
    drivers/net/net_failover drivers/net/virtio_net drivers/char/hw_random/rng-core \
    drivers/char/hw_random/virtio-rng drivers/char/virtio_console drivers/cdrom/cdrom fs/isofs/isofs drivers/acpi/button drivers/input/evdev; do
    [ -f "$modules/$module.ko" ] || continue            # built into the kernel
    cp "$modules/$module.ko" "$tree/mod/$number-$(basename "$module").ko"
    number=$((number + 1))
  done
  install -m755 "$3" "$tree/init"
  (cd "$tree" && find . -mindepth 1 | sort | cpio --quiet -o -H newc --owner 0:0 | gzip -1) >"$2"
}

# A disk with one ext4 partition and GRUB in the gap before it. $1: root tree, $2: MB, $3: GRUB modules, $4: output
make_disk() {
  local disk=$WORK/disk.raw sectors=$(($2 * 2048 - 2048))
  truncate -s "$2M" "$disk"
  # The journal stays: without it a hard reset soon after the first boot left "group descriptors corrupted".
  mke2fs -q -t ext4 -F -L cloudimg-rootfs -m 1 ${MKE2FS_OPTIONS:-} \
    -E "offset=$((1 << 20)),lazy_itable_init=1,root_owner=0:0" -d "$1" "$disk" $((($2 - 1) * 1024))k
  echo "2048,$sectors,83,*" | sfdisk -q --no-reread "$disk"
  dd if="$3/boot.img" of="$disk" bs=440 count=1 conv=notrunc status=none
  [ "$(stat -c %s "$WORK/core.img")" -le $((2047 * 512)) ] || { say "GRUB does not fit before the partition"; exit 1; }
  dd if="$WORK/core.img" of="$disk" bs=512 seek=1 conv=notrunc status=none
  qemu-img convert -O qcow2 -o compat=1.1,lazy_refcounts=on "$disk" "$4.part"
  chmod 644 "$4.part"
  mv "$4.part" "$4"
}

# GRUB's 32-bit hand-over costs 5 s of CPU more under emulation than the 16-bit one, hence linux16. $1: tree, $2: command line
write_grub_configuration() {
  mkdir -p "$1/boot/grub"
  printf 'set timeout=0\nlinux16 /boot/vmlinuz %s\ninitrd16 /boot/initrd.img\nboot\n' "$2" >"$1/boot/grub/grub.cfg"
  printf 'search.fs_label cloudimg-rootfs root\nset prefix=($root)/boot/grub\nconfigfile /boot/grub/grub.cfg\n' \
    >"$WORK/early.cfg"
}
GRUB_MODULES="biosdisk part_msdos ext2 search search_label linux linux16 normal configfile boot minicmd"

build() {
  local images=$STATE/images image key
  image=$images/$VARIANT.qcow2
  key=$(find "$0" "$RECIPES" -type f -print0 | sort -z | xargs -0 cat | sha256sum | cut -c1-16)-$SUITE
  if [ -s "$image" ] && [ "$(cat "$image.key" 2>/dev/null)" = "$key" ]; then echo "$image"; return; fi
  mkdir -p "$images"
  exec 9>"$images/.lock"
  flock 9
  if [ -s "$image" ] && [ "$(cat "$image.key" 2>/dev/null)" = "$key" ]; then echo "$image"; return; fi
  need cpio cpio; need mke2fs e2fsprogs; need qemu-img qemu-utils; need sfdisk fdisk
  WORK=$(mktemp -d "$STATE/vm-images.XXXXXX")
  trap 'release; rm -rf --one-file-system "$WORK"' EXIT
  say "building $VARIANT"
  "build_$VARIANT" "$image"
  echo "$key" >"$image.key"
  say "$VARIANT: $(stat -c %s "$image") bytes in $SECONDS s"
  echo "$image"
}

release() { :; }      # what a build mounts, it unmounts here

case "$VARIANT" in
  micro | cloud) . "$RECIPES/$VARIANT.sh"; build ;;
  *) echo "usage: $0 micro|cloud" >&2; exit 2 ;;
esac
