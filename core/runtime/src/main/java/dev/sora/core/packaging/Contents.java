// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import dev.sora.core.io.Digests;
import dev.sora.core.io.IoConsumer;
import dev.sora.core.io.Json;
import dev.sora.core.io.Safetensors;
import dev.sora.core.io.TensorData;
import dev.sora.particle.State;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The entries of a package that is to be written, in order. */
final class Contents {

    /**
     * One entry.
     *
     * @param stored whether it is stored without compression, which would gain nothing
     */
    record Part(String name, boolean stored, IoConsumer<OutputStream> content) {}

    private final List<Part> parts = new ArrayList<>();

    Contents text(String name, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (utf8.length > Container.MAX_TEXT) {
            throw tooLarge(name, "%d bytes".formatted(utf8.length));
        }
        parts.add(new Part(name, false, out -> out.write(utf8)));
        return this;
    }

    Contents json(String name, Object tree) {
        try {
            return text(name, Json.pretty(tree));
        } catch (Json.TooLargeException e) {
            throw tooLarge(name, e.getMessage());
        }
    }

    private static DataException tooLarge(String name, String have) {
        return new DataException(
                Problem.of("SORA-4405", "too much text for a package")
                        .where(name)
                        .needs(
                                "at most %d bytes, %d values and %d characters a text"
                                        .formatted(
                                                Container.MAX_TEXT, Json.MAX_VALUES, Json.MAX_TEXT))
                        .have(have)
                        .fix(
                                "let it learn less: raise 'min_count', or lower the number of"
                                        + " words or values that it keeps"));
    }

    Contents tensors(String name, Map<String, TensorData> tensors) {
        parts.add(new Part(name, true, out -> Safetensors.write(out, tensors, Map.of())));
        return this;
    }

    /**
     * Adds the learned preprocessing of a particle: a tree, and tensors beside it if there are any.
     */
    Contents state(String json, String tensors, State state) {
        SavedState saved;
        try {
            saved = SavedState.of(state);
        } catch (ArithmeticException e) {
            throw tooLarge(json, "a list of more than 2 GiB");
        }
        json(json, saved.tree());
        return saved.tensors().isEmpty() ? this : tensors(tensors, saved.tensors());
    }

    /** Returns the digest of the names and contents of all entries. */
    String digest() {
        MessageDigest digest = Digests.newDigest();
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            for (Part part : parts) {
                out.write((part.name() + '\0').getBytes(StandardCharsets.UTF_8));
                part.content().accept(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Digests.hex(digest);
    }

    List<Part> parts() {
        return List.copyOf(parts);
    }
}
