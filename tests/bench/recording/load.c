// Sends the bench's requests as pgbench sends its own: from a small program in C, one connection a client, the next request when
// the answer before has come. Called as: load PORT COOKIE FILE, where each line of FILE is a client's number, a tab and a body, in order.
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

typedef struct {
  int socket;
  char **bodies;
  size_t count, capacity, next;
  char answer[65536];
  size_t received;
  double sentAt;
} Client;

static Client *clients;
static size_t clientCount;
static double *latencies;
static size_t accepted, refused;
static char firstRefusal[2000];
static const char *cookie;

static double now(void) {
  struct timespec at;
  clock_gettime(CLOCK_MONOTONIC, &at);
  return at.tv_sec * 1000.0 + at.tv_nsec / 1e6;
}

static void fail(const char *what) {
  fprintf(stderr, "%s: %s\n", what, strerror(errno));
  exit(1);
}

static void send_next(Client *client) {
  static char request[1 << 20];
  const char *body = client->bodies[client->next++];
  int length = snprintf(request, sizeof request,
    "POST /api/actions/prescribed.record HTTP/1.1\r\nhost: l\r\ncontent-type: application/json\r\nx-tongguan: 1\r\ncookie: %s\r\ncontent-length: %zu\r\n\r\n%s",
    cookie, strlen(body), body);
  client->received = 0;
  client->sentAt = now();
  for (int sent = 0; sent < length;) {
    ssize_t written = write(client->socket, request + sent, (size_t)(length - sent));
    if (written <= 0) fail("write");
    sent += (int)written;
  }
}

// Gives 1 when a whole answer has come. The server writes content-length in lower case, as Node does.
static int answered(Client *client) {
  client->answer[client->received] = '\0';
  char *end = strstr(client->answer, "\r\n\r\n");
  char *length = strstr(client->answer, "content-length: ");
  if (end == NULL || length == NULL || length > end) return 0;
  size_t body = strtoul(length + 16, NULL, 10);
  if (client->received < (size_t)(end - client->answer) + 4 + body) return 0;
  if (strncmp(client->answer, "HTTP/1.1 200", 12) == 0) latencies[accepted++] = now() - client->sentAt;
  else if (refused++ == 0) snprintf(firstRefusal, sizeof firstRefusal, "%s", end + 4);
  return 1;
}

static int by_size(const void *one, const void *other) {
  double difference = *(const double *)one - *(const double *)other;
  return difference < 0 ? -1 : difference > 0;
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  cookie = argv[2];
  FILE *file = fopen(argv[3], "r");
  if (file == NULL) fail(argv[3]);
  char *line = NULL;
  size_t space = 0, total = 0;
  for (ssize_t length; (length = getline(&line, &space, file)) > 0;) {
    if (line[length - 1] == '\n') line[length - 1] = '\0';
    char *tab = strchr(line, '\t');
    if (tab == NULL) continue;
    size_t number = strtoul(line, NULL, 10);
    if (number >= clientCount) {
      clients = realloc(clients, (number + 1) * sizeof *clients);
      memset(clients + clientCount, 0, (number + 1 - clientCount) * sizeof *clients);
      clientCount = number + 1;
    }
    Client *client = &clients[number];
    if (client->count == client->capacity) {
      client->capacity = client->capacity * 2 + 64;
      client->bodies = realloc(client->bodies, client->capacity * sizeof *client->bodies);
    }
    client->bodies[client->count++] = strdup(tab + 1);
    total += 1;
  }
  latencies = malloc((total + 1) * sizeof *latencies);
  int poll = epoll_create1(0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(argv[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  size_t open = 0;
  for (size_t number = 0; number < clientCount; number += 1) {
    Client *client = &clients[number];
    if (client->count == 0) continue;
    client->socket = socket(AF_INET, SOCK_STREAM, 0);
    int yes = 1;
    setsockopt(client->socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (connect(client->socket, (struct sockaddr *)&address, sizeof address) != 0) fail("connect");
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = client};
    epoll_ctl(poll, EPOLL_CTL_ADD, client->socket, &event);
    open += 1;
  }
  double began = now();
  for (size_t number = 0; number < clientCount; number += 1) if (clients[number].count > 0) send_next(&clients[number]);
  while (open > 0) {
    struct epoll_event events[256];
    int ready = epoll_wait(poll, events, 256, -1);
    for (int index = 0; index < ready; index += 1) {
      Client *client = events[index].data.ptr;
      ssize_t got = read(client->socket, client->answer + client->received, sizeof client->answer - 1 - client->received);
      if (got <= 0) fail("read");
      client->received += (size_t)got;
      if (!answered(client)) continue;
      if (client->next < client->count) send_next(client);
      else {
        close(client->socket);
        open -= 1;
      }
    }
  }
  double milliseconds = now() - began;
  qsort(latencies, accepted, sizeof *latencies, by_size);
  printf("{\"accepted\":%zu,\"refused\":%zu,\"milliseconds\":%.0f,\"p50\":%.2f,\"p99\":%.2f}\n%s", accepted, refused, milliseconds,
    accepted == 0 ? 0 : latencies[accepted / 2], accepted == 0 ? 0 : latencies[(size_t)(accepted * 0.99)], firstRefusal);
  return 0;
}
