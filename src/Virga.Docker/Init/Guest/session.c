/*
 * Logins that the emulator's ssh server lets in: what sshd and login do after the door is open. It runs as an exec of
 * the engine, outside of PID 1's children.
 */
#include "guest.h"
#include <errno.h>
#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { NO_SUCH_USER = 3, MAX_GROUPS = 64, MAX_WORDS = 128 };

static const char FOLDER[] = "/run/virga-sessions";

static const char *const KEPT[] = {"TERM=", "LANG=", "LC_", "COLORTERM=", "NO_COLOR=", "SSH_"};

static const char *const FILE_SERVERS[] = {
  "/usr/lib/openssh/sftp-server", "/usr/libexec/openssh/sftp-server", "/usr/lib/ssh/sftp-server",
  "/usr/libexec/sftp-server", "/usr/lib/sftp-server",
};

/* Of a session that was started with this token: its process group is its process. */
static int path_of(const char *token, char *path, size_t size) {
  if (!*token || strchr(token, '/') || *token == '.') return -1;
  snprintf(path, size, "%s/%s", FOLDER, token);
  return 0;
}

static void note(const char *token) {
  char path[256], text[32];
  if (path_of(token, path, sizeof path) < 0) return;
  make_directories(FOLDER, 0700);
  snprintf(text, sizeof text, "%d\n", getpid());
  write_file(path, text, strlen(text), 0600);
}

/* signal TOKEN NAME. After HUP nothing of the session is left to be signalled. */
static int send_signal(const char *token, const char *name) {
  static const struct { const char *name; int number; } SIGNALS[] = {
    {"HUP", SIGHUP}, {"INT", SIGINT}, {"TERM", SIGTERM}, {"KILL", SIGKILL}, {"QUIT", SIGQUIT}, {"USR1", SIGUSR1},
    {"USR2", SIGUSR2}, {"ABRT", SIGABRT}, {"ALRM", SIGALRM}, {"PIPE", SIGPIPE},
  };
  char path[256], *text = path_of(token, path, sizeof path) < 0 ? NULL : read_file(path, NULL);
  int process = text ? atoi(text) : 0;
  free(text);
  if (process <= 1) return 1;
  for (size_t i = 0; i < sizeof SIGNALS / sizeof *SIGNALS; i++)
    if (!strcmp(SIGNALS[i].name, name)) kill(-process, SIGNALS[i].number);
  if (strcmp(name, "HUP")) return 0;
  kill(-process, SIGCONT);
  unlink(path);
  return 0;
}

static void join_groups(const struct account *a) {
  gid_t groups[MAX_GROUPS] = {a->group};
  size_t count = 1;
  char *text = read_file("/etc/group", NULL), *state;
  for (char *line = text ? strtok_r(text, "\n", &state) : NULL; line; line = strtok_r(NULL, "\n", &state)) {
    unsigned id;
    char *members = strrchr(line, ':');
    if (sscanf(line, "%*[^:]:%*[^:]:%u", &id) == 1 && members && has_word(members, a->name) && count < MAX_GROUPS)
      groups[count++] = id;
  }
  free(text);
  setgroups(count, groups);
}

static void set(const char *name, const char *value) {
  setenv(name, value, 1);
}

