/*
 * Block devices of attached volumes. The emulator writes a table: its first word names the instance, then follow lines
 *   block PATH MAJOR MINOR | char PATH MAJOR MINOR | link PATH TARGET
 * The table stays in a file, since /dev is new after each start, and so that what is gone from it can be taken away.
 */
#include "guest.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

static const char table_path[] = "/etc/.virga-devices";

enum { MAX_TABLE_BYTES = 64 * 1024 };

static void make_parent(const char *path) {
  char parent[256];
  const char *slash = strrchr(path, '/');
  if (!slash || slash == path || (size_t)(slash - path) >= sizeof parent) return;
  memcpy(parent, path, (size_t)(slash - path));
  parent[slash - path] = 0;
  if (!exists(parent)) make_directories(parent, 0755);
}

/* A device that is what it should be stays, so that who holds it open sees no change. */
static void make_node(const char *path, mode_t kind, unsigned major_number, unsigned minor_number) {
  struct stat seen;
  dev_t device = makedev(major_number, minor_number);
  if (lstat(path, &seen) == 0) {
    if ((seen.st_mode & S_IFMT) == kind && seen.st_rdev == device) return;
    if (S_ISDIR(seen.st_mode)) return;
    unlink(path);
  }
  make_parent(path);
  if (mknod(path, kind | 0660, device) < 0) say("%s can not be made", path);
}

static void make_link(const char *path, const char *target) {
  struct stat seen;
  if (lstat(path, &seen) == 0) {
    if (!S_ISLNK(seen.st_mode)) return;
    unlink(path);
  }
  make_parent(path);
  if (symlink(target, path) < 0) say("%s can not be made", path);
}

static void apply_line(const char *line) {
  char kind[8], path[200], target[200];
  unsigned major_number, minor_number;
  if (sscanf(line, "link %199s %199s", path, target) == 2) make_link(path, target);
  else if (sscanf(line, "%7s %199s %u %u", kind, path, &major_number, &minor_number) == 4)
    make_node(path, strcmp(kind, "char") ? S_IFBLK : S_IFCHR, major_number, minor_number);
}

/* Takes away what a line made, and nothing else that may stand there by now. */
static void undo_line(const char *line) {
  char kind[8], path[200];
  struct stat seen;
  if (sscanf(line, "%7s %199s", kind, path) != 2 || lstat(path, &seen) < 0) return;
  if (!strcmp(kind, "link") ? S_ISLNK(seen.st_mode) : S_ISBLK(seen.st_mode) || S_ISCHR(seen.st_mode)) unlink(path);
}

/* Whether a line of this path stands in the table. */
static int names(const char *table, const char *line) {
  char word[210], path[200];
  if (sscanf(line, "%*7s %199s", path) != 1) return 0;
  snprintf(word, sizeof word, " %s ", path);
  return strstr(table, word) != NULL;
}

static void each_line(const char *table, void (*act)(const char *)) {
  const char *line = strchr(table, '\n');
  for (; line; line = strchr(line + 1, '\n')) act(line + 1);
}

/* At boot: the table of this instance, not one that an image brought along. */
void devices_restore(const char *instance_id) {
  char *table = read_file(table_path, NULL), owner[64];
  if (table && instance_id && sscanf(table, "%63s", owner) == 1 && !strcmp(owner, instance_id))
    each_line(table, apply_line);
  free(table);
}

/* While running: the table comes on standard input and takes the place of the one before. */
int devices_replace(void) {
  char *next = calloc(1, MAX_TABLE_BYTES), *before = read_file(table_path, NULL);
  size_t have = 0;
  ssize_t count;
  if (!next) return 1;
  while (have < MAX_TABLE_BYTES - 1 && (count = read(STDIN_FILENO, next + have, MAX_TABLE_BYTES - 1 - have)) > 0)
    have += (size_t)count;
  for (const char *line = before ? strchr(before, '\n') : NULL; line; line = strchr(line + 1, '\n'))
    if (!names(next, line + 1)) undo_line(line + 1);
  if (write_file(table_path, next, have, 0600) < 0) return 1;
  each_line(next, apply_line);
  return 0;
}
