/* cloud-init's files, where its users look for them. Source: its documentation, "Instance metadata, files". */
#include "guest.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static char instance_folder[256];

/* A path in this instance's folder; valid until the next call. */
const char *cloud_path(const char *name) {
  static char path[512];
  snprintf(path, sizeof path, "%s/%s", instance_folder, name);
  return path;
}

/* True once in the life of an instance for each name. An image made of it starts anew, since its id differs. */
int cloud_claim(const char *semaphore) {
  char name[128], text[64];
  snprintf(name, sizeof name, "sem/%s", semaphore);
  int file = open(cloud_path(name), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (file < 0) return 0;
  int size = snprintf(text, sizeof text, "%d: %ld\n", getpid(), (long)time(NULL));
  if (write(file, text, (size_t)size) < 0) say("%s can not be written", semaphore);
  close(file);
  return 1;
}

void cloud_open(const struct parameters *p) {
  char line[256];
  snprintf(instance_folder, sizeof instance_folder, "/var/lib/cloud/instances/%s", p->instance_id);
  make_directories(cloud_path("sem"), 0755);
  make_directories(cloud_path("scripts"), 0755);
  make_directories("/var/lib/cloud/data", 0755);
  make_directories("/var/lib/cloud/sem", 0755);
  make_directories("/var/log", 0755);
  unlink("/var/lib/cloud/instance");
  if (symlink(instance_folder, "/var/lib/cloud/instance") < 0) say("/var/lib/cloud/instance can not be linked");
  snprintf(line, sizeof line, "%s\n", p->instance_id);
  write_file("/var/lib/cloud/data/instance-id", line, strlen(line), 0644);
}
