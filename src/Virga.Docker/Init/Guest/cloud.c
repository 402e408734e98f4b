/* cloud-init's files, where its users look for them. Source: its documentation, "Instance metadata, files". */
#include "guest.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const char RESULT[] = "/var/lib/cloud/data/result.json", STATUS[] = "/var/lib/cloud/data/status.json";
static const char SEED[] = "/var/lib/cloud/seed/nocloud";

/* What an image's cloud-init is told: where its data is, that the network and the names are not its business, that
   root's key is to work, and that the host keys are this instance's already. The firmware is the host's, so Ec2 must
   not insist on Amazon's (DataSourceEc2.py, strict_id). */
static const char CONFIGURATION[] = "# Written at each boot.\ndatasource_list: [%s]\n"
  "datasource: {Ec2: {strict_id: false}}\n"
  "network: {config: disabled}\ndisable_root: false\nmanage_etc_hosts: false\n"
  "preserve_hostname: true\nssh_deletekeys: false\n";

/* What gives way to the image's own files: an image that names no locale keeps the one it has, since cloud-init's
   default (cc_locale, en_US.UTF-8) is not in small images, and would fail a boot whose user data is well. */
static const char DEFAULTS[] = "# Written at each boot.\nlocale: false\n";

static char instance_folder[256];
static int is_finished;

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

static void put(const char *path, const char *text, mode_t mode) {
  if (write_file(path, text, strlen(text), mode) < 0) say("%s can not be written", path);
}

/* As cloud-init has them: the files lie on the disk, and links to them in /run live as long as a boot. */
static void link_runtime(void) {
  if (!exists("/run")) return;
  make_directories("/run/cloud-init", 0755);
  unlink("/run/cloud-init/result.json");
  unlink("/run/cloud-init/status.json");
  if (symlink(STATUS, "/run/cloud-init/status.json") < 0) say("/run/cloud-init can not be written");
}

static void put_status(const char *stage, double finished) {
  char text[512];
  snprintf(text, sizeof text, "{\"v1\": {\"datasource\": \"DataSourceEc2\", \"stage\": %s%s%s, "
    "\"modules-final\": {\"errors\": [], \"finished\": %.2f, \"start\": 0}}}\n",
    stage ? "\"" : "", stage ? stage : "null", stage ? "\"" : "", finished);
  put(STATUS, text, 0644);
}

static void link_instance(void) {
  char previous[256];
  ssize_t size = readlink("/var/lib/cloud/instance", previous, sizeof previous - 1);
  if (size > 0) {
    previous[size] = 0;
    if (!strcmp(previous, instance_folder)) return;
  }
  unlink("/var/lib/cloud/instance");
  if (symlink(instance_folder, "/var/lib/cloud/instance") < 0) say("/var/lib/cloud/instance can not be linked");
}

void cloud_open(const struct parameters *p) {
  char line[256];
  snprintf(instance_folder, sizeof instance_folder, "/var/lib/cloud/instances/%s", p->instance_id);
  make_directories(cloud_path("sem"), 0755);
  make_directories(cloud_path("scripts"), 0755);
  make_directories("/var/lib/cloud/data", 0755);
  make_directories("/var/lib/cloud/sem", 0755);
  make_directories("/var/log", 0755);
  link_instance();
  say_also_to("/var/log/cloud-init.log");
  unlink(RESULT);
  snprintf(line, sizeof line, "%s\n", p->instance_id);
  put("/var/lib/cloud/data/instance-id", line, 0644);
  if (p->datasource) return;
  link_runtime();
  put_status("modules-final", 0);
}

void cloud_put_user_data(const struct parameters *p) {
  size_t size = 0;
  char *text = decode_base64(p->user_data ? p->user_data : "", &size);
  if (text && size > 0) write_file(cloud_path("user-data.txt"), text, size, 0600);
  free(text);
}

int cloud_is_finished(void) {
  return is_finished;
}

/* The line that the emulator waits for, and cloud-init's last line, which people grep for. */
void cloud_finish(const struct parameters *p, int failed, int first_failure, int runs) {
  char text[256], when[64];
  time_t now = time(NULL);
  struct timespec up = {0};
  is_finished = 1;
  clock_gettime(CLOCK_MONOTONIC, &up);
  strftime(when, sizeof when, "%a, %d %b %Y %H:%M:%S +0000", gmtime(&now));
  snprintf(text, sizeof text, "{\"v1\": {\"datasource\": \"DataSourceEc2\", \"errors\": [%s]}}\n",
    failed ? "\"user data failed: see /var/log/cloud-init-output.log\"" : "");
  put(RESULT, text, 0644);
  if (exists("/run/cloud-init") && symlink(RESULT, "/run/cloud-init/result.json") < 0) say("no result in /run");
  put_status(NULL, (double)now);
  snprintf(text, sizeof text, "%ld.%02ld - %s\n", (long)up.tv_sec, up.tv_nsec / 10000000, when);
  put(cloud_path("boot-finished"), text, 0644);
  say("boot finished at %s with %d failed of %d scripts", when, failed, runs);
  if (!p->user_data || !(cloud_claim("virga_user_data") || failed || runs)) return;
  if (failed) say("user data: exit %d", first_failure);
  else say("user data: ok");
}

