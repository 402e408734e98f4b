/*
 * PID 1 of an instance: prepares the machine once, then reaps, copies the scripts' output, and waits to be stopped.
 * A static binary without a library, so that it runs in any Linux image, also in one without a shell.
 */
#include "guest.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* The exit status systemd uses in a container to ask for a reboot; the emulator starts the container again. */
enum { POWERED_OFF = 0, REBOOT = 133 };

static int signals, log_file = -1, is_stopping;
static pid_t script;

/* What docker stop sends, what busybox and our own links send, and what systemd images are told to stop with. */
static int is_stop(int signal) {
  return signal == SIGTERM || signal == SIGUSR1 || signal == SIGUSR2 || signal == SIGPWR || signal == SIGQUIT
    || signal == SIGINT || signal == SIGRTMIN + 3;
}

static void open_signals(void) {
  sigset_t all;
  sigfillset(&all);
  sigdelset(&all, SIGSEGV);
  sigdelset(&all, SIGABRT);
  sigprocmask(SIG_SETMASK, &all, NULL);
  signals = signalfd(-1, &all, SFD_CLOEXEC | SFD_NONBLOCK);
}

static long milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000L + now.tv_nsec / 1000000;
}

static void begin_next(void) {
  script = plan_next();
  if (!script) plan_finish();
}

/* Collects all that ended, and goes on to the next script when it was that. 0 when there are no children left. */
static int reap(void) {
  int status;
  pid_t child;
  while ((child = waitpid(-1, &status, WNOHANG)) > 0) {
    if (child != script || is_stopping) continue;
    plan_ended(status);
    begin_next();
  }
  return child == 0;
}

static void copy_output(void) {
  char bytes[16 * 1024];
  ssize_t count = read(output_pipe[0], bytes, sizeof bytes);
  if (count <= 0) return;
  if (write(STDOUT_FILENO, bytes, (size_t)count) < 0 || (log_file >= 0 && write(log_file, bytes, (size_t)count) < 0))
    return;
}

/* Waits for something to happen, for so long at most; the signal that came, or 0. */
static int wait_for_event(int timeout) {
  struct pollfd sources[] = {{signals, POLLIN, 0}, {output_pipe[0], POLLIN, 0}};
  struct signalfd_siginfo signal;
  if (poll(sources, 2, timeout) <= 0) return 0;
  if (sources[1].revents) copy_output();
  return read(signals, &signal, sizeof signal) == sizeof signal ? (int)signal.ssi_signo : 0;
}

/* All processes get a SIGTERM and their time, then SIGKILL. Beside another init that is not for us to do. */
static void stop(int signal, int seconds) {
  long deadline = milliseconds() + seconds * 1000L;
  if (getpid() != 1) exit(0);
  is_stopping = 1;
  say(signal == SIGINT ? "rebooting" : "stopping");
  kill(-1, SIGTERM);
  kill(-1, SIGCONT);
  while (reap() && milliseconds() < deadline) wait_for_event(50);
  kill(-1, SIGKILL);
  while (reap()) wait_for_event(20);
  exit(signal == SIGINT ? REBOOT : POWERED_OFF);
}

/* Without a limit: an instance without its network must not run as if it had one. */
static void wait_for_network(const struct parameters *p) {
  long began = milliseconds();
  int is_told = 0;
  while (!network_is_ready(p->interfaces)) {
    struct timespec pause = {0, 500000};
    int signal = 0;
    if (milliseconds() - began < 1000) nanosleep(&pause, NULL);
    else signal = wait_for_event(10);
    if (is_stop(signal)) stop(signal, p->stop_seconds);
    if (is_told || milliseconds() - began < 5000) continue;
    say("waiting for the network");
    is_told = 1;
  }
}

static void set_environment(const struct parameters *p) {
  setenv("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", 0);
  setenv("HOME", "/root", 0);
  setenv("LANG", "C.UTF-8", 0);
  setenv("INSTANCE_ID", p->instance_id, 1);
  umask(022);
}

/* What needs no network. sshd is among it: it listens on an interface that comes later, too. */
static void prepare(const struct parameters *p) {
  devices_restore(p->instance_id);
  cloud_open(p);
  machine_set_names(p);
  if (cloud_claim("config_ssh")) {
    machine_install_keys(p);
    ssh_delete_keys();
  }
  log_file = open("/var/log/cloud-init-output.log", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
  plan_prepare(p);
  ssh_configure();
  if (p->datasource) {
    cloud_seed(p);
    ssh_make_keys();
    return;
  }
  cloud_put_user_data(p);
  if (p->exec) {
    ssh_make_keys();
    return;
  }
  machine_link_commands();
  ssh_start();
}

/* The image's own init becomes PID 1; what is left to do for the boot is done by a process beside it. */
static void hand_over(const struct parameters *p) {
  char *const arguments[] = {p->exec, NULL};
  int signal;
  sigset_t none;
  if (fork() == 0) return;
  /* The other init would not hear of what came before it listens. */
  while ((signal = wait_for_event(0)))
    if (is_stop(signal)) stop(signal, p->stop_seconds);
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  execv(p->exec, arguments);
  say("%s can not be run: %s", p->exec, strerror(errno));
  exit(127);
}

/* Beside the image's init: until its cloud-init has ended. */
static int wait_for_cloud_init(const struct parameters *p) {
  while (!cloud_has_reported(p)) {
    int signal = wait_for_event(500);
    reap();
    system_tell_empty_groups();
    if (is_stop(signal)) return 0;
  }
  return 0;
}

/* Called by one of the names that link here, or as a tool by the emulator and by sshd. */
static int command(const char *name, int count, char **arguments) {
  if (!strcmp(name, "cloud-init")) return cloud_command(count, arguments);
  if (!strcmp(name, "init")) return tool_command(count, arguments);
  return power_command(name, count, arguments);
}

int main(int count, char **arguments) {
  const char *slash = strrchr(arguments[0], '/'), *name = slash ? slash + 1 : arguments[0];
  static struct parameters p;
  if (!strcmp(name, "init") && count == 2 && !strcmp(arguments[1], "devices")) return devices_replace();
  if (strcmp(name, "init") || count > 1) return command(name, count, arguments);
  open_signals();
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  if (pipe2(output_pipe, O_CLOEXEC) < 0) return 126;
  parameters_load(&p, environ);
  set_environment(&p);
  prepare(&p);
  if (p.interfaces > 0) wait_for_network(&p);
  if (p.exec) {
    system_prepare(&p);
    hand_over(&p);
  }
  if (p.exec && p.datasource) return wait_for_cloud_init(&p);
  begin_next();
  while (reap() || !p.exec || !cloud_is_finished()) {
    int signal = wait_for_event(-1);
    if (is_stop(signal)) stop(signal, p.stop_seconds);
  }
  return 0;
}
