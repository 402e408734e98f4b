/*
 * What the emulator made of the user data: steps in cloud-init's order, each a line of fields with tabs between them.
 * Steps that run something wait for it, while the rest of the machine lives on.
 */
#include "guest.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAX_FIELDS = 12, MAX_SCRIPTS = 256 };

static const struct parameters *machine;
static int next_step, is_due = 1, failed, first_failure, runs;
static char *queue[MAX_SCRIPTS];
static int queued, started;

static void fail(int code) {
  if (failed++ == 0) first_failure = code;
}

static void add(const char *path) {
  if (queued < MAX_SCRIPTS) queue[queued++] = strdup(path);
  else say("more than %d scripts: %s is left out", MAX_SCRIPTS, path);
}

/* module NAME FREQUENCY: what follows runs always, once per instance, or once in the life of the disk. */
static void begin_module(char **field) {
  char path[256];
  if (!strcmp(field[1], "instance")) {
    snprintf(path, sizeof path, "config_%s", field[0]);
    is_due = cloud_claim(path);
  } else if (!strcmp(field[1], "once")) {
    snprintf(path, sizeof path, "/var/lib/cloud/sem/config_%s.once", field[0]);
    is_due = !exists(path);
    if (is_due) write_file(path, "", 0, 0644);
  } else is_due = 1;
}

/* file PATH MODE OWNER HOW CONTENT: HOW is write or append. */
static void put_file(char **field) {
  size_t size;
  char *bytes = decode_base64(field[4], &size), folder[512];
  mode_t mode = (mode_t)strtoul(field[1], NULL, 8);
  snprintf(folder, sizeof folder, "%s", field[0]);
  char *slash = strrchr(folder, '/');
  if (slash && slash > folder) {
    *slash = 0;
    make_directories(folder, 0755);
  }
  int result = !strcmp(field[3], "append")
    ? append_bytes(field[0], bytes, size, mode) : write_file(field[0], bytes, size, mode);
  free(bytes);
  if (result == 0 && (!*field[2] || account_own(field[0], field[2]) == 0)) return;
  say("%s can not be written as it should be", field[0]);
  fail(1);
}

/* folder PATH: its executables, in the order of their names. */
static void run_folder(char **field) {
  struct dirent **entries;
  char path[512];
  int count = scandir(field[0], &entries, NULL, alphasort);
  for (int i = 0; i < count; i++) {
    snprintf(path, sizeof path, "%s/%s", field[0], entries[i]->d_name);
    if (entries[i]->d_name[0] != '.' && access(path, X_OK) == 0) add(path);
    free(entries[i]);
  }
  if (count >= 0) free(entries);
}

static void run_script(char **field) {
  add(field[0]);
}

static void tell(char **field) {
  say("%s", field[0]);
}

static void give_up(char **field) {
  say("%s", field[0]);
  fail(1);
}

static void add_group(char **field) {
  account_add_group(field[0], field[1]);
}

static void add_member(char **field) {
  account_join(field[0], field[1]);
}

static void add_user(char **field) {
  if (account_add(field) < 0) fail(1);
}

static void add_keys(char **field) {
  size_t size;
  char *lines = decode_base64(field[1], &size);
  if (account_authorize(field[0], lines) < 0) fail(1);
  free(lines);
}

/* power SIGNAL: what cloud-init's power_state asks for. */
static void power(char **field) {
  kill(getpid(), atoi(field[0]));
}

static const struct {
  const char *name;
  int fields;
  void (*run)(char **field);
} VERBS[] = {
  {"module", 2, begin_module}, {"file", 5, put_file}, {"folder", 1, run_folder}, {"run", 1, run_script},
  {"log", 1, tell}, {"fail", 1, give_up}, {"group", 2, add_group}, {"member", 2, add_member}, {"user", 8, add_user},
  {"keys", 2, add_keys}, {"power", 1, power},
};

static void execute(char *line) {
  char *field[MAX_FIELDS];
  int count = 0;
  while (line && count < MAX_FIELDS) field[count++] = strsep(&line, "\t");
  for (size_t i = 0; i < sizeof VERBS / sizeof *VERBS; i++) {
    if (strcmp(VERBS[i].name, field[0])) continue;
    if (count - 1 < VERBS[i].fields) break;
    if (is_due || VERBS[i].run == begin_module) VERBS[i].run(field + 1);
    return;
  }
  say("step %s is unknown to this init", field[0]);
  fail(1);
}

/* What must be there before sshd is. */
void plan_prepare(const struct parameters *p) {
  machine = p;
  for (int i = 0; i < p->early_count; i++) execute(p->early[i]);
  is_due = 1;
}

/* Goes on until something runs, and answers what; 0 when all is done. */
pid_t plan_next(void) {
  while (started < queued || next_step < machine->step_count) {
    if (started >= queued) {
      execute(machine->steps[next_step++]);
      continue;
    }
    char *const arguments[] = {queue[started++], NULL};
    runs++;
    pid_t child = spawn(arguments, output_pipe[1]);
    if (child > 0) return child;
    say("%s can not be started", arguments[0]);
    fail(126);
  }
  return 0;
}

void plan_ended(int status) {
  int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  if (code == 0) return;
  fail(code);
  say("%s ended with status %d", strrchr(queue[started - 1], '/') + 1, code);
}

void plan_finish(void) {
  cloud_finish(machine, failed, first_failure, runs);
}
