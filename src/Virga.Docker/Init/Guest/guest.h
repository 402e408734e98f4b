/* The init of Virga's container instances: PID 1 of the guest. See docs/decisions/guest-init.md. */
#ifndef VIRGA_GUEST_H
#define VIRGA_GUEST_H

#include <stddef.h>
#include <sys/types.h>

/* What the emulator tells the guest. Strings point into one buffer that lives as long as the init. */
struct parameters {
  char *instance_id;
  char *hostname;       /* the private DNS name */
  char *address;        /* the primary private address */
  char *user;           /* the login user; else the distribution's */
  char *user_data;      /* base64 */
  char *exec;           /* the image's own init, which then becomes PID 1 */
  char *keys;           /* lines of authorized_keys */
  int interfaces;       /* wait until eth0 … are up and there is a default route; 0: do not wait */
  int stop_seconds;     /* how long processes have to end after SIGTERM */
};

/* parameters.c */
void parameters_load(struct parameters *p, char **environment);
char *decode_base64(const char *text, size_t *size);

/* network.c: 1 when n interfaces are up and a default route is there. */
int network_is_ready(int n);

/* machine.c: names, accounts, keys. */
void machine_set_names(const struct parameters *p);
void machine_install_keys(const struct parameters *p);
void machine_link_power_commands(void);
int power_command(const char *name, int count, char **arguments);

/* ssh.c: the image's ssh server, if it has one; it starts beside everything else. */
void ssh_delete_keys(void);
void ssh_make_keys(void);
void ssh_start(void);

/* scripts.c: what cloud-init's final stage runs. */
void scripts_prepare(const struct parameters *p);
pid_t scripts_next(void);
void scripts_ended(int status);
int scripts_are_done(void);
void scripts_write_result(void);

/* cloud.c: cloud-init's files. */
void cloud_open(const struct parameters *p);
const char *cloud_path(const char *name);
int cloud_claim(const char *semaphore);

/* files.c */
char *read_file(const char *path, size_t *size);
int write_file(const char *path, const void *bytes, size_t size, mode_t mode);
int append_text(const char *path, const char *text, mode_t mode);
void make_directories(const char *path, mode_t mode);
int exists(const char *path);
int has_line_with(const char *text, const char *word);

/* process.c */
pid_t spawn(char *const arguments[], int output);
int wait_for(pid_t child);
int run(char *const arguments[]);
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));
extern int output_pipe[2];

#endif
