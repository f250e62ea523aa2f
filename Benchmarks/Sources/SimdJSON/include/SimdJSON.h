// simdjson for Swift: whole documents by its DOM, single values by its on-demand front end.

#ifndef SIMDJSON_SHIM_H
#define SIMDJSON_SHIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Bytes that must be readable behind each document.
enum { simdjson_padding = 64 };

/// Both parsers of one thread, reused from document to document.
typedef struct simdjson_parsers simdjson_parsers;

/// One step of a path: a key, or an index where `key` is null.
typedef struct {
    const char *key;
    size_t length;
    size_t index;
} simdjson_step;

/// Whether the header was there when this was compiled; else nothing below may be called.
bool simdjson_is_there(void);

/// The implementation that this machine gets, and for on-demand the one that was compiled in.
const char *simdjson_implementations(void);

simdjson_parsers *simdjson_make(void);
void simdjson_release(simdjson_parsers *parsers);

/// Parses a whole document; false where it is malformed.
bool simdjson_parse(simdjson_parsers *parsers, const uint8_t *bytes, size_t count);

/// The same of a document that is not padded, by way of a copy that is.
bool simdjson_parse_copy(simdjson_parsers *parsers, const uint8_t *bytes, size_t count);

/// An integer that is a member of the object that was parsed last; false where there is none.
bool simdjson_root_integer(simdjson_parsers *parsers, const char *key, int64_t *value);

/// The digest of a whole document, as `Digest` in Swift makes it; 0 where it is malformed.
uint64_t simdjson_digest(simdjson_parsers *parsers, const uint8_t *bytes, size_t count, bool is_exact);

/// The digest of the value at the end of each path, combined; one pass over the document for each path, rewound in between.
uint64_t simdjson_fields(
    simdjson_parsers *parsers, const uint8_t *bytes, size_t count, const simdjson_step *steps, const size_t *lengths, size_t paths);

#ifdef __cplusplus
}
#endif

#endif
