/* The image's own ssh server. */
#include "guest.h"
#include <glob.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void generate_key(char *type) {
  char path[128];
  snprintf(path, sizeof path, "/etc/ssh/ssh_host_%s_key", type);
  char *const arguments[] = {"/usr/bin/ssh-keygen", "-q", "-t", type, "-N", "", "-f", path, NULL};
  if (!exists(path) && run(arguments) != 0) say("host key %s could not be made", path);
}

/* Keys that came with the image would be the same on every instance. */
static void delete_keys(void) {
  glob_t found;
  if (glob("/etc/ssh/ssh_host_*_key*", 0, NULL, &found)) return;
  for (size_t i = 0; i < found.gl_pathc; i++) unlink(found.gl_pathv[i]);
  globfree(&found);
}

/* RSA takes up to a second to generate, so sshd does not wait for it; it uses that key from its next start on. */
static void serve_openssh(void) {
  char *const server[] = {"/usr/sbin/sshd", NULL};
  make_directories("/run/sshd", 0755);
  generate_key("ed25519");
  generate_key("ecdsa");
  int status = run(server);
  if (status != 0) say("sshd did not start: status %d", status);
  generate_key("rsa");
}

static void serve_dropbear(void) {
  char *const server[] = {"/usr/sbin/dropbear", "-R", NULL};
  make_directories("/etc/dropbear", 0755);
  int status = run(server);
  if (status != 0) say("dropbear did not start: status %d", status);
}

void ssh_start(int is_first_boot) {
  int has_openssh = exists("/usr/sbin/sshd"), has_dropbear = exists("/usr/sbin/dropbear");
  if (!has_openssh && !has_dropbear) return;
  if (is_first_boot && has_openssh) delete_keys();
  if (fork() != 0) return;
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  if (has_openssh) serve_openssh();
  else serve_dropbear();
  _exit(0);
}