/* Of what the container was made with nothing stays, since it is not the user's. */
static void set_environment(const struct account *a, const char *shell) {
  static char *kept[64];
  size_t count = 0;
  for (char **entry = environ; *entry; entry++)
    for (size_t i = 0; i < sizeof KEPT / sizeof *KEPT && count < 63; i++)
      if (!strncmp(*entry, KEPT[i], strlen(KEPT[i]))) kept[count++] = *entry;
  environ = kept;
  set("HOME", a->home);
  set("USER", a->name);
  set("LOGNAME", a->name);
  set("SHELL", shell);
  set("PATH", a->user == 0 ? "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    : "/usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games");
  char *client = getenv("SSH_CONNECTION"), text[128];
  unsigned from, to;
  char address[64], own[64];
  if (client && sscanf(client, "%63s %u %63s %u", address, &from, own, &to) == 4) {
    snprintf(text, sizeof text, "%s %u %u", address, from, to);
    set("SSH_CLIENT", text);
  }
  char *terminal = ttyname(STDIN_FILENO);
  if (terminal) set("SSH_TTY", terminal);
}

static int become(const struct account *a) {
  if (getuid() == 0) {
    join_groups(a);
    if (setgid(a->group) < 0 || setuid(a->user) < 0) return -1;
  }
  if (chdir(a->home) < 0 && chdir("/") < 0) return -1;
  return 0;
}

/* An image without a shell still runs a program by its name and words. */
static void run_words(char *command) {
  char *words[MAX_WORDS], *state;
  int count = 0;
  for (char *word = strtok_r(command, " ", &state); word && count < MAX_WORDS - 1; word = strtok_r(NULL, " ", &state))
    words[count++] = word;
  words[count] = NULL;
  if (count > 0) execvp(words[0], words);
}

static void serve_files(void) {
  for (size_t i = 0; i < sizeof FILE_SERVERS / sizeof *FILE_SERVERS; i++) {
    char *const arguments[] = {(char *)FILE_SERVERS[i], NULL};
    execv(arguments[0], arguments);
  }
  dprintf(STDERR_FILENO, "the image has no sftp-server\n");
}

static void set_size(const char *text) {
  struct winsize size = {0};
  if (sscanf(text, "%hu %hu", &size.ws_row, &size.ws_col) == 2) ioctl(STDIN_FILENO, TIOCSWINSZ, &size);
}

/*
 * session TOKEN USER KIND COMMAND SIZE; KIND is shell, command or sftp, SIZE rows and columns of the terminal. Does not
 * return unless it fails.
 */
static int begin(char **field) {
  struct account a = {.name = "root", .home = "/root"};
  char shell[256], name[256], *command = field[3];
  if (!account_find(field[1], &a) && strcmp(field[1], "root")) return NO_SUCH_USER;
  snprintf(shell, sizeof shell, "%s", exists(a.shell) && *a.shell ? a.shell : "/bin/sh");
  snprintf(name, sizeof name, "-%s", strrchr(shell, '/') ? strrchr(shell, '/') + 1 : shell);
  /* Fails where a terminal made this a session's leader already. */
  setsid();
  note(field[0]);
  set_size(field[4]);
  set_environment(&a, shell);
  if (become(&a) < 0) {
    dprintf(STDERR_FILENO, "%s: %s\n", a.name, strerror(errno));
    return 126;
  }
  if (!strcmp(field[2], "sftp")) serve_files();
  else if (!strcmp(field[2], "shell")) execl(shell, name, NULL);
  else execl(shell, name + 1, "-c", command, NULL);
  if (!strcmp(field[2], "command")) run_words(command);
  dprintf(STDERR_FILENO, "%s can not be run: %s\n", shell, strerror(errno));
  return 127;
}

/* login-keys USER: what opens a user, as sshd would find it. */
static int list_keys(const char *user) {
  struct account a = {.name = "root", .home = "/root"};
  char path[320];
  if (!account_find(user, &a) && strcmp(user, "root")) return NO_SUCH_USER;
  snprintf(path, sizeof path, "%s/.ssh/authorized_keys", a.home);
  char *text = read_file(path, NULL);
  if (text) dprintf(STDOUT_FILENO, "%s\n", text);
  free(text);
  return connect_list(user);
}

/* resolvers TEXT: what a DHCP client would write. In place, since the engine has mounted something over the file. */
static int set_resolvers(const char *text) {
  return write_file("/etc/resolv.conf", text, strlen(text), 0644) < 0;
}

/* What the emulator, and sshd, ask of this binary in a guest. */
int tool_command(int count, char **arguments) {
  const char *name = arguments[1];
  if (count == 7 && !strcmp(name, "session")) return begin(arguments + 2);
  if (count == 4 && !strcmp(name, "signal")) return send_signal(arguments[2], arguments[3]);
  if (count == 3 && !strcmp(name, "login-keys")) return list_keys(arguments[2]);
  if (count == 3 && !strcmp(name, "resolvers")) return set_resolvers(arguments[2]);
  if (count == 3 && !strcmp(name, "authorized-keys")) return connect_list(arguments[2]);
  if (count == 5 && !strcmp(name, "grant-key")) return connect_grant(arguments[2], arguments[3], arguments[4]);
  dprintf(STDERR_FILENO, "virga-init: what is to be done?\n");
  return 2;
}
