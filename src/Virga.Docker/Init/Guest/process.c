/* Children, and what the console says. */
#include "guest.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* What is written here appears on the console and in cloud-init's log. */
int output_pipe[2] = {-1, -1};

static const char *log_path;

void say_also_to(const char *path) {
  log_path = path;
}

/* A line in the form of cloud-init's own log. */
static void log_line(const char *text) {
  char line[700], when[32];
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  strftime(when, sizeof when, "%Y-%m-%d %H:%M:%S", gmtime(&now.tv_sec));
  snprintf(line, sizeof line, "%s,%03ld - virga-init[INFO]: %s", when, now.tv_nsec / 1000000, text);
  append_bytes(log_path, line, strlen(line), 0640);
}

void say(const char *format, ...) {
  char line[512] = "virga-init: ";
  size_t prefix = strlen(line);
  va_list values;
  va_start(values, format);
  int count = vsnprintf(line + prefix, sizeof line - prefix - 1, format, values);
  va_end(values);
  size_t size = prefix + (size_t)(count < 0 ? 0 : count);
  if (size > sizeof line - 2) size = sizeof line - 2;
  line[size++] = '\n';
  line[size] = 0;
  if (log_path) log_line(line + prefix);
  if (write(STDOUT_FILENO, line, size) < 0) return;
}

/* Starts a process in a session of its own, its output going to the given descriptor. */
pid_t spawn(char *const arguments[], int output) {
  pid_t child = fork();
  if (child != 0) return child;
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  setsid();
  int null = open("/dev/null", O_RDWR);
  dup2(null, STDIN_FILENO);
  dup2(output < 0 ? null : output, STDOUT_FILENO);
  dup2(output < 0 ? null : output, STDERR_FILENO);
  if (null > STDERR_FILENO) close(null);
  if (chdir("/") < 0) _exit(126);
  execv(arguments[0], arguments);
  dprintf(STDERR_FILENO, "virga-init: %s can not be run: %s\n", arguments[0], strerror(errno));
  _exit(errno == ENOENT ? 127 : 126);
}

/* Waits for a process to end, and answers its status as a shell has it. */
int wait_for(pid_t child) {
  int status = 0;
  if (child < 0) return 126;
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR) return 126;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* Runs a process to its end, its output on the console. */
int run(char *const arguments[]) {
  return wait_for(spawn(arguments, STDOUT_FILENO));
}
