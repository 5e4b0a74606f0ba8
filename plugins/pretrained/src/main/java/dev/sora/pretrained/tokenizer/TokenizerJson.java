// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained.tokenizer;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A value of a {@code tokenizer.json}, with its path for messages.
 *
 * @param value the value; null in JSON is no value
 * @param path where it is in the file
 * @param where the file
 */
record TokenizerJson(JsonElement value, String path, String where) {

    static TokenizerJson parse(byte[] json, String where) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
            return new TokenizerJson(JsonParser.parseReader(new StringReader(text)), "", where);
        } catch (CharacterCodingException | JsonParseException | IllegalStateException e) {
            throw new DataException(
                    Problem.of("SORA-4585", "the tokenizer is not a file of JSON")
                            .where(where)
                            .have(String.valueOf(e.getMessage()))
                            .fix("name the tokenizer.json of a model"),
                    e);
        }
    }

    private TokenizerJson at(JsonElement element, String key) {
        return new TokenizerJson(element, path + key, where);
    }

    boolean isPresent() {
        return !(value instanceof JsonNull);
    }

    boolean isText() {
        return value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
    }

    boolean isList() {
        return value.isJsonArray();
    }

    /** Returns the value of a key; no value if there is none. */
    TokenizerJson get(String key) {
        JsonElement found = object().get(key);
        return at(found == null ? JsonNull.INSTANCE : found, path.isEmpty() ? key : "." + key);
    }

    JsonObject object() {
        if (!value.isJsonObject()) {
            throw broken("a mapping");
        }
        return value.getAsJsonObject();
    }

    List<TokenizerJson> list() {
        if (!isPresent()) {
            return List.of();
        }
        if (!isList()) {
            throw broken("a list");
        }
        JsonArray array = value.getAsJsonArray();
        List<TokenizerJson> list = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            list.add(at(array.get(i), "[" + i + "]"));
        }
        return list;
    }

    String text() {
        if (!isText()) {
            throw broken("a string");
        }
        return value.getAsString();
    }

    String text(String key, String otherwise) {
        TokenizerJson found = get(key);
        return found.isPresent() ? found.text() : otherwise;
    }

    boolean bool(String key, boolean otherwise) {
        TokenizerJson found = get(key);
        if (!found.isPresent()) {
            return otherwise;
        }
        if (!found.value.isJsonPrimitive() || !found.value.getAsJsonPrimitive().isBoolean()) {
            throw found.broken("true or false");
        }
        return found.value.getAsBoolean();
    }

    int index() {
        double number = number();
        if (number != Math.rint(number) || number < 0 || number > Tokenizer.MOST_TOKENS) {
            throw broken("an integer from 0 to %d".formatted(Tokenizer.MOST_TOKENS));
        }
        return (int) number;
    }

    double number() {
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isNumber()) {
            throw broken("a number");
        }
        double number;
        try {
            number = value.getAsDouble();
        } catch (NumberFormatException e) {
            throw broken("a number");
        }
        if (!Double.isFinite(number)) {
            throw broken("a finite number");
        }
        return number;
    }

    DataException broken(String needs) {
        String have = value.toString();
        return new DataException(
                Problem.of("SORA-4586", "the tokenizer is broken at '%s'".formatted(path))
                        .where(where)
                        .needs(needs)
                        .have(have.length() > 60 ? have.substring(0, 60) + "…" : have)
                        .fix("use the tokenizer.json as it was published"));
    }

    /** Returns the problem of a kind of step that is not known. */
    DataException unknown(String known) {
        String kind = value.isJsonObject() ? text("type", "none") : value.toString();
        return new DataException(
                Problem.of(
                                "SORA-4587",
                                "the tokenizer needs '%s' of a kind that Sora does not have"
                                        .formatted(path))
                        .where(where)
                        .needs(known)
                        .have(kind.length() > 80 ? kind.substring(0, 80) + "…" : kind)
                        .fix("use a model with another tokenizer"));
    }
}
