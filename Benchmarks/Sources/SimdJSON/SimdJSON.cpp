#include "SimdJSON.h"

#if __has_include(<simdjson.h>)

#include <cstring>
#include <simdjson.h>
#include <string>

using namespace simdjson;

struct simdjson_parsers {
    dom::parser dom;
    ondemand::parser onDemand;
};

static_assert(simdjson_padding >= SIMDJSON_PADDING, "documents are padded too little");

namespace {

// The same functions as in Digest.swift.
uint64_t mixed(uint64_t left, uint64_t right) {
    return (left ^ (right + 0x9E3779B97F4A7C15 + (left << 6) + (left >> 2))) * 0xBF58476D1CE4E5B9;
}

uint64_t digestOf(std::string_view text) {
    uint64_t hash = 0xCBF29CE484222325;
    for (unsigned char byte : text) hash = (hash ^ byte) * 0x100000001B3;
    return mixed(4, hash);
}

uint64_t digestOf(double number, bool isExact = true) {
    uint64_t bits;
    if (!isExact) number = float(number);
    if (number == 0) number = 0;
    std::memcpy(&bits, &number, 8);
    return mixed(3, bits);
}

uint64_t digestOf(bool truth) { return mixed(2, truth); }

uint64_t digestOf(dom::element element, bool isExact) {
    switch (element.type()) {
    case dom::element_type::NULL_VALUE: return 1;
    case dom::element_type::BOOL: return digestOf(bool(element));
    case dom::element_type::DOUBLE: return digestOf(double(element), isExact);
    case dom::element_type::INT64: return digestOf(double(int64_t(element)), isExact);
    case dom::element_type::UINT64: return digestOf(double(uint64_t(element)), isExact);
    case dom::element_type::STRING: return digestOf(std::string_view(element));
    case dom::element_type::ARRAY: {
        uint64_t digest = 5;
        for (dom::element child : dom::array(element)) digest = mixed(digest, digestOf(child, isExact));
        return digest;
    }
    case dom::element_type::OBJECT: {
        uint64_t sum = 6;
        for (dom::key_value_pair field : dom::object(element)) {
            sum += mixed(digestOf(field.key), digestOf(field.value, isExact));
        }
        return mixed(6, sum);
    }
    }
    return 0;
}

// A missing value is 7, one that is not a scalar 8.
uint64_t digestOf(ondemand::value value) {
    switch (value.type()) {
    case ondemand::json_type::null: return value.is_null() ? 1 : 0;
    case ondemand::json_type::boolean: return digestOf(bool(value.get_bool()));
    case ondemand::json_type::number: return digestOf(double(value.get_double()));
    case ondemand::json_type::string: return digestOf(std::string_view(value.get_string()));
    default: return 8;
    }
}

uint64_t field(ondemand::document &document, const simdjson_step *steps, size_t length) {
    ondemand::value value;
    for (size_t step = 0; step < length; step++) {
        error_code error;
        if (steps[step].key) {
            std::string_view key(steps[step].key, steps[step].length);
            error = step == 0 ? document.find_field_unordered(key).get(value) : value.find_field_unordered(key).get(value);
        } else if (step == 0) {
            error = document.at(steps[step].index).get(value);
        } else {
            ondemand::array array;
            error = value.get_array().get(array);
            if (!error) error = array.at(steps[step].index).get(value);
        }
        if (error) return 7;
    }
    return digestOf(value);
}

}  // namespace

bool simdjson_is_there(void) { return true; }

const char *simdjson_implementations(void) {
    static std::string text = get_active_implementation()->name() + ", on-demand " + SIMDJSON_STRINGIFY(SIMDJSON_BUILTIN_IMPLEMENTATION)
        + ", version " + SIMDJSON_STRINGIFY(SIMDJSON_VERSION);
    return text.c_str();
}

simdjson_parsers *simdjson_make(void) { return new simdjson_parsers; }

void simdjson_release(simdjson_parsers *parsers) { delete parsers; }

bool simdjson_parse(simdjson_parsers *parsers, const uint8_t *bytes, size_t count) {
    dom::element root;
    return parsers->dom.parse(bytes, count, false).get(root) == SUCCESS;
}

bool simdjson_parse_copy(simdjson_parsers *parsers, const uint8_t *bytes, size_t count) {
    dom::element root;
    return parsers->dom.parse(bytes, count, true).get(root) == SUCCESS;
}

bool simdjson_root_integer(simdjson_parsers *parsers, const char *key, int64_t *value) {
    return parsers->dom.doc.root()[key].get(*value) == SUCCESS;
}

uint64_t simdjson_digest(simdjson_parsers *parsers, const uint8_t *bytes, size_t count, bool isExact) {
    dom::element root;
    if (parsers->dom.parse(bytes, count, false).get(root)) return 0;
    return digestOf(root, isExact);
}

uint64_t simdjson_fields(
    simdjson_parsers *parsers, const uint8_t *bytes, size_t count, const simdjson_step *steps, const size_t *lengths, size_t paths
) {
    ondemand::document document;
    if (parsers->onDemand.iterate(bytes, count, count + simdjson_padding).get(document)) return 0;
    uint64_t digest = 9;
    for (size_t path = 0; path < paths; path++) {
        if (path > 0) {
            // What is malformed ends a document: there is nothing to go back to.
            if (!document.is_alive()) return 0;
            document.rewind();
        }
        try {
            digest = mixed(digest, field(document, steps, lengths[path]));
        } catch (simdjson_error &) {
            return 0;
        }
        steps += lengths[path];
    }
    return digest;
}

#else

bool simdjson_is_there(void) { return false; }
const char *simdjson_implementations(void) { return "not there"; }
simdjson_parsers *simdjson_make(void) { return nullptr; }
void simdjson_release(simdjson_parsers *) {}
bool simdjson_parse(simdjson_parsers *, const uint8_t *, size_t) { return false; }
bool simdjson_parse_copy(simdjson_parsers *, const uint8_t *, size_t) { return false; }
bool simdjson_root_integer(simdjson_parsers *, const char *, int64_t *) { return false; }
uint64_t simdjson_digest(simdjson_parsers *, const uint8_t *, size_t, bool) { return 0; }
uint64_t simdjson_fields(simdjson_parsers *, const uint8_t *, size_t, const simdjson_step *, const size_t *, size_t) {
    return 0;
}

#endif
