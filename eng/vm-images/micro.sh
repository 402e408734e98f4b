# The micro image: the whole guest is an initramfs, its disk keeps the host key, the homes and what user data left.
# Read by eng/vm-images.sh.
MICRO_PACKAGES="busybox dropbear-bin libtomcrypt1 libtommath1 libgmp10 zlib1g libcrypt1 libc6 grub-pc-bin grub-common
  liblzma5 libdevmapper1.02.1 libselinux1 libudev1 libpcre2-8-0 qemu-guest-agent libglib2.0-0 libnuma1 liburing2"

build_micro() {
  local packages=$WORK/packages guest=$WORK/guest root=$WORK/root libraries kernel
  mkdir -p "$WORK/debs" "$packages" "$root/boot/grub"
  kernel=$(apt-cache depends linux-image-cloud-amd64 | awk '/Depends: linux-image/ { print $2; exit }')
  # shellcheck disable=SC2086
  (cd "$WORK/debs" && apt-get -q -o APT::Sandbox::User=root download "$kernel" $MICRO_PACKAGES >/dev/null)
  for deb in "$WORK"/debs/*.deb; do dpkg-deb -x "$deb" "$packages"; done

  libraries=$guest/lib/x86_64-linux-gnu
  mkdir -p "$guest"/{usr/bin,usr/sbin,lib64,etc,var/log,usr/share/udhcpc} "$libraries"
  cp "$packages/usr/sbin/dropbear" "$packages/usr/sbin/qemu-ga" "$guest/usr/sbin/"
  cp "$packages/usr/bin/dropbearkey" "$guest/usr/bin/"
  for name in tomcrypt tommath gmp z crypt c m resolv nss_files pthread dl util \
    udev numa uring glib-2.0 gmodule-2.0 pcre2-8; do
    for library in "$packages"/{usr/,}lib/x86_64-linux-gnu/lib$name.so.*; do
      [ -e "$library" ] && cp -aL "$library" "$libraries/"
    done
  done
  cp -L "$packages"/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2 "$guest/lib64/"
  printf 'root:x:0:0:root:/root:/bin/sh\nec2-user:x:1000:1000::/home/ec2-user:/bin/sh\n' >"$guest/etc/passwd"
  printf 'root:*:19000:0:99999:7:::\nec2-user:*:19000:0:99999:7:::\n' >"$guest/etc/shadow"
  printf 'root:x:0:\nec2-user:x:1000:\n' >"$guest/etc/group"
  printf 'passwd: files\nshadow: files\ngroup: files\nhosts: files dns\n' >"$guest/etc/nsswitch.conf"
  echo /bin/sh >"$guest/etc/shells"
  install -m755 "$RECIPES/micro-dhcp" "$guest/usr/share/udhcpc/default.script"
  install -m755 "$RECIPES/micro-imds" "$guest/usr/bin/imds"

  cp "$packages"/boot/vmlinuz-* "$root/boot/vmlinuz"
  make_initramfs "$packages" "$root/boot/initrd.img" "$RECIPES/micro-init" "$guest"
  write_grub_configuration "$root" \
    "console=tty0 console=ttyS0,115200 quiet panic=5 mitigations=off random.trust_cpu=on"
  # shellcheck disable=SC2086
  LD_LIBRARY_PATH=$packages/usr/lib/x86_64-linux-gnu:$packages/lib/x86_64-linux-gnu \
    "$packages/usr/bin/grub-mkimage" -d "$packages/usr/lib/grub/i386-pc" -O i386-pc -o "$WORK/core.img" \
    -c "$WORK/early.cfg" -p /boot/grub $GRUB_MODULES
  MKE2FS_OPTIONS="-J size=1 -b 1024" make_disk "$root" 64 "$packages/usr/lib/grub/i386-pc" "$1"
}
