// The least that reading a document can cost: libxml2's SAX over a page, libzip and SAX over the parts of a package that a
// reader needs, pdftotext alone. Prints the median of COUNT readings in microseconds.
//
// usage: bare_readers html|package|pdf FILE COUNT
#include <fcntl.h>
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <zip.h>

extern char **environ;
static size_t events;

static void on_text(void *context, const xmlChar *text, int length) { (void)context, (void)text, events += length; }
static void on_start(void *context, const xmlChar *name, const xmlChar **attributes) {
    (void)context, (void)name, (void)attributes, events++;
}
static void on_end(void *context, const xmlChar *name) { (void)context, (void)name, events++; }
static void on_start_ns(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int spaces,
                        const xmlChar **list, int count, int defaulted, const xmlChar **attributes) {
    (void)context, (void)name, (void)prefix, (void)uri, (void)spaces, (void)list, (void)count, (void)defaulted,
        (void)attributes, events++;
}
static void on_end_ns(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
    (void)context, (void)name, (void)prefix, (void)uri, events++;
}

static char *bytes;
static long size;

static void fail(const char *what) {
    fprintf(stderr, "bare_readers: %s\n", what);
    exit(1);
}

static void load(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file) fail(path);
    fseek(file, 0, SEEK_END);
    size = ftell(file);
    rewind(file);
    bytes = malloc(size + 1);
    if (fread(bytes, 1, size, file) != (size_t)size) fail("short read");
    bytes[size] = 0;
    fclose(file);
}

static void read_html(void) {
    htmlSAXHandler handler = {.startElement = on_start, .endElement = on_end, .characters = on_text, .cdataBlock = on_text,
                              .ignorableWhitespace = on_text};
    htmlParserCtxtPtr context = htmlCreateMemoryParserCtxt(bytes, (int)size);
    *context->sax = handler;
    htmlCtxtUseOptions(context, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                                    HTML_PARSE_IGNORE_ENC);
    xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF8);
    htmlParseDocument(context);
    htmlFreeParserCtxt(context);
}

static int is_needed(const char *name) {
    if (strstr(name, ".rels")) return 1;
    if (strncmp(name, "xl/", 3) == 0) return 1;
    return strcmp(name, "word/document.xml") == 0 || strcmp(name, "word/styles.xml") == 0 ||
           strcmp(name, "word/numbering.xml") == 0;
}

static void read_part(zip_t *archive, zip_uint64_t index) {
    static char piece[1 << 15];
    xmlSAXHandler handler = {.initialized = XML_SAX2_MAGIC, .startElementNs = on_start_ns, .endElementNs = on_end_ns,
                             .characters = on_text, .ignorableWhitespace = on_text, .cdataBlock = on_text};
    xmlParserCtxtPtr context = xmlCreatePushParserCtxt(&handler, NULL, NULL, 0, NULL);
    zip_file_t *file = zip_fopen_index(archive, index, 0);
    zip_int64_t count;
    while ((count = zip_fread(file, piece, sizeof piece)) > 0) xmlParseChunk(context, piece, (int)count, 0);
    xmlParseChunk(context, NULL, 0, 1);
    zip_fclose(file);
    xmlFreeParserCtxt(context);
}

static void read_package(void) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(bytes, size, 0, &error);
    zip_t *archive = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (!archive) fail("not an archive");
    for (zip_int64_t index = 0; index < zip_get_num_entries(archive, 0); index++)
        if (is_needed(zip_get_name(archive, index, 0))) read_part(archive, index);
    zip_discard(archive);
}

static void read_pdf(const char *path) {
    int ends[2];
    if (pipe(ends)) fail("pipe");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    posix_spawn_file_actions_addclose(&actions, ends[1]);
    char *arguments[] = {"pdftotext", "-bbox-layout", "-enc", "UTF-8", (char *)path, "-", NULL};
    pid_t child;
    if (posix_spawn(&child, "/usr/bin/pdftotext", &actions, NULL, arguments, environ)) fail("pdftotext");
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    static char piece[1 << 16];
    ssize_t count;
    while ((count = read(ends[0], piece, sizeof piece)) > 0) events += count;
    close(ends[0]);
    int status;
    waitpid(child, &status, 0);
    if (status) fail("pdftotext failed");
}

static int ascending(const void *left, const void *right) {
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

int main(int argc, char **argv) {
    if (argc != 4) fail("usage: bare_readers html|package|pdf FILE COUNT");
    load(argv[2]);
    int count = atoi(argv[3]);
    double *times = calloc(count, sizeof *times);
    for (int index = 0; index < count; index++) {
        struct timespec start, end;
        clock_gettime(CLOCK_MONOTONIC, &start);
        if (!strcmp(argv[1], "html")) read_html();
        else if (!strcmp(argv[1], "package")) read_package();
        else read_pdf(argv[2]);
        clock_gettime(CLOCK_MONOTONIC, &end);
        times[index] = (end.tv_sec - start.tv_sec) * 1e6 + (end.tv_nsec - start.tv_nsec) / 1e3;
    }
    qsort(times, count, sizeof *times, ascending);
    if (!events) fail("nothing was read");
    printf("%.1f\n", times[count / 2]);
}
