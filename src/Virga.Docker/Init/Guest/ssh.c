/* The image's own ssh server. */
#include "guest.h"
#include <glob.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char SERVER[] = "/usr/sbin/sshd", DROPBEAR[] = "/usr/sbin/dropbear";

/* Starts making a host key that is missing. */
static pid_t start_key(char *type) {
  char path[128];
  snprintf(path, sizeof path, "/etc/ssh/ssh_host_%s_key", type);
  char *const arguments[] = {"/usr/bin/ssh-keygen", "-q", "-t", type, "-N", "", "-f", path, NULL};
  return exists(path) ? 0 : spawn(arguments, STDOUT_FILENO);
}

static void finish_key(pid_t child, const char *type) {
  if (child != 0 && wait_for(child) != 0) say("the %s host key could not be made", type);
}

/* The two that every current client knows, made side by side. */
void ssh_make_keys(void) {
  if (!exists(SERVER)) return;
  pid_t ed25519 = start_key("ed25519"), ecdsa = start_key("ecdsa");
  finish_key(ed25519, "ed25519");
  finish_key(ecdsa, "ecdsa");
}

/* Keys that came with the image would be the same on every instance. */
void ssh_delete_keys(void) {
  glob_t found;
  if (glob("/etc/ssh/ssh_host_*_key*", 0, NULL, &found)) return;
  for (size_t i = 0; i < found.gl_pathc; i++) unlink(found.gl_pathv[i]);
  globfree(&found);
}

/*
 * Has sshd ask for keys of EC2 Instance Connect, unless the image has it ask somewhere already. Only a server that
 * reads this folder (OpenSSH 8.2 and later, as distributions configure it) can be told so.
 */
void ssh_configure(void) {
  static const char text[] = "# Keys of EC2 Instance Connect.\nAuthorizedKeysCommand /.virga/init authorized-keys %u\n"
    "AuthorizedKeysCommandUser root\n";
  char *present = read_file("/etc/ssh/sshd_config", NULL);
  int is_set = present && (strstr(present, "\nAuthorizedKeysCommand ") || !strstr(present, "sshd_config.d"));
  free(present);
  if (exists("/etc/ssh/sshd_config.d") && !is_set)
    write_file("/etc/ssh/sshd_config.d/60-virga-instance-connect.conf", text, sizeof text - 1, 0644);
}

/* RSA takes up to a second to generate, so sshd does not wait for it; it uses that key from its next start on. */
static void serve_openssh(void) {
  char *const server[] = {(char *)SERVER, NULL};
  make_directories("/run/sshd", 0755);
  ssh_make_keys();
  int status = run(server);
  if (status != 0) say("sshd did not start: status %d", status);
  finish_key(start_key("rsa"), "rsa");
}

static void serve_dropbear(void) {
  char *const server[] = {(char *)DROPBEAR, "-R", NULL};
  make_directories("/etc/dropbear", 0755);
  int status = run(server);
  if (status != 0) say("dropbear did not start: status %d", status);
}

void ssh_start(void) {
  int has_openssh = exists(SERVER);
  if ((!has_openssh && !exists(DROPBEAR)) || fork() != 0) return;
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  if (has_openssh) serve_openssh();
  else serve_dropbear();
  _exit(0);
}
