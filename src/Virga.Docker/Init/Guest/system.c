/* What the image's own init needs to be PID 1 of a container that is not privileged. */
#include "guest.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/statfs.h>

enum { CGROUP2_MAGIC = 0x63677270 };

/*
 * systemd keeps its services in its own control group. The engine mounts that read-only; in a cgroup namespace of the
 * container it holds nothing but the container, so it may be written. Version 1 has a hierarchy for systemd alone.
 */
static void open_cgroups(void) {
  struct statfs found;
  int is_second = statfs("/sys/fs/cgroup", &found) == 0 && found.f_type == CGROUP2_MAGIC;
  const char *path = is_second ? "/sys/fs/cgroup" : "/sys/fs/cgroup/systemd";
  unsigned long flags = MS_REMOUNT | MS_BIND | MS_NOSUID | MS_NODEV | MS_NOEXEC;
  if (!exists(path)) say("there is no %s: systemd will not run", path);
  else if (mount(NULL, path, NULL, flags, NULL) < 0) say("%s stays read-only: %s", path, strerror(errno));
}

/* What was lent for the preparation is given back before anything of the image runs. */
void system_prepare(const struct parameters *p) {
  open_cgroups();
  setenv("container", "docker", 1);
  if (p->dropped_capability > 0 && prctl(PR_CAPBSET_DROP, p->dropped_capability, 0, 0, 0) < 0)
    say("capability %d stays: %s", p->dropped_capability, strerror(errno));
}