/* Gives the image's own cloud-init what it works on. With "Ec2" it asks the metadata service instead. */
void cloud_seed(const struct parameters *p) {
  char path[128], text[8192], configuration[512];
  size_t size = 0;
  if (!exists("/etc/cloud/cloud.cfg.d")) return;
  snprintf(configuration, sizeof configuration, CONFIGURATION, p->datasource);
  put("/etc/cloud/cloud.cfg.d/00_virga.cfg", DEFAULTS, 0644);
  put("/etc/cloud/cloud.cfg.d/99_virga.cfg", configuration, 0644);
  if (strcmp(p->datasource, "NoCloud")) return;
  make_directories(SEED, 0700);
  char *user_data = decode_base64(p->user_data ? p->user_data : "", &size);
  snprintf(path, sizeof path, "%s/user-data", SEED);
  write_file(path, user_data, size, 0600);
  free(user_data);
  int used = snprintf(text, sizeof text, "instance-id: %s\nlocal-hostname: %s\npublic-keys:\n", p->instance_id,
    p->hostname ? p->hostname : p->instance_id);
  char *keys = strdup(p->keys ? p->keys : ""), *state;
  for (char *key = strtok_r(keys, "\n", &state); key; key = strtok_r(NULL, "\n", &state)) {
    if (used + strlen(key) + 8 < sizeof text) used += sprintf(text + used, "  - \"%s\"\n", key);
  }
  free(keys);
  snprintf(path, sizeof path, "%s/meta-data", SEED);
  put(path, text, 0600);
}

/* Where the text after a word begins in what comes before an end; NULL when the word is not in it. */
static char *after(char *text, const char *word, const char *end) {
  char *found = text ? strstr(text, word) : NULL;
  return found && (!end || found < end) ? found + strlen(word) : NULL;
}

/* The status of one script of the user that failed, told from the line of its command on; 0 when it is not one. */
static int status_of(char *line) {
  int status = 0;
  char *end = strchr(line, '\n'), *code = end ? after(end, "\nExit code: ", strstr(end, "\nReason: ")) : NULL;
  int is_script = after(line, "/scripts/", end) || after(line, "/boothooks/", end);
  return is_script && code && sscanf(code, "%d", &status) == 1 ? status : 0;
}

/*
 * The exit status of the first script that failed in this boot, 0 when there is none. cloud-init's result has names and
 * no statuses; its log has both (cloudinit/subp.py, ProcessExecutionError; stages begin with "running 'STAGE'").
 */
static int logged_failure(void) {
  static const char stage[] = "running 'init-local'", command[] = "\nCommand: ";
  char *log = read_end("/var/log/cloud-init.log"), *at = log, *next;
  int status = 0;
  while ((next = after(at, stage, NULL))) at = next;
  for (at = after(at, command, NULL); at && !status; at = after(at, command, NULL)) status = status_of(at);
  free(log);
  return status;
}

/* What the result says of the first module that failed: "('bootcmd', ProcessExecutionError(… Exit code: 4 …". */
static void tell_failed_module(char *result) {
  char module[64] = "cloud-init", *error = after(result, "\"('", NULL);
  char *code = after(error, "Exit code: ", error ? strchr(error, '\n') : NULL);
  int status = 1;
  if (error) sscanf(error, "%63[^']", module);
  if (code) sscanf(code, "%d", &status);
  say("user data: exit %d, %s failed", status, module);
}

/* Whether the image's cloud-init has ended; then its outcome is told as ours would be. */
int cloud_has_reported(const struct parameters *p) {
  char *result = read_file("/run/cloud-init/result.json", NULL);
  if (!result) return 0;
  int status = logged_failure();
  is_finished = 1;
  say("boot finished by the image's own cloud-init");
  if (p->user_data && status) say("user data: exit %d", status);
  else if (p->user_data && strstr(result, "\"errors\": []")) say("user data: ok");
  else if (p->user_data) tell_failed_module(result);
  free(result);
  return 1;
}

/* cloud-init status [--wait], for images without a cloud-init: provisioners wait by it. */
int cloud_command(int count, char **arguments) {
  int waits = 0;
  for (int i = 1; i < count; i++) waits |= !strcmp(arguments[i], "--wait") || !strcmp(arguments[i], "-w");
  if (count < 2 || strcmp(arguments[1], "status")) {
    dprintf(STDERR_FILENO, "cloud-init: this is Virga's; it knows status and status --wait\n");
    return 2;
  }
  while (waits && !exists(RESULT)) usleep(250000);
  char *result = read_file(RESULT, NULL);
  int is_well = !result || strstr(result, "\"errors\": []") != NULL;
  dprintf(STDOUT_FILENO, "status: %s\n", !result ? "running" : is_well ? "done" : "error");
  free(result);
  return is_well ? 0 : 1;
}
