/* The init of Virga's container instances: PID 1 of the guest. See docs/decisions/guest-init.md. */
#ifndef VIRGA_GUEST_H
#define VIRGA_GUEST_H

#include <stddef.h>
#include <sys/types.h>

/* What the emulator tells the guest. Strings point into one buffer that lives as long as the init. */
struct parameters {
  char *instance_id;
  char *hostname;       /* as hostname(1) says it */
  char *address;        /* the primary private address */
  char *user;           /* the login user; else the distribution's */
  char *dns_name;       /* the private DNS name, where the user data named the machine otherwise */
  char *fqdn;           /* the name that the user data gave in full */
  char *user_data;      /* base64, as the user gave it */
  char *exec;           /* the image's own init, which then becomes PID 1 */
  char *keys;           /* lines of authorized_keys */
  int interfaces;       /* wait until eth0 … are up and there is a default route; 0: do not wait */
  int stop_seconds;     /* how long processes have to end after SIGTERM */
  int dropped_capability;  /* given back before the image's init runs; 0 for none */
  char *datasource;     /* NoCloud or Ec2: the image's own cloud-init does the work, with this source */
  char **early, **steps;  /* the plan, see plan.c: before sshd starts, and after */
  int early_count, step_count;
};

/* parameters.c */
void parameters_load(struct parameters *p, char **environment);
char *decode_base64(const char *text, size_t *size);

/* network.c: 1 when n interfaces are up and a default route is there. */
int network_is_ready(int n);

/* machine.c: names, the login user and the launch key, power commands. */
void machine_set_names(const struct parameters *p);
void machine_install_keys(const struct parameters *p);
void machine_link_commands(void);
int power_command(const char *name, int count, char **arguments);

/* account.c: users and groups. An int answered is -1 on failure; account_find answers 1 when it found. */
struct account {
  char name[64], home[256], shell[256];
  unsigned user, group;
};
int account_find(const char *name, struct account *found);
int account_add(char **field);
int account_own(const char *path, const char *owner);
int account_authorize(const char *name, const char *keys);
void account_add_group(const char *name, const char *number);
void account_join(const char *group, const char *user);

/* ssh.c: the image's ssh server, if it has one; it starts beside everything else. */
void ssh_delete_keys(void);
void ssh_make_keys(void);
void ssh_start(void);
void ssh_configure(void);

/* plan.c: what the user data asks for. */
void plan_prepare(const struct parameters *p);
pid_t plan_next(void);
void plan_ended(int status);
void plan_finish(void);

/* cloud.c: cloud-init's files. */
void cloud_open(const struct parameters *p);
const char *cloud_path(const char *name);
int cloud_claim(const char *semaphore);
void cloud_put_user_data(const struct parameters *p);
void cloud_finish(const struct parameters *p, int failed, int first_failure, int runs);
int cloud_is_finished(void);
void cloud_seed(const struct parameters *p);
int cloud_has_reported(const struct parameters *p);
int cloud_command(int count, char **arguments);

/* system.c: for the image's own init. */
void system_prepare(const struct parameters *p);
void system_tell_empty_groups(void);

/* connect.c: keys of EC2 Instance Connect. */
int connect_grant(const char *user, const char *until, const char *key);
int connect_list(const char *user);

/* session.c: what sshd and the emulator call this binary for. */
int tool_command(int count, char **arguments);

/* devices.c: block devices of attached volumes. */
void devices_restore(const char *instance_id);
int devices_replace(void);

/* files.c */
char *read_file(const char *path, size_t *size);
char *read_end(const char *path);
int write_file(const char *path, const void *bytes, size_t size, mode_t mode);
int append_text(const char *path, const char *text, mode_t mode);
int append_bytes(const char *path, const char *bytes, size_t size, mode_t mode);
void make_directories(const char *path, mode_t mode);
int exists(const char *path);
int has_word(const char *text, const char *word);

/* process.c */
pid_t spawn(char *const arguments[], int output);
int wait_for(pid_t child);
int run(char *const arguments[]);
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));
void say_also_to(const char *path);
extern int output_pipe[2];

#endif
