/* Reads what the emulator says: lines of name=value, from a file or from one variable of the environment. */
#include "guest.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Put there, before a start, when something changed after the container was made. */
static const char PARAMETERS_FILE[] = "/var/lib/cloud/virga-parameters";
static const char PARAMETERS_VARIABLE[] = "virga.init=";

enum { DEFAULT_STOP_SECONDS = 20 };

/* Takes the variable out of the environment and out of /proc/1/environ, since user data may hold secrets. */
static char *take_variable(char **environment) {
  size_t size = sizeof PARAMETERS_VARIABLE - 1;
  for (char **entry = environment; *entry; entry++) {
    if (strncmp(*entry, PARAMETERS_VARIABLE, size)) continue;
    char *text = strdup(*entry + size);
    memset(*entry, 0, strlen(*entry));
    for (char **rest = entry; *rest; rest++) rest[0] = rest[1];
    return text;
  }
  return NULL;
}

static void add_key(struct parameters *p, const char *key) {
  size_t have = p->keys ? strlen(p->keys) : 0;
  char *keys = realloc(p->keys, have + strlen(key) + 2);
  if (!keys) return;
  strcpy(keys + have, key);
  strcat(keys, "\n");
  p->keys = keys;
}

/* Grows by one; what does not fit is left out and said. */
static void add_line(char ***lines, int *count, char *line) {
  char **more = realloc(*lines, (size_t)(*count + 1) * sizeof *more);
  if (!more) {
    say("out of memory for the user data");
    return;
  }
  more[(*count)++] = line;
  *lines = more;
}

static void set(struct parameters *p, const char *name, char *value) {
  if (!strcmp(name, "instance-id")) p->instance_id = value;
  else if (!strcmp(name, "hostname")) p->hostname = value;
  else if (!strcmp(name, "address")) p->address = value;
  else if (!strcmp(name, "user")) p->user = value;
  else if (!strcmp(name, "user-data")) p->user_data = value;
  else if (!strcmp(name, "dns-name")) p->dns_name = value;
  else if (!strcmp(name, "fqdn")) p->fqdn = value;
  else if (!strcmp(name, "datasource")) p->datasource = value;
  else if (!strcmp(name, "early")) add_line(&p->early, &p->early_count, value);
  else if (!strcmp(name, "step")) add_line(&p->steps, &p->step_count, value);
  else if (!strcmp(name, "exec")) p->exec = value;
  else if (!strcmp(name, "key")) add_key(p, value);
  else if (!strcmp(name, "interfaces")) p->interfaces = atoi(value);
  else if (!strcmp(name, "drop-capability")) p->dropped_capability = atoi(value);
  else if (!strcmp(name, "stop-seconds")) p->stop_seconds = atoi(value);
  else say("parameter %s is unknown to this init", name);
}

/* The file of another instance came with an image that was made of it. */
static int is_of_same_instance(const char *file, const char *text) {
  size_t size = strcspn(text, "\n");
  return !strncmp(file, text, size) && file[size] == '\n';
}

void parameters_load(struct parameters *p, char **environment) {
  char *text = take_variable(environment);
  char *file = read_file(PARAMETERS_FILE, NULL);
  memset(p, 0, sizeof *p);
  p->instance_id = "i-unknown";
  p->stop_seconds = DEFAULT_STOP_SECONDS;
  if (file && text && !is_of_same_instance(file, text)) {
    free(file);
    file = NULL;
    unlink(PARAMETERS_FILE);
  }
  char *state, *line = file ? file : text;
  if (!line) return;
  for (line = strtok_r(line, "\n", &state); line; line = strtok_r(NULL, "\n", &state)) {
    char *value = strchr(line, '=');
    if (!value) continue;
    *value++ = 0;
    set(p, line, value);
  }
}

static int digit(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* The bytes with a zero after them. What is no digit is passed over. */
char *decode_base64(const char *text, size_t *size) {
  char *bytes = malloc(strlen(text) / 4 * 3 + 4);
  unsigned bits = 0, have = 0;
  *size = 0;
  if (!bytes) return NULL;
  for (; *text; text++) {
    int value = digit(*text);
    if (value < 0) continue;
    bits = bits << 6 | (unsigned)value;
    if ((have += 6) < 8) continue;
    have -= 8;
    bytes[(*size)++] = (char)(bits >> have);
  }
  bytes[*size] = 0;
  return bytes;
}
