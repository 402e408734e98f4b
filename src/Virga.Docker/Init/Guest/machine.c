/* What makes the container this machine: its names, its login user, the launch key, poweroff and reboot. */
#include "guest.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char SELF[] = "/.virga/init";

/* Distribution (ID in os-release) to the login user of its official AMIs, as each distributor documents it. */
static const char *const LOGIN_USERS[][2] = {
  {"amzn", "ec2-user"}, {"ubuntu", "ubuntu"}, {"debian", "admin"}, {"alpine", "alpine"}, {"fedora", "fedora"},
  {"rhel", "ec2-user"}, {"centos", "ec2-user"}, {"rocky", "rocky"}, {"almalinux", "ec2-user"}, {"arch", "arch"},
  {"ol", "ec2-user"}, {"sles", "ec2-user"}, {"opensuse-leap", "ec2-user"},
};

struct account {
  char name[64], home[256];
  unsigned user, group;
};

/* One line of /etc/passwd. */
static int parse_account(const char *line, struct account *a) {
  return sscanf(line, "%63[^:]:%*[^:]:%u:%u:%*[^:]:%255[^:\n]", a->name, &a->user, &a->group, a->home) == 4
    || sscanf(line, "%63[^:]:%*[^:]:%u:%u::%255[^:\n]", a->name, &a->user, &a->group, a->home) == 4;
}

static int find_account(const char *name, struct account *found, unsigned *free_id) {
  char *text = read_file("/etc/passwd", NULL), *state;
  int is_found = 0;
  *free_id = 1000;
  for (char *line = text ? strtok_r(text, "\n", &state) : NULL; line; line = strtok_r(NULL, "\n", &state)) {
    struct account a;
    if (!parse_account(line, &a)) continue;
    if (a.user >= *free_id && a.user < 60000) *free_id = a.user + 1;
    if (strcmp(a.name, name)) continue;
    *found = a;
    is_found = 1;
  }
  free(text);
  return is_found;
}

/* Copies the plain files of /etc/skel, as useradd does. */
static void copy_skeleton(const struct account *a) {
  DIR *skeleton = opendir("/etc/skel");
  struct dirent *entry;
  while (skeleton && (entry = readdir(skeleton))) {
    char from[512], to[512];
    size_t size;
    if (entry->d_type != DT_REG) continue;
    snprintf(from, sizeof from, "/etc/skel/%s", entry->d_name);
    snprintf(to, sizeof to, "%s/%s", a->home, entry->d_name);
    char *text = read_file(from, &size);
    if (text && write_file(to, text, size, 0644) == 0 && chown(to, a->user, a->group) < 0) say("%s: no owner", to);
    free(text);
  }
  if (skeleton) closedir(skeleton);
}

static void create_account(const char *name, unsigned id, struct account *a) {
  const char *shell = exists("/bin/bash") ? "/bin/bash" : "/bin/sh";
  char line[512];
  a->user = a->group = id;
  snprintf(a->name, sizeof a->name, "%s", name);
  snprintf(a->home, sizeof a->home, "/home/%s", a->name);
  snprintf(line, sizeof line, "%s:x:%u:%u::%s:%s\n", a->name, id, id, a->home, shell);
  append_text("/etc/passwd", line, 0644);
  snprintf(line, sizeof line, "%s:x:%u:\n", a->name, id);
  append_text("/etc/group", line, 0644);
  /* "*" is no password; "!" would be a locked account, which sshd refuses even with a key. */
  snprintf(line, sizeof line, "%s:*:19000:0:99999:7:::\n", a->name);
  if (exists("/etc/shadow")) append_text("/etc/shadow", line, 0640);
  snprintf(line, sizeof line, "%s ALL=(ALL) NOPASSWD:ALL\n", a->name);
  if (exists("/etc/sudoers.d")) write_file("/etc/sudoers.d/90-cloud-init-users", line, strlen(line), 0440);
  make_directories(a->home, 0755);
  copy_skeleton(a);
  if (chown(a->home, a->user, a->group) < 0) say("%s: %s", a->home, strerror(errno));
}

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

static void authorize(const struct account *a, const char *keys) {
  char folder[300], path[320];
  snprintf(folder, sizeof folder, "%s/.ssh", a->home);
  snprintf(path, sizeof path, "%s/authorized_keys", folder);
  make_directories(folder, 0700);
  char *present = read_file(path, NULL);
  if (!present || !strstr(present, keys)) append_text(path, keys, 0600);
  free(present);
  if (chmod(folder, 0700) < 0 || chmod(path, 0600) < 0 || chown(folder, a->user, a->group) < 0
      || chown(path, a->user, a->group) < 0)
    say("%s: %s", path, strerror(errno));
}

void machine_install_keys(const struct parameters *p) {
  struct account root = {"root", "/root", 0, 0}, user;
  const char *name = p->user ? p->user : login_user();
  unsigned id;
  if (!exists("/etc/passwd")) return;
  find_account("root", &root, &id);
  if (p->keys) authorize(&root, p->keys);
  if (!name || !strcmp(name, "root")) return;
  if (!find_account(name, &user, &id)) create_account(name, id, &user);
  if (p->keys) authorize(&user, p->keys);
}

void machine_set_names(const struct parameters *p) {
  char line[512], name[256], *hosts;
  if (!p->hostname) return;
  snprintf(line, sizeof line, "%s\n", p->hostname);
  write_file("/etc/hostname", line, strlen(line), 0644);
  if (gethostname(name, sizeof name) == 0 && strcmp(name, p->hostname)
      && sethostname(p->hostname, strlen(p->hostname)) < 0)
    say("the host name stays %s: %s", name, strerror(errno));
  hosts = read_file("/etc/hosts", NULL);
  if (p->address && !(hosts && has_line_with(hosts, p->hostname))) {
    int first = (int)strcspn(p->hostname, ".");
    snprintf(line, sizeof line, "%s %s %.*s\n", p->address, p->hostname, first, p->hostname);
    append_text("/etc/hosts", line, 0644);
  }
  free(hosts);
}

/* An image without an init has none of these commands, and people type them. */
void machine_link_power_commands(void) {
  static const char *const names[] = {"poweroff", "reboot", "halt", "shutdown"};
  char path[64];
  if (!exists("/sbin")) return;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    snprintf(path, sizeof path, "/sbin/%s", names[i]);
    if (symlink(SELF, path) < 0 && errno != EEXIST) say("%s: %s", path, strerror(errno));
  }
}

/* What runs when this binary is called by one of those names. The signals are busybox's and sysvinit's. */
int power_command(const char *name, int count, char **arguments) {
  int is_reboot = !strcmp(name, "reboot");
  for (int i = 1; i < count; i++) {
    if (!strcmp(arguments[i], "-r") || !strcmp(arguments[i], "--reboot")) is_reboot = 1;
  }
  if (kill(1, is_reboot ? SIGINT : SIGUSR2) == 0) return 0;
  dprintf(STDERR_FILENO, "%s: %s\n", name, strerror(errno));
  return 1;
}
