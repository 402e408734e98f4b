#!/bin/bash
# Makes a disk that only UEFI can boot of the micro image: its partition, and one for EFI with GRUB, in a GUID partition table.
#
#   uefi.sh MICRO.qcow2 OUT.raw        3 when a package can not be fetched
set -euo pipefail
micro=$1 out=$2
export LC_ALL=C PATH=$PATH:/usr/sbin:/sbin
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/debs" "$work/root"
(cd "$work/debs" && apt-get -q -o APT::Sandbox::User=root download grub-efi-amd64-bin grub-common liblzma5 libdevmapper1.02.1 \
  libselinux1 libudev1 libpcre2-8-0 mtools dosfstools >/dev/null) || exit 3
for deb in "$work"/debs/*.deb; do dpkg-deb -x "$deb" "$work/root"; done
root=$work/root
export LD_LIBRARY_PATH=$root/usr/lib/x86_64-linux-gnu:$root/lib/x86_64-linux-gnu

cat >"$work/early.cfg" <<'END'
search.fs_label cloudimg-rootfs root
linux /boot/vmlinuz console=tty0 console=ttyS0,115200 quiet panic=5 mitigations=off random.trust_cpu=on
initrd /boot/initrd.img
boot
END
"$root/usr/bin/grub-mkimage" -d "$root/usr/lib/grub/x86_64-efi" -O x86_64-efi -o "$work/boot.efi" -c "$work/early.cfg" \
  -p /boot/grub part_gpt part_msdos fat ext2 search search_label linux normal configfile boot
truncate -s 16M "$work/esp"
"$root/sbin/mkfs.fat" "$work/esp" >/dev/null 2>&1 || "$root/usr/sbin/mkfs.fat" "$work/esp" >/dev/null
MTOOLS_SKIP_CHECK=1 "$root/usr/bin/mmd" -i "$work/esp" ::/EFI ::/EFI/BOOT
MTOOLS_SKIP_CHECK=1 "$root/usr/bin/mcopy" -i "$work/esp" "$work/boot.efi" ::/EFI/BOOT/BOOTX64.EFI

env -u LD_LIBRARY_PATH qemu-img convert -O raw "$micro" "$work/micro"
size=$(($(stat -c %s "$work/micro") / 512 - 2048))
rm -f "$out"
truncate -s $(((36864 + size + 2048) * 512)) "$out"
# The guest looks for its partition as the first one, wherever it is.
env -u LD_LIBRARY_PATH sfdisk -q --no-reread "$out" <<END
label: gpt
1: start=36864, size=$size, type=0FC63DAF-8483-4772-8E79-3D69D8477DE4
2: start=2048, size=32768, type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B
END
dd if="$work/esp" of="$out" bs=512 seek=2048 conv=notrunc,sparse status=none
dd if="$work/micro" of="$out" bs=512 skip=2048 seek=36864 count=$size conv=notrunc,sparse status=none
echo "$out"
