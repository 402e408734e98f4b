# The cloud image: Debian with its own cloud-init, whose modules, units and initramfs are trimmed so that it boots in 40 s
# under emulation instead of 160. Read by eng/vm-images.sh. Needs root, for debootstrap and its chroot.
CLOUD_PACKAGES="openssh-server sudo cloud-init cloud-guest-utils fdisk e2fsprogs iproute2 isc-dhcp-client iputils-ping procps
  dbus zstd grub-pc-bin grub-common busybox-static linux-image-cloud-amd64"

# Units that serve hardware, consoles, logs or upgrades, of which a test machine has none to wait for.
CLOUD_MASKED="systemd-timesyncd.service apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer
  e2scrub_reap.service fstrim.timer systemd-networkd-wait-online.service cloud-init-hotplugd.socket
  systemd-journal-flush.service systemd-update-utmp.service systemd-update-utmp-runlevel.service systemd-pcrphase.service
  systemd-pcrphase-initrd.service systemd-pcrphase-sysinit.service systemd-random-seed.service systemd-binfmt.service
  modprobe@drm.service modprobe@efi_pstore.service modprobe@fuse.service modprobe@configfs.service modprobe@dm_mod.service
  modprobe@loop.service dev-hugepages.mount dev-mqueue.mount sys-kernel-debug.mount sys-kernel-tracing.mount
  sys-fs-fuse-connections.mount systemd-remount-fs.service getty@tty1.service kmod-static-nodes.service
  systemd-udev-settle.service systemd-sysusers.service systemd-logind.service dbus.service dbus.socket
  systemd-modules-load.service systemd-tmpfiles-setup-dev.service systemd-network-generator.service
  systemd-sysctl.service systemd-firstboot.service systemd-machine-id-commit.service systemd-pstore.service
  systemd-repart.service systemd-tmpfiles-clean.timer proc-sys-fs-binfmt_misc.automount systemd-initctl.socket
  systemd-ask-password-wall.path systemd-ask-password-console.path systemd-journald-audit.socket
  serial-getty@ttyS0.service ssh.socket cloud-init-local.service cloud-init.service cloud-config.service
  cloud-final.service"

build_cloud() {
  local root=$WORK/root mirror
  need debootstrap debootstrap
  # Whatever mirror this machine's own packages come from.
  mirror=$(apt-cache policy base-files | awk '$3 ~ /main$/ || $3 ~ "/main" { print $2; exit }')
  mkdir -p "$STATE/images/debs"
  debootstrap --variant=minbase --cache-dir="$STATE/images/debs" --include=systemd-sysv,udev,ca-certificates \
    "$SUITE" "$root" "$mirror" >"$STATE/images/cloud.log" 2>&1 || { tail -20 "$STATE/images/cloud.log" >&2; exit 1; }
  install_packages "$root" "$mirror"
  configure_guest "$root"
  trim_boot "$root"
  build_boot_files "$root"
  release
  make_disk "$root" 2048 "$root/usr/lib/grub/i386-pc" "$1"
}

release() {
  for place in sys proc dev; do
    if mountpoint -q "$WORK/root/$place"; then umount "$WORK/root/$place"; fi
  done
}

