/* Users and groups, written into the files themselves: many images have no useradd, and none has the same one. */
#include "guest.h"
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FIRST_ID = 1000, FIRST_SYSTEM_ID = 200, LAST_ID = 60000 };

/* One line of /etc/passwd: name, password, user, group, comment, home, shell. */
static int parse_account(const char *line, struct account *a) {
  char copy[1024], *rest = copy, *field[7];
  int count = 0;
  snprintf(copy, sizeof copy, "%s", line);
  while (rest && count < 7) field[count++] = strsep(&rest, ":");
  if (count < 6) return 0;
  snprintf(a->name, sizeof a->name, "%s", field[0]);
  snprintf(a->home, sizeof a->home, "%s", *field[5] ? field[5] : "/");
  snprintf(a->shell, sizeof a->shell, "%s", count == 7 ? field[6] : "");
  a->user = (unsigned)strtoul(field[2], NULL, 10);
  a->group = (unsigned)strtoul(field[3], NULL, 10);
  return 1;
}

/* The lowest number from which on none is taken: of users with /etc/passwd, of groups with /etc/group. */
static unsigned free_id(const char *file, unsigned first) {
  char *text = read_file(file, NULL), *state;
  unsigned id, found = first, end = first == FIRST_ID ? LAST_ID : FIRST_ID;
  for (char *line = text ? strtok_r(text, "\n", &state) : NULL; line; line = strtok_r(NULL, "\n", &state)) {
    if (sscanf(line, "%*[^:]:%*[^:]:%u", &id) == 1 && id >= found && id < end) found = id + 1;
  }
  free(text);
  return found;
}

int account_find(const char *name, struct account *found) {
  char *text = read_file("/etc/passwd", NULL), *state;
  int is_found = 0;
  for (char *line = text ? strtok_r(text, "\n", &state) : NULL; line; line = strtok_r(NULL, "\n", &state)) {
    struct account a;
    if (!parse_account(line, &a) || strcmp(a.name, name)) continue;
    *found = a;
    is_found = 1;
  }
  free(text);
  return is_found;
}

/* The number of a group; -1 when there is none of this name. */
static long find_group(const char *name) {
  char *text = read_file("/etc/group", NULL), *state;
  long found = -1;
  size_t size = strlen(name);
  for (char *line = text ? strtok_r(text, "\n", &state) : NULL; line; line = strtok_r(NULL, "\n", &state)) {
    if (!strncmp(line, name, size) && line[size] == ':') sscanf(line + size, ":%*[^:]:%ld", &found);
  }
  free(text);
  return found;
}

void account_add_group(const char *name, const char *number) {
  char line[256];
  if (find_group(name) >= 0) return;
  unsigned id = *number ? (unsigned)strtoul(number, NULL, 10) : free_id("/etc/group", FIRST_ID);
  snprintf(line, sizeof line, "%s:x:%u:\n", name, id);
  append_text("/etc/group", line, 0644);
}

/* Rewrites the group's line with one more member. */
void account_join(const char *group, const char *user) {
  char *text = read_file("/etc/group", NULL), *state, start[128];
  account_add_group(group, "");
  if (text) free(text);
  text = read_file("/etc/group", NULL);
  if (!text) return;
  char *next = malloc(strlen(text) + strlen(user) + 4);
  size_t used = 0;
  snprintf(start, sizeof start, "%s:", group);
  for (char *line = strtok_r(text, "\n", &state); next && line; line = strtok_r(NULL, "\n", &state)) {
    char *members = strrchr(line, ':');
    int is_it = !strncmp(line, start, strlen(start)) && members;
    int is_new = is_it && !has_word(members + 1, user);
    used += (size_t)sprintf(next + used, "%s%s%s\n", line, is_new && members[1] ? "," : "", is_new ? user : "");
  }
  if (next && write_file("/etc/group", next, used, 0644) < 0) say("%s can not join %s", user, group);
  free(next);
  free(text);
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

static void make_home(const struct account *a) {
  make_directories(a->home, 0755);
  copy_skeleton(a);
  if (chown(a->home, a->user, a->group) < 0) say("%s: %s", a->home, strerror(errno));
}

/*
 * user NAME UID GROUP HOME SHELL GECOS PASSWORD FLAGS, each but the first may be empty. PASSWORD is a hash; "*" is
 * none, while "!" would be a locked account, which sshd may refuse even with a key. Flags: h no home, s system user.
 */
int account_add(char **field) {
  struct account a;
  char line[1024], *name = field[0], *flags = field[7];
  const char *shell = *field[4] ? field[4] : exists("/bin/bash") ? "/bin/bash" : "/bin/sh";
  if (account_find(name, &a)) return 0;
  memset(&a, 0, sizeof a);
  snprintf(a.name, sizeof a.name, "%s", name);
  a.user = *field[1] ? (unsigned)strtoul(field[1], NULL, 10)
    : free_id("/etc/passwd", strchr(flags, 's') ? FIRST_SYSTEM_ID : FIRST_ID);
  if (*field[2]) account_add_group(field[2], "");
  else {
    snprintf(line, sizeof line, "%u", a.user);
    account_add_group(name, line);
  }
  a.group = (unsigned)find_group(*field[2] ? field[2] : name);
  if (*field[3]) snprintf(a.home, sizeof a.home, "%s", field[3]);
  else snprintf(a.home, sizeof a.home, "/home/%s", a.name);
  snprintf(line, sizeof line, "%s:x:%u:%u:%s:%s:%s\n", a.name, a.user, a.group, field[5], a.home, shell);
  if (append_text("/etc/passwd", line, 0644) < 0) return -1;
  snprintf(line, sizeof line, "%s:%s:19000:0:99999:7:::\n", a.name, *field[6] ? field[6] : "*");
  if (exists("/etc/shadow")) append_text("/etc/shadow", line, 0640);
  if (!strchr(flags, 'h')) make_home(&a);
  return 0;
}

/* Gives a file to USER or USER:GROUP, by name or number. */
int account_own(const char *path, const char *owner) {
  char name[128];
  struct account a = {.user = 0};
  long group = -1;
  snprintf(name, sizeof name, "%s", owner);
  char *colon = strchr(name, ':');
  if (colon) *colon++ = 0;
  if (*name && !account_find(name, &a)) {
    char *end;
    a.user = (unsigned)strtoul(name, &end, 10);
    if (*end) return say("there is no user %s", name), -1;
  }
  if (colon && *colon) {
    char *end;
    group = find_group(colon);
    if (group < 0) group = strtol(colon, &end, 10);
    if (group < 0 || (find_group(colon) < 0 && *end)) return say("there is no group %s", colon), -1;
  }
  return chown(path, *name ? a.user : (uid_t)-1, group >= 0 ? (gid_t)group : (gid_t)-1);
}

/* Adds lines to a user's authorized_keys that are not there. */
int account_authorize(const char *name, const char *keys) {
  struct account a = {.name = "root", .home = "/root"};
  char folder[300], path[320];
  if (!account_find(name, &a) && strcmp(name, "root")) return -1;
  snprintf(folder, sizeof folder, "%s/.ssh", a.home);
  snprintf(path, sizeof path, "%s/authorized_keys", folder);
  make_directories(folder, 0700);
  char *present = read_file(path, NULL);
  if (!present || !strstr(present, keys)) append_text(path, keys, 0600);
  free(present);
  if (chmod(folder, 0700) == 0 && chmod(path, 0600) == 0 && chown(folder, a.user, a.group) == 0
      && chown(path, a.user, a.group) == 0)
    return 0;
  say("%s: %s", path, strerror(errno));
  return -1;
}
