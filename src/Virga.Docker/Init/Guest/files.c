/* Whole files in, whole files out. */
#include "guest.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_FILE_BYTES = 4 * 1024 * 1024 };

int exists(const char *path) {
  return access(path, F_OK) == 0;
}

/* What is left of an open file, with a zero after it; NULL when there is no file. */
static char *read_rest(int file, size_t *size) {
  size_t room = 4096, have = 0;
  char *text = file < 0 ? NULL : malloc(room);
  ssize_t count;
  while (text && (count = read(file, text + have, room - have - 1)) > 0) {
    have += (size_t)count;
    if (room - have > 1) continue;
    room *= 2;
    char *larger = room <= MAX_FILE_BYTES ? realloc(text, room) : NULL;
    if (!larger) break;
    text = larger;
  }
  if (file >= 0) close(file);
  if (!text) return NULL;
  text[have] = 0;
  if (size) *size = have;
  return text;
}

/* The content with a zero after it; NULL when there is none. */
char *read_file(const char *path, size_t *size) {
  return read_rest(open(path, O_RDONLY | O_CLOEXEC), size);
}

/* As much of the end of a file, which grows without a limit, as is read of a whole one. */
char *read_end(const char *path) {
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file >= 0 && lseek(file, 0, SEEK_END) >= MAX_FILE_BYTES) lseek(file, 1 - MAX_FILE_BYTES, SEEK_END);
  else if (file >= 0) lseek(file, 0, SEEK_SET);
  return read_rest(file, NULL);
}

static int write_all(int file, const char *bytes, size_t size) {
  while (size > 0) {
    ssize_t count = write(file, bytes, size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return -1;
    bytes += count;
    size -= (size_t)count;
  }
  return 0;
}

int write_file(const char *path, const void *bytes, size_t size, mode_t mode) {
  int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
  if (file < 0) return -1;
  fchmod(file, mode);
  int result = write_all(file, bytes, size);
  return close(file) < 0 ? -1 : result;
}

/* Appends to a file, which gets the mode only when it is new. */
int append_bytes(const char *path, const char *bytes, size_t size, mode_t mode) {
  int file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, mode);
  if (file < 0) return -1;
  int result = write_all(file, bytes, size);
  return close(file) < 0 ? -1 : result;
}

/* Appends lines; they start on a line of their own. */
int append_text(const char *path, const char *text, mode_t mode) {
  size_t size = 0;
  char *before = read_file(path, &size);
  int is_open_line = size > 0 && before[size - 1] != '\n';
  free(before);
  if (is_open_line && append_bytes(path, "\n", 1, mode) < 0) return -1;
  return append_bytes(path, text, strlen(text), mode);
}

void make_directories(const char *path, mode_t mode) {
  char part[512];
  snprintf(part, sizeof part, "%s", path);
  for (char *slash = strchr(part + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
    *slash = 0;
    mkdir(part, 0755);
    *slash = '/';
  }
  mkdir(part, mode);
}

/* Whether a word stands in a text, between blanks, colons, commas or line ends. */
int has_word(const char *text, const char *word) {
  size_t size = strlen(word);
  for (const char *at = text; (at = strstr(at, word)); at++) {
    int starts = at == text || strchr(" \t\n:,", at[-1]);
    int ends = !at[size] || strchr(" \t\n:,", at[size]);
    if (starts && ends) return 1;
  }
  return 0;
}