install_packages() { # ROOT MIRROR
  {
    echo "deb $2 $SUITE main"
    echo "deb $2 $SUITE-updates main"
    echo "deb ${2%/debian*}/debian-security $SUITE-security main"
  } >"$1/etc/apt/sources.list"
  printf '#!/bin/sh\nexit 101\n' >"$1/usr/sbin/policy-rc.d"          # no service starts inside the chroot
  chmod 755 "$1/usr/sbin/policy-rc.d"
  cp /etc/resolv.conf "$1/etc/resolv.conf"
  echo force-unsafe-io >"$1/etc/dpkg/dpkg.cfg.d/unsafe-io"
  printf 'path-exclude /usr/share/%s/*\n' doc man locale info >"$1/etc/dpkg/dpkg.cfg.d/nodoc"
  for proxy in /etc/apt/apt.conf.d/*proxy*; do [ ! -f "$proxy" ] || cp "$proxy" "$1/etc/apt/apt.conf.d/"; done
  mount -t proc proc "$1/proc"
  mount -t sysfs sys "$1/sys"
  mount --bind /dev "$1/dev"
  cp -n "$STATE"/images/debs/*.deb "$1/var/cache/apt/archives/" 2>/dev/null || true
  # shellcheck disable=SC2086
  { chroot "$1" apt-get -q update && chroot "$1" apt-get -q -y --no-install-recommends install $CLOUD_PACKAGES; } \
    >>"$STATE/images/cloud.log" 2>&1 || { tail -30 "$STATE/images/cloud.log" >&2; exit 1; }
  cp -n "$1"/var/cache/apt/archives/*.deb "$STATE/images/debs/" 2>/dev/null || true
  chroot "$1" apt-get clean
  rm -rf "$1"/var/lib/apt/lists/* "$1/usr/sbin/policy-rc.d" "$1"/etc/apt/apt.conf.d/*proxy*
}

configure_guest() { # ROOT
  mkdir -p "$1/etc/systemd/network"
  install -m644 "$RECIPES/cloud/90-dhcp.network" "$1/etc/systemd/network/"
  chroot "$1" systemctl -q enable systemd-networkd.service ssh.service
  printf '127.0.0.1 localhost\n::1 localhost\n' >"$1/etc/hosts"
  echo debian >"$1/etc/hostname"
  : >"$1/etc/resolv.conf"
  echo 'LABEL=cloudimg-rootfs / ext4 defaults,noatime 0 0' >"$1/etc/fstab"
  rm -f "$1"/etc/ssh/ssh_host_* "$1/var/lib/dbus/machine-id" "$1"/etc/cloud/cloud.cfg.d/*.cfg
  # Empty, not "uninitialized": without a pass over the presets of all units at the first boot.
  : >"$1/etc/machine-id"
  install -m644 "$RECIPES/cloud/cloud.cfg" "$1/etc/cloud/cloud.cfg"
}

trim_boot() { # ROOT
  local units=$1/etc/systemd/system unit file
  install -m755 "$RECIPES/cloud/cloud-init-all" "$RECIPES/cloud/power-button" "$1/usr/local/sbin/"
  install -m644 "$RECIPES"/cloud/*.service "$units/"
  mkdir -p "$units/multi-user.target.wants" "$units/ssh.service.d" "$units/systemd-udev-trigger.service.d" \
    "$1/etc/systemd/system-generators" "$1/etc/udev/rules.d"
  rm -f "$units/multi-user.target.wants/ssh.service" "$units/sshd.service"
  for unit in cloud-init-all power-button getty-ttyS0; do
    ln -sf "../$unit.service" "$units/multi-user.target.wants/$unit.service"
  done
  for unit in $CLOUD_MASKED; do ln -sf /dev/null "$units/$unit"; done
  # sshd starts when cloud-init has made its host key.
  printf '[Unit]\nConditionPathExists=/etc/ssh/ssh_host_ed25519_key\n[Service]\nExecStartPre=\nType=simple\n' \
    >"$units/ssh.service.d/after-keys.conf"
  printf '[Service]\nExecStart=\nExecStart=-udevadm trigger --type=devices --action=add %s\n' \
    "--subsystem-match=net --subsystem-match=block --subsystem-match=virtio --subsystem-match=pci" \
    >"$units/systemd-udev-trigger.service.d/less.conf"
  for file in "$1"/lib/systemd/system-generators/*; do
    case $file in *fstab*) ;; *) ln -sf /dev/null "$1/etc/systemd/system-generators/$(basename "$file")" ;; esac
  done
  for file in "$1"/lib/udev/rules.d/*; do
    case $(basename "$file") in
      50-udev-default* | 60-persistent-storage.rules | 60-block* | 80-drivers* | 99-systemd* | 75-net-description* | *cloud*) ;;
      *) ln -sf /dev/null "$1/etc/udev/rules.d/$(basename "$file")" ;;
    esac
  done
  rm -f "$1"/usr/lib/tmpfiles.d/{debian,x11,systemd-nspawn,portables,home,passwd,dpkg,provision,systemd-pstore,man-db}.conf
  sed -i 's/^#\?Storage=.*/Storage=volatile/' "$1/etc/systemd/journald.conf"
  sed -i 's/^session.*pam_systemd.so/#&/' "$1/etc/pam.d/common-session"
}

build_boot_files() { # ROOT
  local options="root=LABEL=cloudimg-rootfs rw console=tty0 console=ttyS0,115200 quiet mitigations=off random.trust_cpu=on"
  chroot "$1" sh -c 'python3 -m compileall -q /usr/lib/python3 /usr/lib/python3.11' >/dev/null 2>&1 || true
  ln -sf "vmlinuz-$(ls "$1/lib/modules")" "$1/boot/vmlinuz"
  make_initramfs "$1" "$1/boot/initrd.img" "$RECIPES/cloud/initramfs-init"
  write_grub_configuration "$1" \
    "$options audit=0 selinux=0 apparmor=0 nowatchdog net.ifnames=0 systemd.show_status=0 fsck.mode=skip"
  cp "$WORK/early.cfg" "$1/tmp/early.cfg"
  # shellcheck disable=SC2086
  chroot "$1" grub-mkimage -O i386-pc -o /tmp/core.img -c /tmp/early.cfg -p /boot/grub $GRUB_MODULES
  mv "$1/tmp/core.img" "$WORK/core.img"
  rm "$1/tmp/early.cfg"
}
