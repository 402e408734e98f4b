/* Whether the fabric has plugged the interfaces in. It sets the default route last, so that is the signal. */
#include "guest.h"
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

static int is_up(int socket, int index) {
  struct ifreq request;
  memset(&request, 0, sizeof request);
  snprintf(request.ifr_name, sizeof request.ifr_name, "eth%d", index);
  return ioctl(socket, SIOCGIFFLAGS, &request) == 0 && request.ifr_flags & IFF_UP;
}

static int has_default_route(void) {
  char *routes = read_file("/proc/net/route", NULL);
  int found = routes && strstr(routes, "\t00000000\t");
  free(routes);
  return found;
}

int network_is_ready(int n) {
  int probe = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  int up = 0;
  if (probe < 0) return 0;
  while (up < n && is_up(probe, up)) up++;
  close(probe);
  return up >= n && has_default_route();
}
