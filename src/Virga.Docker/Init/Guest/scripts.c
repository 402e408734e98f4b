/*
 * What runs at the end of a boot, in cloud-init's order: scripts per once, per boot, per instance, then the user data.
 * One runs after the other, while the rest of the machine lives on.
 */
#include "guest.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MAX_SCRIPTS = 256 };

static char *queue[MAX_SCRIPTS];
static int queued, started, failed, is_finished;

static void add(const char *path) {
  if (queued < MAX_SCRIPTS) queue[queued++] = strdup(path);
  else say("more than %d scripts: %s is left out", MAX_SCRIPTS, path);
}

static void add_folder(const char *name) {
  struct dirent **entries;
  char path[512];
  snprintf(path, sizeof path, "/var/lib/cloud/scripts/%s", name);
  int count = scandir(path, &entries, NULL, alphasort);
  for (int i = 0; i < count; i++) {
    snprintf(path, sizeof path, "/var/lib/cloud/scripts/%s/%s", name, entries[i]->d_name);
    if (entries[i]->d_name[0] != '.' && access(path, X_OK) == 0) add(path);
    free(entries[i]);
  }
  if (count >= 0) free(entries);
}

/* Only what starts with "#!" is a script; the rest is named in the log instead of being run as one. */
static void add_user_data(const char *text, size_t size) {
  if (size == 0) return;
  if (strncmp(text, "#!", 2)) {
    int first = (int)strcspn(text, "\r\n");
    say("user data is not run: it starts with \"%.*s\", not with #!", first < 40 ? first : 40, text);
    failed++;
    return;
  }
  if (write_file(cloud_path("scripts/part-001"), text, size, 0700) == 0) add(cloud_path("scripts/part-001"));
}

void scripts_prepare(const struct parameters *p) {
  size_t size = 0;
  char *text = decode_base64(p->user_data ? p->user_data : "", &size);
  if (text) write_file(cloud_path("user-data.txt"), text, size, 0600);
  if (access("/var/lib/cloud/sem/config_scripts_per_once.once", F_OK) < 0) {
    write_file("/var/lib/cloud/sem/config_scripts_per_once.once", "", 0, 0644);
    add_folder("per-once");
  }
  add_folder("per-boot");
  if (cloud_claim("config_scripts_per_instance")) add_folder("per-instance");
  if (cloud_claim("config_scripts_user") && text) add_user_data(text, size);
  free(text);
}

/* Starts the next script; 0 when there is none. */
pid_t scripts_next(void) {
  while (started < queued) {
    char *const arguments[] = {queue[started++], NULL};
    pid_t child = spawn(arguments, output_pipe[1]);
    if (child > 0) return child;
    say("%s can not be started", arguments[0]);
    failed++;
  }
  return 0;
}

void scripts_ended(int status) {
  int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  const char *name = strrchr(queue[started - 1], '/') + 1;
  if (code == 0) return;
  failed++;
  say("%s ended with status %d", name, code);
}

int scripts_are_done(void) {
  return is_finished;
}

/* cloud-init's own marks of a finished boot, and its last line, which people grep for. */
void scripts_write_result(void) {
  char text[256], when[64];
  time_t now = time(NULL);
  struct timespec up = {0};
  int size;
  is_finished = 1;
  clock_gettime(CLOCK_MONOTONIC, &up);
  strftime(when, sizeof when, "%a, %d %b %Y %H:%M:%S +0000", gmtime(&now));
  size = snprintf(text, sizeof text, "{\"v1\": {\"datasource\": \"DataSourceEc2\", \"errors\": [%s]}}\n",
    failed ? "\"scripts failed: see /var/log/cloud-init-output.log\"" : "");
  write_file("/var/lib/cloud/data/result.json", text, (size_t)size, 0644);
  size = snprintf(text, sizeof text, "%ld.%02ld - %s\n", (long)up.tv_sec, up.tv_nsec / 10000000, when);
  write_file(cloud_path("boot-finished"), text, (size_t)size, 0644);
  say("boot finished at %s with %d failed of %d scripts", when, failed, queued);
}
