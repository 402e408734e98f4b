/* What the image's own init needs to be PID 1 of a container that is not privileged. */
#include "guest.h"
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/statfs.h>
#include <sys/un.h>
#include <unistd.h>

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

static void tell_empty(int agent, const struct sockaddr_un *place, const char *service) {
  char path[400];
  snprintf(path, sizeof path, "/sys/fs/cgroup/systemd/system.slice/%s/cgroup.procs", service);
  size_t size = 0;
  char *processes = read_file(path, &size);
  if (processes && size == 0) {
    snprintf(path, sizeof path, "/system.slice/%s", service);
    sendto(agent, path, strlen(path), MSG_DONTWAIT | MSG_NOSIGNAL, (const struct sockaddr *)place, sizeof *place);
  }
  free(processes);
}

/*
 * With version 1 of control groups the kernel tells systemd that a service's last process is gone by a program that it
 * starts outside of every container. Where nobody tells, a service that fails while it has a second process, as
 * cloud-init's has for its log, may be stopping for ever. (systemd, src/core/cgroup.c: manager_notify_cgroup_empty)
 */
void system_tell_empty_groups(void) {
  struct sockaddr_un place = {.sun_family = AF_UNIX, .sun_path = "/run/systemd/cgroups-agent"};
  DIR *slice = exists(place.sun_path) ? opendir("/sys/fs/cgroup/systemd/system.slice") : NULL;
  if (!slice) return;
  int agent = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  for (struct dirent *entry; agent >= 0 && (entry = readdir(slice));)
    if (strstr(entry->d_name, ".service")) tell_empty(agent, &place, entry->d_name);
  if (agent >= 0) close(agent);
  closedir(slice);
}
