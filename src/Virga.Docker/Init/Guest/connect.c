/* EC2 Instance Connect: keys that open a user for a minute. The emulator puts them here, and sshd asks for them. */
#include "guest.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char FOLDER[] = "/run/virga-connect";

/* A file for each user; its lines are a time in Unix seconds, a blank, and a key. */
static int path_of(const char *user, char *path, size_t size) {
  if (!*user || strchr(user, '/') || *user == '.') return -1;
  snprintf(path, size, "%s/%s", FOLDER, user);
  return 0;
}

/* Keeps what still holds, and adds a key. Answers 3 when the machine has no such user. */
int connect_grant(const char *user, const char *until, const char *key) {
  char path[256];
  struct account a;
  if (path_of(user, path, sizeof path) < 0 || (!account_find(user, &a) && strcmp(user, "root"))) return 3;
  make_directories(FOLDER, 0755);
  char *old = read_file(path, NULL), *state;
  size_t room = (old ? strlen(old) : 0) + strlen(until) + strlen(key) + 4, used = 0;
  char *text = malloc(room);
  if (!text) return 1;
  for (char *line = old ? strtok_r(old, "\n", &state) : NULL; line; line = strtok_r(NULL, "\n", &state))
    if (atoll(line) > (long long)time(NULL)) used += (size_t)snprintf(text + used, room - used, "%s\n", line);
  used += (size_t)snprintf(text + used, room - used, "%s %s\n", until, key);
  int result = write_file(path, text, used, 0644);
  free(text);
  free(old);
  return result < 0 ? 1 : 0;
}

/* What sshd's AuthorizedKeysCommand prints. */
int connect_list(const char *user) {
  char path[256], *text, *state;
  if (path_of(user, path, sizeof path) < 0) return 0;
  text = read_file(path, NULL);
  for (char *line = text ? strtok_r(text, "\n", &state) : NULL; line; line = strtok_r(NULL, "\n", &state)) {
    char *key = strchr(line, ' ');
    if (key && atoll(line) > (long long)time(NULL)) dprintf(STDOUT_FILENO, "%s\n", key + 1);
  }
  free(text);
  return 0;
}
