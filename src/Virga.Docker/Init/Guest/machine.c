/* What makes the container this machine: its names, its login user, the launch key, poweroff and reboot. */
#include "guest.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char SELF[] = "/.virga/init";

/* Distribution (ID in os-release) to the login user of its official AMIs, as each distributor documents it. */
static const char *const LOGIN_USERS[][2] = {
  {"amzn", "ec2-user"}, {"ubuntu", "ubuntu"}, {"debian", "admin"}, {"alpine", "alpine"}, {"fedora", "fedora"},
  {"rhel", "ec2-user"}, {"centos", "ec2-user"}, {"rocky", "rocky"}, {"almalinux", "ec2-user"}, {"arch", "arch"},
  {"ol", "ec2-user"}, {"sles", "ec2-user"}, {"opensuse-leap", "ec2-user"},
};

/* The name of the distribution's login user; NULL when it is not known. */
static const char *login_user(void) {
  char id[64] = "", *text = read_file("/etc/os-release", NULL), *state;
  const char *user = NULL;
  for (char *line = text ? strtok_r(text, "\n", &state) : NULL; line; line = strtok_r(NULL, "\n", &state)) {
    if (sscanf(line, "ID=\"%63[^\"]", id) != 1) sscanf(line, "ID=%63[^\"]", id);
  }
  for (size_t i = 0; i < sizeof LOGIN_USERS / sizeof *LOGIN_USERS; i++)
    if (!strcmp(LOGIN_USERS[i][0], id)) user = LOGIN_USERS[i][1];
  free(text);
  return user;
}

static void create_login_user(const char *name) {
  char *const field[] = {(char *)name, "", "", "", "", "", "*", ""};
  char line[128];
  struct account a;
  if (account_find(name, &a)) return;
  account_add((char **)field);
  snprintf(line, sizeof line, "%s ALL=(ALL) NOPASSWD:ALL\n", name);
  if (exists("/etc/sudoers.d")) write_file("/etc/sudoers.d/90-cloud-init-users", line, strlen(line), 0440);
}

void machine_install_keys(const struct parameters *p) {
  const char *name = p->user ? p->user : login_user();
  if (p->keys) account_authorize("root", p->keys);
  if (!exists("/etc/passwd") || !name || !strcmp(name, "root")) return;
  create_login_user(name);
  if (p->keys) account_authorize(name, p->keys);
}

/* The private DNS name, and the names that the user data gave, lead to the private address. */
static void set_hosts(const struct parameters *p) {
  char line[1024], *hosts = read_file("/etc/hosts", NULL);
  const char *name = p->dns_name ? p->dns_name : p->hostname;
  if (p->address && !(hosts && has_word(hosts, name) && has_word(hosts, p->hostname))) {
    int used = snprintf(line, sizeof line, "%s %s %.*s", p->address, name, (int)strcspn(name, "."), name);
    if (strcmp(name, p->hostname))
      used += snprintf(line + used, sizeof line - (size_t)used, " %s", p->hostname);
    if (p->fqdn) used += snprintf(line + used, sizeof line - (size_t)used, " %s", p->fqdn);
    snprintf(line + used, sizeof line - (size_t)used, "\n");
    append_text("/etc/hosts", line, 0644);
  }
  free(hosts);
}

void machine_set_names(const struct parameters *p) {
  char line[512], name[256];
  if (!p->hostname) return;
  snprintf(line, sizeof line, "%s\n", p->hostname);
  write_file("/etc/hostname", line, strlen(line), 0644);
  if (gethostname(name, sizeof name) == 0 && strcmp(name, p->hostname)
      && sethostname(p->hostname, strlen(p->hostname)) < 0)
    say("the host name stays %s: %s", name, strerror(errno));
  set_hosts(p);
}

static void link_command(const char *folder, const char *name) {
  char path[128];
  if (!exists(folder)) return;
  snprintf(path, sizeof path, "%s/%s", folder, name);
  if (symlink(SELF, path) < 0 && errno != EEXIST) say("%s: %s", path, strerror(errno));
}

/* An image without an init has none of these commands, and people type them. */
void machine_link_commands(void) {
  static const char *const names[] = {"poweroff", "reboot", "halt", "shutdown"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) link_command("/sbin", names[i]);
  link_command("/usr/bin", "cloud-init");
}

/* What runs when this binary is called by one of those names. The signals are busybox's and sysvinit's. */
int power_command(const char *name, int count, char **arguments) {
  int is_reboot = !strcmp(name, "reboot");
  for (int i = 1; i < count; i++) {
    if (!strcmp(arguments[i], "-r") || !strcmp(arguments[i], "--reboot")) is_reboot = 1;
    if (!strcmp(arguments[i], "-c")) return 0;
  }
  if (kill(1, is_reboot ? SIGINT : SIGUSR2) == 0) return 0;
  dprintf(STDERR_FILENO, "%s: %s\n", name, strerror(errno));
  return 1;
}
